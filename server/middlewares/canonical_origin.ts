import type { MiddlewareFn } from "fresh";
import { policyOf } from "../route_policy.ts";
import type { State } from "../state.ts";

/** Redirects requests under another host name to the canonical origin: the key exchange is bound to it. */
export const canonicalOrigin: MiddlewareFn<State> = async (ctx) => {
  const { publicOrigin } = ctx.state.config;
  const { method } = ctx.req;
  if (publicOrigin === undefined || (method !== "GET" && method !== "HEAD")) return await ctx.next();
  const { url } = ctx;
  if (url.host === new URL(publicOrigin).host || policyOf(ctx).anyHost) {
    return await ctx.next();
  }
  return new Response(null, {
    status: 308,
    headers: { location: `${publicOrigin}${url.pathname}${url.search}` },
  });
};
