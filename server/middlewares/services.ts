import type { MiddlewareFn } from "fresh";
import type { State } from "../state.ts";

/** Gives every request what the process has one of. */
export function services(ones: Pick<State, "config" | "store" | "hub" | "metrics">): MiddlewareFn<State> {
  return async (ctx) => {
    Object.assign(ctx.state, ones);
    return await ctx.next();
  };
}
