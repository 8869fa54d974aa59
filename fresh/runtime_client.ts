/** "fresh/runtime" as islands see it in the browser. */
export const IS_BROWSER = true;

/** The page's head is the server's. */
export function Head(): null {
  return null;
}

/** Addresses that may be kept for ever come from the server, as props. */
export function asset(path: string): string {
  return path;
}
