import { relative } from "node:path";
import * as esbuild from "esbuild";
import { importsToo, loadedModules } from "./loaded_modules.ts";

interface BundleOptions {
  root: string;
  /** The files to bundle, by the name of their output. */
  entries: Record<string, string>;
  target: string | string[];
  minify: boolean;
}

interface Bundle {
  files: { path: string; contents: Uint8Array<ArrayBuffer> }[];
  /** By name: the output file, and those that it imports statically. */
  chunks: Record<string, { chunk: string; imports: string[] }>;
}

/**
 * Bundles the server into one file, which starts faster and takes less memory than hundreds. It is not minified, so that the
 * traces in the log stay readable; packages stay outside of it. `source` is the entry, as if it were a file in `_fresh/`.
 */
export async function bundleServer(root: string, source: string): Promise<string> {
  const { outputFiles } = await esbuild.build({
    absWorkingDir: root,
    alias: {
      "fresh": here("mod.ts"),
      "fresh/internal": here("internal.ts"),
      "fresh/runtime": here("runtime.ts"),
    },
    bundle: true,
    external: ["./snapshot.js"],
    format: "esm",
    jsx: "automatic",
    jsxImportSource: "preact",
    legalComments: "none",
    logLevel: "error",
    packages: "external",
    platform: "node",
    stdin: { contents: source, resolveDir: `${root}/_fresh`, sourcefile: "server.js" },
    target: "esnext",
    write: false,
  });
  await esbuild.stop();
  return outputFiles[0]!.text;
}

/** Bundles the islands and the client runtime. Modules that they share or import dynamically become chunks. */
export async function bundleIslands({ root, entries, target, minify }: BundleOptions): Promise<Bundle> {
  const runtime = here("client.ts");
  const options = {
    absWorkingDir: root,
    alias: { "fresh/runtime": here("runtime_client.ts") },
    bundle: true,
    define: { "process.env.NODE_ENV": minify ? '"production"' : '"development"' },
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    entryPoints: { "fresh-runtime": runtime, ...entries },
    format: "esm",
    jsx: "automatic",
    jsxImportSource: "preact",
    legalComments: "none",
    logLevel: "error",
    metafile: true,
    minify,
    nodePaths: [`${root}/node_modules`],
    outdir: "out",
    platform: "browser",
    splitting: true,
    target: [target].flat(),
    treeShaking: true,
    write: false,
  } as const satisfies esbuild.BuildOptions;
  const { metafile: { inputs } } = await esbuild.build(options);
  const inRoot = (path: string) => relative(root, path);
  const also = loadedModules(inputs, inRoot(runtime), Object.values(entries).map(inRoot));
  const result = await esbuild.build({ ...options, plugins: [importsToo(root, also)] });
  await esbuild.stop();
  const nameOf = (path: string) => path.replace(/^.*\/?out\//, "");
  const chunks: Bundle["chunks"] = {};
  for (const [path, output] of Object.entries(result.metafile.outputs)) {
    if (!output.entryPoint) continue;
    const name = nameOf(path).replace(/-[^-]*$/, "");
    const imports = output.imports.filter(({ kind }) => kind === "import-statement").map((item) =>
      nameOf(item.path)
    );
    chunks[name] = { chunk: nameOf(path), imports };
  }
  return {
    files: result.outputFiles.map(({ path, contents }) => ({
      path: nameOf(path),
      contents: new Uint8Array(contents),
    })),
    chunks,
  };
}

/** The path of a file in this folder. */
function here(file: string): string {
  return decodeURIComponent(new URL(file, import.meta.url).pathname);
}
