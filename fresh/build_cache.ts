import type { ComponentType } from "preact";

/** A route file: its path below `routes/`, without the extension, and what it exports. */
export interface RouteFile {
  path: string;
  module: Record<string, unknown>;
}

/** What `fresh.gen.ts` holds. */
export interface Manifest {
  routes: RouteFile[];
  /** Island files: a name for the browser, and what they export. */
  islands: { name: string; module: Record<string, unknown> }[];
}

/** A file that is served as it is. */
export interface StaticFile {
  /** Where it is, relative to the project. */
  file: string;
  /** Of its content. */
  hash: string;
  contentType: string;
  /** Its name contains its hash: it never changes. */
  immutable: boolean;
  /** Variants made at build time, beside the file: `.br`, `.gz`. */
  encodings: ("br" | "gzip")[];
}

/** What the build leaves for the server. */
export interface Snapshot {
  buildId: string;
  /** URL of the client runtime; empty without islands. */
  runtime: string;
  /** URLs of each island's chunk, and of the chunks that it imports at once. */
  islands: Record<string, { chunk: string; imports: string[] }>;
  /** By URL path. */
  files: Record<string, StaticFile>;
}

export interface IslandRef {
  name: string;
  exportName: string;
}

/** Everything that the app needs of the build. */
export class BuildCache {
  readonly islands = new Map<ComponentType, IslandRef>();

  constructor(
    readonly root: string,
    readonly manifest: Manifest,
    readonly snapshot: Snapshot,
    /** Reads a file of the build; tests keep them in memory. */
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
  runtime: "",
  islands: {},
  files: {},
});
