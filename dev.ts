/** `deno run -A dev.ts build [--if-changed]` builds for production; without arguments it builds into memory, and serves. */
import { manifestText } from "./release/manifest.ts";
import { isStale, LAST_BUILT, sourceHash } from "./release/sources.ts";
import type { Program } from "./server/start.ts";

/** Browsers that the pages have to run in. */
const TARGET = ["chrome99", "firefox99", "safari15.4"];

const root = Deno.cwd();
if (Deno.args[0] === "build") {
  if (!Deno.args.includes("--if-changed") || isStale(root)) await build();
} else {
  await serveFromMemory();
}

async function build(): Promise<void> {
  await forgetLast();
  const builder = await prepare();
  await builder.build();
  await writeHashes();
}

async function serveFromMemory(): Promise<void> {
  const builder = await prepare();
  const giveBuild = await builder.build({ mode: "development", snapshot: "memory" });
  const { app } = await import("./main.ts");
  const { answerLiveReload } = await import("./server/live_reload.ts");
  app.config.mode = "development";
  app.get("/_frsh/alive", answerLiveReload);
  giveBuild(app);
  await (app.handler() as Program).start();
}

/** Writes what the build reads, and loads the builder. */
async function prepare() {
  const { writeGenerated, writeIfChanged } = await import("./server/generate.ts");
  await writeGenerated(root, TARGET);
  await writeIfChanged(`${root}/fresh.gen.ts`, manifestText(root));
  // Upstream's Fresh makes its build id of this variable, or else of a random number.
  Deno.env.set("GITHUB_SHA", await sourceHash(root));
  const { Builder } = await import("fresh/dev");
  return new Builder({ target: TARGET, apart: ["Call"] });
}

/** A build that is interrupted must not pass for a whole one. */
async function forgetLast(): Promise<void> {
  await Deno.remove(LAST_BUILT).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
}

/** Writes the list that is published with a version, to compare it with what a server delivers. */
async function writeHashes(): Promise<void> {
  const { hashList } = await import("./release/hashes.ts");
  await Deno.writeTextFile(LAST_BUILT, await hashList(root));
}
