import type { MiddlewareFn } from "fresh";
import { requireMember } from "../auth.ts";
import { requireProof } from "../proof.ts";
import { accessOf, policyOf } from "../route_policy.ts";
import type { State } from "../state.ts";

/**
 * Admits only those whom the route's policy names: a page redirects to the sign-in, the API refuses. Stands in the
 * `_middleware.ts` of `routes/api` and `routes/practice`, which run when a route answers the method: a wrong method is
 * a 405 for everybody.
 * @throws {Refusal} `signed_out`, `passkey_needed`, `forbidden`, `proof_needed`
 */
export const access: MiddlewareFn<State> = async (ctx) => {
  const needed = accessOf(ctx);
  if (needed === "member" || needed === "practitioner") {
    const { signedIn } = ctx.state;
    const { kind, beforePasskey } = policyOf(ctx);
    const isIn = signedIn && (beforePasskey || !signedIn.mustAddPasskey);
    if (!isIn && kind === "page") return ctx.redirect("/practice");
    requireMember(ctx);
    await requireProof(ctx);
  }
  return await ctx.next();
};
