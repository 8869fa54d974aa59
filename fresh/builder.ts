import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { App, setBuildCache } from "./app.ts";
import { BuildCache, type Manifest, type Snapshot, type StaticFile } from "./build_cache.ts";
import { hashOf } from "./hash.ts";
import { crawl, manifestText, nameOf } from "./manifest.ts";
import { setAssets } from "./runtime.ts";
import { contentTypeOf } from "./content_type.ts";

export interface BuildOptions {
  /** Browsers that the code has to run in, as esbuild names them. */
  target?: string | string[];
  /** @default Deno.cwd() */
  root?: string;
  outDir?: string;
  staticDir?: string;
  islandDir?: string;
  routeDir?: string;
}

type ResolvedBuildOptions = Required<BuildOptions>;

/** Files smaller than this gain nothing by compression. */
const MIN_COMPRESSED_BYTES = 256;
const COMPRESSIBLE = /^(text\/|application\/(javascript|json|manifest\+json|wasm|xml)|image\/svg\+xml)/;

/** Builds an app: bundles its islands, hashes and compresses its files, and writes down what there is. */
// deno-lint-ignore no-explicit-any -- any app can be built
export class Builder<State = any> {
  readonly config: ResolvedBuildOptions;

  constructor(options: BuildOptions = {}) {
    this.config = {
      target: options.target ?? ["chrome99", "firefox99", "safari15"],
      root: (options.root ?? Deno.cwd()).replace(/\/$/, ""),
      outDir: options.outDir ?? "_fresh",
      staticDir: options.staticDir ?? "static",
      islandDir: options.islandDir ?? "islands",
      routeDir: options.routeDir ?? "routes",
    };
  }

  /**
   * Builds for production. The answer applies the build to an app, for tests; a started server reads what was written.
   */
  async build(
    { mode = "production", snapshot: kind = "disk" }: {
      mode?: "development" | "production";
      snapshot?: "disk" | "memory";
    } = {},
  ): Promise<(app: App<State>) => void> {
    const { root } = this.config;
    const files = new Map<string, Uint8Array<ArrayBuffer>>();
    const { routes, islands } = crawl(root, this.config.routeDir, this.config.islandDir);
    const snapshot = await this.#bundle(islands, mode, files);
    this.#addStatic(snapshot, files);
    snapshot.buildId = hashOf(new TextEncoder().encode(JSON.stringify(snapshot)));
    if (kind === "disk") {
      await this.#write(files, snapshot);
      const text = manifestText(routes, islands, this.config);
      writeIfChanged(`${root}/fresh.gen.ts`, text);
    }
    const manifest = await importAll(root, this.config, routes, islands);
    return (app) => {
      setAssets(snapshot);
      const read = (file: string) => {
        const content = files.get(file);
        return content ? Promise.resolve(content) : Deno.readFile(`${root}/${file}`);
      };
      setBuildCache(app as App<unknown>, new BuildCache(root, manifest, snapshot, read), mode);
    };

    async function importAll(
      base: string,
      config: ResolvedBuildOptions,
      routeFiles: string[],
      islandFiles: string[],
    ): Promise<Manifest> {
      if (kind === "disk") return { routes: [], islands: [] };
      const load = async (directory: string, file: string) =>
        await import(new URL(`${directory}/${file}`, `file://${base}/`).href) as Record<string, unknown>;
      return {
        routes: await Promise.all(
          routeFiles.map(async (file) => ({
            path: file.replace(/\.tsx?$/, ""),
            module: await load(config.routeDir, file),
          })),
        ),
        islands: await Promise.all(
          islandFiles.map(async (file) => ({
            name: nameOf(file),
            module: await load(config.islandDir, file),
          })),
        ),
      };
    }
  }

  /** Builds, serves, and builds again on each change; pages reload themselves. */
  async listen(
    importApp: () => Promise<{ app: App<State> } | App<State>>,
    options: Partial<Deno.ServeTcpOptions> = {},
  ): Promise<void> {
    await this.build({ mode: "development" });
    const module = await importApp();
    const app = module instanceof App ? module : module.app;
    const server = await import(
      new URL(`${this.config.outDir}/server.js`, `file://${this.config.root}/`).href
    ) as {
      default: { fetch(request: Request, info: Deno.ServeHandlerInfo): Promise<Response> };
    };
    app.config.mode = "development";
    await Deno.serve(options as Deno.ServeTcpOptions, server.default.fetch).finished;
  }

  async #bundle(
    islands: string[],
    mode: "development" | "production",
    files: Map<string, Uint8Array<ArrayBuffer>>,
  ): Promise<Snapshot> {
    const snapshot: Snapshot = { buildId: "", runtime: "", islands: {}, files: {} };
    if (islands.length === 0) return snapshot;
    const { root, outDir, islandDir, target } = this.config;
    const { bundleIslands } = await import("./bundle.ts");
    const entries = Object.fromEntries(islands.map((file) => [nameOf(file), `${root}/${islandDir}/${file}`]));
    const outputs = await bundleIslands({ root, entries, target, minify: mode === "production" });
    for (const { path, contents } of outputs.files) {
      const file = `${outDir}/static/${path}`;
      addFile(snapshot, files, `/_fresh/${path}`, file, contents, hashOf(contents), true);
      files.set(file, contents);
    }
    const url = (path: string) => `/_fresh/${path}`;
    snapshot.runtime = url(outputs.chunks["fresh-runtime"]!.chunk);
    for (const name of Object.keys(entries)) {
      const { chunk, imports } = outputs.chunks[name]!;
      snapshot.islands[name] = { chunk: url(chunk), imports: imports.map(url) };
    }
    return snapshot;
  }

  #addStatic(snapshot: Snapshot, files: Map<string, Uint8Array<ArrayBuffer>>): void {
    const { root, staticDir, outDir } = this.config;
    for (const path of filesBelow(`${root}/${staticDir}`)) {
      const contents = Deno.readFileSync(`${root}/${staticDir}/${path}`);
      const file = `${outDir}/static/files/${path}`;
      addFile(snapshot, files, `/${path}`, file, contents, hashOf(contents), false);
      files.set(file, contents);
    }
  }

  async #write(files: Map<string, Uint8Array<ArrayBuffer>>, snapshot: Snapshot): Promise<void> {
    const { root, outDir } = this.config;
    await Deno.remove(`${root}/${outDir}/static`, { recursive: true }).catch((error) => {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    });
    for (const [file, contents] of files) {
      await Deno.mkdir(`${root}/${file}`.replace(/\/[^/]*$/, ""), { recursive: true });
      await Deno.writeFile(`${root}/${file}`, contents);
    }
    await Deno.mkdir(`${root}/${outDir}`, { recursive: true });
    await Deno.writeTextFile(
      `${root}/${outDir}/snapshot.js`,
      `export default ${JSON.stringify(snapshot, undefined, 1)};\n`,
    );
    await Deno.writeTextFile(`${root}/${outDir}/server.js`, SERVER_JS);
  }
}

/** The built server: the app with its build. `deno serve _fresh/server.js` runs it, and so does main.ts. */
const SERVER_JS = `// Generated by the build.
import { BuildCache, setAssets, setBuildCache } from "../fresh/internal.ts";
import manifest from "../fresh.gen.ts";
import { app } from "../main.ts";
import snapshot from "./snapshot.js";

const root = import.meta.dirname.replace(/\\/[^/]*$/, "");
setAssets(snapshot);
setBuildCache(app, new BuildCache(root, manifest, snapshot), "production");
export default { fetch: app.handler() };
`;

function addFile(
  snapshot: Snapshot,
  files: Map<string, Uint8Array<ArrayBuffer>>,
  url: string,
  file: string,
  contents: Uint8Array<ArrayBuffer>,
  hash: string,
  immutable: boolean,
): void {
  const contentType = contentTypeOf(url);
  const encodings: StaticFile["encodings"] = [];
  if (COMPRESSIBLE.test(contentType) && contents.length >= MIN_COMPRESSED_BYTES) {
    const br = brotliCompressSync(contents, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: contents.length },
    });
    const gz = gzipSync(contents, { level: 9 });
    files.set(`${file}.br`, new Uint8Array(br));
    files.set(`${file}.gz`, new Uint8Array(gz));
    encodings.push("br", "gzip");
  }
  snapshot.files[url] = { file, hash, contentType, immutable, encodings };
}

function filesBelow(directory: string, prefix = ""): string[] {
  let entries: Deno.DirEntry[];
  try {
    entries = [...Deno.readDirSync(directory)];
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
  return entries.flatMap((entry) => {
    const path = `${prefix}${entry.name}`;
    if (entry.name.startsWith(".")) return [];
    return entry.isDirectory ? filesBelow(`${directory}/${entry.name}`, `${path}/`) : [path];
  }).sort();
}

function writeIfChanged(path: string, text: string): void {
  try {
    if (Deno.readTextFileSync(path) === text) return;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  Deno.writeTextFileSync(path, text);
}
