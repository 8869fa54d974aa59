import type { MiddlewareFn } from "fresh";
import type { State } from "../state.ts";

/** Monitoring asks this machine, whatever it is called. */
const ABOUT_THIS_MACHINE = new Set(["/healthz", "/metrics"]);

/** Sends what was asked for under another name to the one origin: the handshake binds it. */
export const canonicalOrigin: MiddlewareFn<State> = async (ctx) => {
  const { publicOrigin } = ctx.state.config;
  const { method } = ctx.req;
  if (publicOrigin === undefined || (method !== "GET" && method !== "HEAD")) return await ctx.next();
  const { url } = ctx;
  if (url.host === new URL(publicOrigin).host || ABOUT_THIS_MACHINE.has(url.pathname)) {
    return await ctx.next();
  }
  return new Response(null, {
    status: 308,
    headers: { location: `${publicOrigin}${url.pathname}${url.search}` },
  });
};
