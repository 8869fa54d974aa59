// deno-lint-ignore-file no-console -- a program for the terminal
/**
 * `deno task deploy`: tries here what Deno Deploy does, then deploys with `deno deploy`, which gets the options (`--org`,
 * `--app`, …). `--preview` deploys beside production; `--check` only tries.
 */
import { uploadWithCli } from "./release/upload.ts";
import { NotReady, stage } from "./release/staging.ts";
import { tryStage } from "./release/trial.ts";

const root = decodeURIComponent(new URL(".", import.meta.url).pathname).replace(/\/$/, "");
const print = (line: string) => console.log(line);

try {
  await using staged = await stage(root, print);
  await tryStage(staged, print);
} catch (error) {
  if (!(error instanceof NotReady)) throw error;
  print(`Not ready for Deno Deploy: ${error.message}`);
  Deno.exit(1);
}
print("Ready for Deno Deploy.");
if (!Deno.args.includes("--check")) Deno.exit(await uploadWithCli(root, Deno.args, print));
