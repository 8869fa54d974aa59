import type { MiddlewareFn } from "fresh";
import { clientOf } from "../client_address.ts";
import type { State } from "../state.ts";

/** What an operator reads whose proxy names clients by something that is no address. */
const GARBLED =
  "Warning: X-Forwarded-For names something that is no address where TRUST_PROXY expects a client: the proxy itself is taken " +
  "for the client, and all clients behind it share its limits.";

/** Says once that clients cannot be told apart. Anybody can make it say so; it repeats nothing of the request. */
export function garbledProxy(print: (line: string) => void): MiddlewareFn<State> {
  let hasSaid = false;
  return async (ctx) => {
    if (!hasSaid && ctx.state.config.trustProxy !== undefined && clientOf(ctx).isGarbled) {
      hasSaid = true;
      print(GARBLED);
    }
    return await ctx.next();
  };
}
