import type { MiddlewareFn } from "fresh";
import { findSignedIn } from "../sign_in.ts";
import type { State } from "../state.ts";

/** The routes where it matters who is signed in. Everywhere else the cookie is not even looked at. */
const ROUTES = /^\/(practice|r|api\/practice)(\/|$)|^\/api\/rooms\/:room\/(host|lock|code)$/;

/** Finds out who is signed in. */
export const session: MiddlewareFn<State> = async (ctx) => {
  const signedIn = ROUTES.test(ctx.route ?? "") ? await findSignedIn(ctx) : undefined;
  if (signedIn) ctx.state.signedIn = signedIn;
  return await ctx.next();
};
