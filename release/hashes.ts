/** A file that browsers load: its URL path, and its path on the disk. */
export interface BuiltFile {
  path: string;
  file: string;
}

/** Every file that the built server delivers, sorted by URL path. */
export async function builtFiles(root: string): Promise<BuiltFile[]> {
  const { staticFiles } = await import(`file://${root}/_fresh/snapshot.js`) as {
    staticFiles: Map<string, { filePath: string }>;
  };
  return [...staticFiles].map(([path, { filePath }]) => ({ path, file: `${root}/${filePath}` }))
    .sort((a, b) => a.path < b.path ? -1 : 1);
}

/** The list that is published with a version: for each file a line "SHA-256  path", as `sha256sum` writes it. */
export async function hashList(root: string): Promise<string> {
  const lines = [];
  for (const { path, file } of await builtFiles(root)) {
    lines.push(`${await sha256(await Deno.readFile(file))}  ${path}\n`);
  }
  return lines.join("");
}

export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}
