import type { Context } from "./context.ts";
import { HttpError } from "./error.ts";
import type { MiddlewareFn } from "./types.ts";

export interface CsrfOptions<State> {
  /** Other origins that may send requests which change something. @default the origin that was asked */
  origin?: string | string[] | ((origin: string, ctx: Context<State>) => boolean);
}

/** Refuses requests from other sites that could change something. Source: Fetch Metadata, section 2.3. */
export function csrf<State>({ origin: allowed }: CsrfOptions<State> = {}): MiddlewareFn<State> {
  const isAllowed = (origin: string, ctx: Context<State>) =>
    typeof allowed === "function"
      ? allowed(origin, ctx)
      : [allowed ?? ctx.url.origin].flat().includes(origin);
  return async (ctx) => {
    const { method, headers } = ctx.req;
    if (method === "GET" || method === "HEAD" || method === "OPTIONS") return await ctx.next();
    const [site, origin] = [headers.get("sec-fetch-site"), headers.get("origin")];
    // "none" is the person alone. A client that sends neither is no browser, and carries nobody's cookies by accident.
    const isOwn = site === "same-origin" || site === "none" || (site === null && origin === null);
    if (isOwn || (origin !== null && isAllowed(origin, ctx))) return await ctx.next();
    throw new HttpError(403);
  };
}
