import type { MiddlewareFn } from "fresh";
import type { State } from "../state.ts";

/** Puts the process's configuration, store, hub and metrics on every request. */
export function services(shared: Pick<State, "config" | "store" | "hub" | "metrics">): MiddlewareFn<State> {
  return async (ctx) => {
    Object.assign(ctx.state, shared);
    return await ctx.next();
  };
}
