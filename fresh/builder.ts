import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { type App, setBuildCache } from "./app.ts";
import { BuildCache, type Manifest, type Snapshot, type StaticFile } from "./build_cache.ts";
import { contentTypeOf } from "./content_type.ts";
import { hashOf } from "./hash.ts";
import { crawl, filesBelow, manifestSource, nameOf, withoutExtension } from "./crawl.ts";
import { setAssets } from "./runtime.ts";

export interface BuildOptions {
  /** The oldest browsers that the islands have to run in, as esbuild names them. */
  target?: string | string[];
  /** @default Deno.cwd() */
  root?: string;
  /**
   * Islands that share no file with others, by name: what such a page loads is smaller, because each shared file has its
   * cost, and what other pages have loaded already does not help it. Such an island is alone in its page.
   */
  apart?: string[];
}

type Contents = Uint8Array<ArrayBuffer>;

/** Compression makes smaller files hardly any smaller. */
const MIN_COMPRESSED_BYTES = 256;
const COMPRESSIBLE = /^(text\/|application\/(javascript|json|manifest\+json|wasm|xml)|image\/svg\+xml)/;

/** Builds an app: bundles its islands and its server, hashes and compresses its files. */
// deno-lint-ignore no-explicit-any -- any app can be built
export class Builder<State = any> {
  readonly config: Required<BuildOptions>;

  constructor(
    { target = ["chrome99", "firefox99", "safari15.4"], root = Deno.cwd(), apart = [] }: BuildOptions = {},
  ) {
    this.config = { target, root: root.replace(/\/$/, ""), apart };
  }

  /**
   * Builds into `_fresh/`, whose `server.js` serves the result, or into memory; the returned function gives an app what was
   * built into memory.
   */
  async build(
    { mode = "production", snapshot: kind = "disk" }: {
      mode?: "development" | "production";
      snapshot?: "disk" | "memory";
    } = {},
  ): Promise<(app: App<State>) => void> {
    const { root } = this.config;
    const build = new Build();
    await this.#addIslands(build, mode);
    for (const path of filesBelow(`${root}/static`)) {
      build.add(
        `/${path}`,
        `_fresh/static/files/${path}`,
        Deno.readFileSync(`${root}/static/${path}`),
        false,
      );
    }
    const { snapshot, files } = build;
    snapshot.buildId = hashOf(new TextEncoder().encode(JSON.stringify(snapshot)));
    if (kind === "disk") {
      await write(root, build);
      return () => {
        throw new TypeError("Cannot give an app a build that is on disk: _fresh/server.js does that");
      };
    }
    const manifest = await importAll(root);
    const cache = new BuildCache(
      root,
      manifest,
      snapshot,
      async (file) => files.get(file) ?? await Deno.readFile(`${root}/${file}`),
    );
    return (app) => {
      setAssets(snapshot);
      setBuildCache(app as App<unknown>, cache, mode);
    };
  }

  async #addIslands(build: Build, mode: "development" | "production"): Promise<void> {
    const { root, apart } = this.config;
    const { islands } = crawl(root);
    const isApart = (file: string) => apart.includes(nameOf(file));
    for (
      const group of [
        islands.filter((file) => !isApart(file)),
        ...islands.filter(isApart).map((file) => [file]),
      ]
    ) {
      if (group.length > 0) await this.#addTogether(build, mode, group);
    }
  }

  /** Adds islands whose pages share files. */
  async #addTogether(build: Build, mode: "development" | "production", islands: string[]): Promise<void> {
    const { root, target } = this.config;
    const { bundleIslands } = await import("./bundle.ts");
    const entries = Object.fromEntries(islands.map((file) => [nameOf(file), `${root}/islands/${file}`]));
    const { files, chunks } = await bundleIslands({ root, entries, target, minify: mode === "production" });
    const url = (path: string) => `/_fresh/${path}`;
    for (const { path, contents } of files) build.add(url(path), `_fresh/static/${path}`, contents, true);
    const runtime = url(chunks["fresh-runtime"]!.chunk);
    for (const name of Object.keys(entries)) {
      const { chunk, imports } = chunks[name]!;
      build.snapshot.islands[name] = { runtime, chunk: url(chunk), imports: imports.map(url) };
    }
  }
}

/** What a build has made so far. */
class Build {
  readonly snapshot: Snapshot = { buildId: "", islands: {}, files: {} };
  /** By path relative to the project. */
  readonly files = new Map<string, Contents>();

  add(url: string, file: string, contents: Contents, immutable: boolean): void {
    const contentType = contentTypeOf(url);
    const encodings: StaticFile["encodings"] = [];
    if (COMPRESSIBLE.test(contentType) && contents.length >= MIN_COMPRESSED_BYTES) {
      const params = {
        [constants.BROTLI_PARAM_QUALITY]: 11,
        [constants.BROTLI_PARAM_SIZE_HINT]: contents.length,
      };
      this.files.set(`${file}.br`, new Uint8Array(brotliCompressSync(contents, { params })));
      this.files.set(`${file}.gz`, gzip(contents));
      encodings.push("br", "gzip");
    }
    this.files.set(file, contents);
    this.snapshot.files[url] = { file, hash: hashOf(contents), contentType, immutable, encodings };
  }
}

async function importAll(root: string): Promise<Manifest> {
  const { routes, islands } = crawl(root);
  const load = async (path: string) =>
    await import(new URL(path, `file://${root}/`).href) as Record<string, unknown>;
  return {
    routes: await Promise.all(
      routes.map(async (file) => ({ path: withoutExtension(file), module: await load(`routes/${file}`) })),
    ),
    islands: await Promise.all(
      islands.map(async (file) => ({ name: nameOf(file), module: await load(`islands/${file}`) })),
    ),
  };
}

/** Writes a build. The step that may fail comes first, since a running server still reads the files of the last build. */
async function write(root: string, { files, snapshot }: Build): Promise<void> {
  await Deno.mkdir(`${root}/_fresh`, { recursive: true });
  const { bundleServer } = await import("./bundle.ts");
  const server = await bundleServer(root, manifestSource(root) + SERVER_SOURCE);
  await Deno.remove(`${root}/_fresh/static`, { recursive: true }).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
  for (const [file, contents] of files) {
    await Deno.mkdir(`${root}/${file}`.replace(/\/[^/]*$/, ""), { recursive: true });
    await Deno.writeFile(`${root}/${file}`, contents);
  }
  await Deno.writeTextFile(`${root}/_fresh/snapshot.js`, snapshotText(snapshot));
  await Deno.writeTextFile(`${root}/_fresh/server.js`, server);
  await readThrough(`${root}/_fresh/server.js`);
}

/** The snapshot for the server, and `staticFiles` for other programs, in upstream's form. */
function snapshotText(snapshot: Snapshot): string {
  const staticFiles = Object.entries(snapshot.files).map((
    [name, { file }],
  ) => [name, { name, filePath: file }]);
  const json = (value: unknown) => JSON.stringify(value, undefined, 1);
  return `export default ${json(snapshot)};\nexport const staticFiles = new Map(${json(staticFiles)});\n`;
}

/** Has Deno analyze a program that is new to it, which takes much memory, now instead of at its start. */
async function readThrough(file: string): Promise<void> {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), { args: ["cache", "--quiet", file] })
    .output();
  if (!success) throw new Error(`Cannot load ${file}: ${new TextDecoder().decode(stderr)}`);
}

/** The rest of `_fresh/server.js`. It only exports a handler, as upstream's does: `deno serve` serves it. */
const SERVER_SOURCE = `
import { BuildCache, setAssets, setBuildCache } from "fresh/internal";
import { app } from "../main.ts";
import snapshot from "./snapshot.js";

const root = import.meta.dirname.replace(/\\/[^/]*$/, "");
setAssets(snapshot);
setBuildCache(app, new BuildCache(root, manifest, snapshot), "production");
export default { fetch: app.handler() };
`;

/** Which level packs tighter depends on the file: with this zlib, large ones are often smaller at level 8. */
function gzip(contents: Contents): Contents {
  const [a, b] = [8, 9].map((level) => new Uint8Array(gzipSync(contents, { level, memLevel: 9 })));
  return a!.length < b!.length ? a! : b!;
}
