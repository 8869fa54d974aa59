import type { MiddlewareFn } from "fresh";
import { accessOf, policyOf } from "../route_policy.ts";
import { findSignedIn } from "../sign_in.ts";
import type { State } from "../state.ts";

/** Reads the sign-in of the request's cookie, on routes whose policy needs it. */
export const session: MiddlewareFn<State> = async (ctx) => {
  const access = accessOf(ctx);
  const signedIn = access === "anyone" || access === "seat" ? undefined : await findSignedIn(ctx);
  // Where others get an answer, too, somebody who still has to add a passkey is one of them.
  const isOther = access === "either" && signedIn?.mustAddPasskey && !policyOf(ctx).beforePasskey;
  if (signedIn && !isOther) ctx.state.signedIn = signedIn;
  return await ctx.next();
};
