import { Builder } from "fresh/dev";

/** Browsers that the pages have to run in. */
const TARGET = ["chrome99", "firefox99", "safari15.4"];
/** What the build does not read. */
const NOT_BUILT = /^(\..*|_fresh|bench|data|docs|node_modules|tests|.*\.md)$/;

const builder = new Builder({ target: TARGET });
if (Deno.args[0] === "build") {
  if (!Deno.args.includes("--if-changed") || isStale()) {
    await prepare();
    await builder.build();
    await writeHashes();
  }
} else {
  await prepare();
  const giveBuild = await builder.build({ mode: "development", snapshot: "memory" });
  const { app, start } = await import("./main.ts");
  giveBuild(app);
  await start();
}

/** What pages inline, made before the build finds it in `static/`. */
async function prepare(): Promise<void> {
  const { writeGenerated } = await import("./server/generate.ts");
  await writeGenerated(TARGET);
}

/** What is published with a version, for whoever compares it with what a server delivers. */
async function writeHashes(): Promise<void> {
  const { hashList } = await import("./release/hashes.ts");
  await Deno.writeTextFile("_fresh/hashes.txt", await hashList(Deno.cwd()));
}

/** Has anything changed since the last build, of which it is made? */
function isStale(): boolean {
  let builtAtMs: number;
  try {
    builtAtMs = Deno.statSync("_fresh/server.js").mtime?.getTime() ?? 0;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return true;
    throw error;
  }
  const isNewer = (path: string): boolean => {
    const info = Deno.statSync(path);
    if ((info.mtime?.getTime() ?? Infinity) > builtAtMs) return true;
    if (!info.isDirectory || path === "static/gen") return false;
    return [...Deno.readDirSync(path)].some(({ name }) => isNewer(`${path}/${name}`));
  };
  const names = [...Deno.readDirSync(".")].map(({ name }) => name);
  return names.filter((name) => !NOT_BUILT.test(name)).some(isNewer);
}
