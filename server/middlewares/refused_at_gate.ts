import type { MiddlewareFn } from "fresh";
import { refusalResponse } from "../errors.ts";
import { METHODS, refusalAtGate } from "../gate.ts";
import type { State } from "../state.ts";

/** Answers what `withGate` has refused. */
export const refusedAtGate: MiddlewareFn<State> = (ctx) => {
  const refusal = refusalAtGate(ctx.req);
  if (!refusal) return ctx.next();
  ctx.state.errorCode = refusal.code;
  const response = refusalResponse(refusal);
  // Which methods the address has is not known here.
  if (refusal.code === "method_not_allowed") response.headers.set("allow", [...METHODS].join(", "));
  return response;
};
