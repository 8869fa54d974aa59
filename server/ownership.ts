import type { Context } from "fresh";
import { findConsultation } from "../kv/consultations.ts";
import type { Consultation } from "../kv/keys.ts";
import { Refusal } from "./errors.ts";
import { requireMember } from "./auth.ts";
import { parseRoom } from "./parse.ts";
import type { SignedIn, State } from "./state.ts";

/**
 * The consultation in the path, if it belongs to the practice of whoever is signed in. A foreign one is as unknown as one
 * that does not exist.
 * @throws {Refusal} `signed_out`, `consultation_unknown`
 */
export async function requireConsultation(
  ctx: Context<State>,
): Promise<SignedIn & { kv: Deno.Kv; consultation: Consultation }> {
  const signedIn = requireMember(ctx);
  const kv = await ctx.state.store.open();
  const consultation = await findConsultation(kv, parseRoom(ctx.params["room"]), Date.now());
  if (consultation?.practiceId !== signedIn.practice.id) throw new Refusal("consultation_unknown");
  return { ...signedIn, kv, consultation };
}
