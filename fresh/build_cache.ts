import type { ComponentType } from "preact";

/** A file in `routes/`: its path there without the extension, and its exports. */
export interface RouteFile {
  path: string;
  module: Record<string, unknown>;
}

/** The default export of `fresh.gen.ts`. */
export interface Manifest {
  routes: RouteFile[];
  /** The files in `islands/`: their name in the browser, and their exports. */
  islands: { name: string; module: Record<string, unknown> }[];
}

/** A file that is served unchanged. */
export interface StaticFile {
  /** Its path, relative to the project. */
  file: string;
  /** The hash of its content. */
  hash: string;
  contentType: string;
  /** Its URL contains its hash, so its content never changes. */
  immutable: boolean;
  /** Compressed variants beside the file, made by the build: `.br`, `.gz`. */
  encodings: ("br" | "gzip")[];
}

/** What the build tells the server. */
export interface Snapshot {
  buildId: string;
  /** By island. */
  islands: Record<string, IslandFiles>;
  /** By URL path. */
  files: Record<string, StaticFile>;
}

/** URLs of what an island needs in the browser. */
export interface IslandFiles {
  /** The client runtime: one for all islands of a page. */
  runtime: string;
  chunk: string;
  /** The chunks that `chunk` imports statically. */
  imports: string[];
}

export interface IslandRef {
  name: string;
  exportName: string;
}

/** The build, as an app uses it. */
export class BuildCache {
  readonly islands = new Map<ComponentType, IslandRef>();

  constructor(
    readonly root: string,
    readonly manifest: Manifest,
    readonly snapshot: Snapshot,
    /** Reads a file of the build. @default from the disk, below `root` */
    readonly readFile: (file: string) => Promise<Uint8Array<ArrayBuffer>> = (file) =>
      Deno.readFile(`${root}/${file}`),
  ) {
    for (const { name, module } of manifest.islands) {
      for (const [exportName, value] of Object.entries(module)) {
        if (typeof value === "function") this.islands.set(value as ComponentType, { name, exportName });
      }
    }
  }
}

export const EMPTY_CACHE = new BuildCache(".", { routes: [], islands: [] }, {
  buildId: "",
  islands: {},
  files: {},
});
