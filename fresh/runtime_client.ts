/** "fresh/runtime" in the browser; on the server it is `runtime.ts`. */
export const IS_BROWSER = true;

/** Renders nothing: the server has rendered the head. */
export function Head(): null {
  return null;
}

/** Returns the path unchanged: only the server knows hashes, and hands such URLs to islands as props. */
export function asset(path: string): string {
  return path;
}
