import { Builder } from "fresh/dev";
import { isStale, LAST_BUILT } from "./release/staleness.ts";

/** Browsers that the pages have to run in. */
const TARGET = ["chrome99", "firefox99", "safari15.4"];

const builder = new Builder({ target: TARGET });
if (Deno.args[0] === "build") {
  if (!Deno.args.includes("--if-changed") || isStale(Deno.cwd())) {
    await forgetLast();
    await prepare();
    await builder.build();
    await writeHashes();
  }
} else {
  await prepare();
  const giveBuild = await builder.build({ mode: "development", snapshot: "memory" });
  const { app, start } = await import("./main.ts");
  app.config.mode = "development";
  giveBuild(app);
  await start();
}

/** What pages inline, made before the build finds it in `static/`. */
async function prepare(): Promise<void> {
  const { writeGenerated } = await import("./server/generate.ts");
  await writeGenerated(TARGET);
}

/** What is stopped halfway is no build. */
async function forgetLast(): Promise<void> {
  await Deno.remove(LAST_BUILT).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
}

/** What is published with a version, for whoever compares it with what a server delivers. */
async function writeHashes(): Promise<void> {
  const { hashList } = await import("./release/hashes.ts");
  await Deno.writeTextFile(LAST_BUILT, await hashList(Deno.cwd()));
}
