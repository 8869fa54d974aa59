import type { MiddlewareFn } from "fresh";
import type { State } from "../state.ts";

/**
 * Says once that a browser speaks TLS with a proxy in front, and the configuration does not: then cookies are not bound to TLS,
 * and there is no HSTS. Anybody can make it say so; it repeats nothing of the request.
 */
export function unboundTls(print: (line: string) => void): MiddlewareFn<State> {
  let hasSaid = false;
  return async (ctx) => {
    if (!hasSaid && !ctx.state.config.secure && isFromTls(ctx.req.headers)) {
      hasSaid = true;
      print(UNBOUND_TLS);
    }
    return await ctx.next();
  };
}

/** What an operator reads who has left out PUBLIC_ORIGIN behind a proxy. */
export const UNBOUND_TLS =
  "Warning: this server is behind a proxy that may speak https, and PUBLIC_ORIGIN does not say so: sign-ins are not bound to " +
  "TLS, and browsers may be led back to http. Set PUBLIC_ORIGIN to the https: address.";

/** A proxy says so, or the page that has sent the request. Source: RFC 7239, section 5.4; RFC 6454, section 7. */
function isFromTls(headers: Headers): boolean {
  return /^https\b/i.test(headers.get("x-forwarded-proto") ?? "") ||
    /\bproto="?https\b/i.test(headers.get("forwarded") ?? "") ||
    /^https:/.test(headers.get("origin") ?? "");
}
