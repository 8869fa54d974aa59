import type { Context } from "./context.ts";
import { HttpError } from "./error.ts";
import type { Middleware } from "./handlers.ts";

export interface CsrfOptions<State> {
  /** The origins that may send requests which change something. @default the origin of the request's address */
  origin?: string | string[] | ((origin: string, ctx: Context<State>) => boolean);
}

/** Refuses requests of other sites with a method that may change something. Source: Fetch Metadata, section 2.3. */
export function csrf<State>({ origin: allowed }: CsrfOptions<State> = {}): Middleware<State> {
  const isAllowed = (origin: string, ctx: Context<State>) =>
    typeof allowed === "function"
      ? allowed(origin, ctx)
      : [allowed ?? ctx.url.origin].flat().includes(origin);
  return async (ctx) => {
    const { method, headers } = ctx.req;
    if (method === "GET" || method === "HEAD" || method === "OPTIONS") return await ctx.next();
    const [site, origin] = [headers.get("sec-fetch-site"), headers.get("origin")];
    // "none": typed or bookmarked. A client that sends neither header is no browser, so it sends no cookies by accident.
    const isOwn = site === "same-origin" || site === "none" || (site === null && origin === null);
    if (isOwn || (origin !== null && isAllowed(origin, ctx))) return await ctx.next();
    throw new HttpError(403);
  };
}
