/** Longest name that is kept, in UTF-16 units. */
export const MAX_FILE_NAME_CHARS = 120;
const MAX_EXTENSION_CHARS = 12;

/** Names that Windows reserves for devices. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/**
 * A name that is safe to show and to save: the last part of a path, without characters that have a special meaning to
 * file systems, shells or text direction; "file" if nothing remains.
 */
export function cleanFileName(name: string): string {
  const last = name.normalize("NFC").split(/[/\\]/).at(-1)!;
  const plain = last
    .replace(/\p{Surrogate}/gu, "")
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "")
    .replace(/[<>:"|?*]/g, "_")
    .replace(/\s+/g, " ");
  const short = trimmed(shortened(trimmed(plain)));
  if (short === "") return "file";
  return RESERVED.test(short) ? `_${short}`.slice(0, MAX_FILE_NAME_CHARS) : short;
}

/** Without dots and spaces at both ends: a leading dot hides a file, and Windows drops a trailing one. */
function trimmed(name: string): string {
  const isEdge = (at: number) => /[.\s]/.test(name[at]!);
  let [begin, end] = [0, name.length];
  while (begin < end && isEdge(begin)) begin++;
  while (begin < end && isEdge(end - 1)) end--;
  return name.slice(begin, end);
}

function shortened(name: string): string {
  if (name.length <= MAX_FILE_NAME_CHARS) return name;
  const dot = name.lastIndexOf(".");
  const extension = dot > 0 && name.length - dot <= MAX_EXTENSION_CHARS ? name.slice(dot) : "";
  const stem = name.slice(0, MAX_FILE_NAME_CHARS - extension.length).replace(/[\ud800-\udbff]$/, "");
  return stem + extension;
}
