import type { MiddlewareFn } from "fresh";
import { Refusal, refusalResponse } from "../errors.ts";
import { isRefused } from "../gate.ts";
import type { State } from "../state.ts";

/** Answers what `withGate` has refused. */
export const refusedAtGate: MiddlewareFn<State> = (ctx) => {
  if (!isRefused(ctx.req)) return ctx.next();
  ctx.state.errorCode = "bad_request";
  return refusalResponse(new Refusal("bad_request"));
};
