/** `#` as a mail program or several have percent-encoded it. The server knows such addresses by the same (`server/gate.ts`). */
const HASH = /%(?:25)*23/i;
/** White space, soft hyphens and invisible marks, as a browser encodes them in a path. */
const INSERTED = /%(?:0[9ad]|20|c2%ad|e2%80%(?:8[b-f]|a[89a-f])|e2%81%a[0-4]|ef%bb%bf)/gi;

/**
 * The address that a link had before mail programs changed it: what is behind the encoded `#` is the fragment, which browsers
 * do not send. Parameters that were put in front of it are left out.
 */
export function restoredAddress(
  { origin, pathname, search, hash }: Pick<Location, "origin" | "pathname" | "search" | "hash">,
): string {
  const sent = pathname + search;
  const at = sent.search(HASH);
  const [path = ""] = (at < 0 ? pathname : sent.slice(0, at)).split("?");
  const fragment = at < 0 ? hash : `#${sent.slice(at).replace(HASH, "")}`;
  // With the origin, a path that begins with two slashes leads nowhere else.
  return origin + path.replace(INSERTED, "") + fragment;
}
