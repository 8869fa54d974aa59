import type { Context } from "./context.ts";
import { HttpError } from "./error.ts";
import type { MiddlewareFn } from "./types.ts";

type Test<State> = string | string[] | ((value: string, ctx: Context<State>) => boolean);

export interface CsrfOptions<State> {
  /** Origins that may send requests which change something; by default this one. */
  origin?: Test<State>;
  secFetchSite?: Test<State>;
}

/** Refuses requests from other sites that could change something. Source: Fetch Metadata, section 2.3. */
export function csrf<State>(options: CsrfOptions<State> = {}): MiddlewareFn<State> {
  const isAllowed = (value: string, ctx: Context<State>, test: Test<State>) =>
    typeof test === "function" ? test(value, ctx) : [test].flat().includes(value);
  return async (ctx) => {
    const { method, headers } = ctx.req;
    if (method === "GET" || method === "HEAD" || method === "OPTIONS") return await ctx.next();
    const site = headers.get("sec-fetch-site");
    if (site !== null && isAllowed(site, ctx, options.secFetchSite ?? "same-origin")) return await ctx.next();
    const origin = headers.get("origin");
    if (origin !== null && isAllowed(origin, ctx, options.origin ?? ctx.url.origin)) return await ctx.next();
    // A client that is no browser sends neither, and carries nobody's cookies by accident.
    if (site === null && origin === null) return await ctx.next();
    throw new HttpError(403);
  };
}
