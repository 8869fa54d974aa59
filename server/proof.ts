import type { Context } from "fresh";
import { checkProof } from "../kv/proofs.ts";
import { Refusal } from "./errors.ts";
import { proofOf } from "./route_policy.ts";
import type { State } from "./state.ts";

const TOKEN = /^Bearer ([\w-]{43})$/i;

/**
 * Refuses a request whose route asks for a fresh proof, unless it carries one of the same sign-in.
 * @throws {Refusal} `proof_needed`
 */
export async function requireProof(ctx: Context<State>): Promise<void> {
  const purpose = proofOf(ctx);
  // A passphrase in the body is checked in the commit that needs it.
  if (purpose === undefined || purpose === "passphrase") return;
  const token = TOKEN.exec(ctx.req.headers.get("authorization") ?? "")?.[1];
  const { signedIn, store } = ctx.state;
  const isProved = token !== undefined && signedIn !== undefined && await checkProof(
    await store.open(),
    token,
    { sessionHash: signedIn.sessionHash, purpose, nowMs: Date.now() },
  );
  if (!isProved) throw new Refusal("proof_needed");
}
