import type { MiddlewareFn } from "fresh";
import { policyOf } from "../route_policy.ts";
import type { State } from "../state.ts";

/** Keeps answers out of caches where the route's policy asks for it. */
export const cacheControl: MiddlewareFn<State> = async (ctx) => {
  const response = await ctx.next();
  const { headers } = response;
  if (policyOf(ctx).cache === "no-store" && !headers.has("cache-control")) {
    headers.set("cache-control", "no-store");
  }
  return response;
};
