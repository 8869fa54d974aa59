import type { MiddlewareFn } from "fresh";
import { accessOf } from "../route_policy.ts";
import { findSignedIn } from "../sign_in.ts";
import type { State } from "../state.ts";

/** Finds out who is signed in, where the route's policy asks for it. */
export const session: MiddlewareFn<State> = async (ctx) => {
  const access = accessOf(ctx);
  const signedIn = access === "anyone" || access === "seat" ? undefined : await findSignedIn(ctx);
  if (signedIn) ctx.state.signedIn = signedIn;
  return await ctx.next();
};
