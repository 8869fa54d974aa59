/**
 * The origins of the pages that a request can come from, as browsers spell them. A proxy that terminates TLS changes the scheme,
 * and may add the port that it listens on to the Host header: `name:443` is `https://name`.
 */
export function requestOrigins({ host }: URL): string[] {
  return ["https:", "http:"].map((scheme) => new URL(`${scheme}//${host}`).origin);
}
