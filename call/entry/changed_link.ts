import { ENCODED_HASH, ENCODED_INSERTION } from "../../wire/changed_link.ts";

/**
 * The address that a link had before mail programs changed it: what is behind the encoded `#` is the fragment, which browsers
 * do not send. Parameters that were put in front of it are left out.
 */
export function restoredAddress(
  { origin, pathname, search, hash }: Pick<Location, "origin" | "pathname" | "search" | "hash">,
): string {
  const sent = pathname + search;
  const at = sent.search(ENCODED_HASH);
  const [path = ""] = (at < 0 ? pathname : sent.slice(0, at)).split("?");
  const fragment = at < 0 ? hash : `#${sent.slice(at).replace(ENCODED_HASH, "")}`;
  // With the origin, a path that begins with two slashes leads nowhere else.
  return origin + path.replace(new RegExp(ENCODED_INSERTION, "gi"), "") + fragment;
}
