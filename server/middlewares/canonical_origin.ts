import type { MiddlewareFn } from "fresh";
import { policyOf } from "../route_policy.ts";
import type { State } from "../state.ts";

/** What an operator reads whose proxy replaces the Host header. */
const OTHER_NAME =
  "A page was asked for under another name than that of PUBLIC_ORIGIN, and sent there. If browsers report a redirect without " +
  "end, the proxy does not pass on the Host header.";

/**
 * Redirects requests under another host name to the canonical origin: the key exchange is bound to it. Only names are compared:
 * a proxy may leave out the port that browsers use, or name the one that it listens on, and a redirect would come back the same.
 * The first one is printed, without the name: behind a proxy that replaces the Host header it never ends.
 */
export function canonicalOrigin(print: (line: string) => void): MiddlewareFn<State> {
  let hasPrinted = false;
  return async (ctx) => {
    const { publicOrigin } = ctx.state.config;
    const { method } = ctx.req;
    if (publicOrigin === undefined || (method !== "GET" && method !== "HEAD")) return await ctx.next();
    const { url } = ctx;
    if (url.hostname === new URL(publicOrigin).hostname || policyOf(ctx).anyHost) return await ctx.next();
    if (!hasPrinted) {
      hasPrinted = true;
      print(OTHER_NAME);
    }
    return new Response(null, {
      status: 308,
      headers: { location: `${publicOrigin}${url.pathname}${url.search}` },
    });
  };
}
