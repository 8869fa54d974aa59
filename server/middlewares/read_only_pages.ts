import type { MiddlewareFn } from "fresh";
import { MethodNotAllowed } from "../methods.ts";
import { policyOf } from "../route_policy.ts";
import type { State } from "../state.ts";

const ALLOWED = ["GET", "HEAD"];

/** Refuses every method but GET and HEAD for pages: upstream's Fresh renders a page without handlers for any method. */
export const readOnlyPages: MiddlewareFn<State> = (ctx) => {
  const { method } = ctx.req;
  if (ALLOWED.includes(method) || ctx.route === null || policyOf(ctx).kind === "api") return ctx.next();
  if (method !== "OPTIONS") throw new MethodNotAllowed(ALLOWED);
  return new Response(null, { status: 204, headers: { allow: ALLOWED.join(", ") } });
};
