import type { MiddlewareFn } from "fresh";
import type { State } from "../state.ts";
import { withStyles } from "../stylesheet.ts";

/**
 * Puts into a page the rules that it uses. Must stand outside of `pageNonce`: Fresh knows a page by its `Response`, and this
 * one answers with a new one.
 */
export const pageStyles: MiddlewareFn<State> = async (ctx) => {
  const response = await ctx.next();
  // Reading `body` turns any answer into a stream, slower and without a length.
  if (!response.headers.get("content-type")?.startsWith("text/html")) return response;
  return new Response(withStyles(await response.text(), ctx.config.root), response);
};
