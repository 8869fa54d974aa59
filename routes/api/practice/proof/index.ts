import { findKeyring } from "../../../../kv/keyrings.ts";
import type { Member, Passkey } from "../../../../kv/keys.ts";
import { findPasskey, recordPasskeyUse } from "../../../../kv/passkeys.ts";
import { checkAuthKey } from "../../../../kv/passphrases.ts";
import { createProof } from "../../../../kv/proofs.ts";
import { readAsMember } from "../../../../server/auth.ts";
import { type Ctx, endpoint, reply } from "../../../../server/endpoint.ts";
import { Refusal } from "../../../../server/errors.ts";
import { noteFailed } from "../../../../server/journal.ts";
import { parseKey, parseProofPurpose } from "../../../../server/parse.ts";
import { checkClientData, parseCredential, verifyPasskey } from "../../../../server/passkeys.ts";
import { limitTries } from "../../../../server/rate_limit.ts";
import { signInAnswer } from "../../../../server/sign_in.ts";
import { MEMBER_LIMITS, RATE_LIMITS } from "../../../../wire/limits.ts";
import type { PasskeySignInRequest } from "../../../../wire/passkeys.ts";
import type { ProofAnswer, ProofPurpose } from "../../../../wire/sign_in.ts";

export const handler = endpoint("/api/practice/proof", {
  /** Proves by passphrase or passkey that the member who is signed in is there; what was proved by opens the keys again. */
  async POST(ctx) {
    const { member, sessionHash, expiresAtMs, body } = await readAsMember(ctx);
    const purpose = parseProofPurpose(body["purpose"]);
    const kv = await ctx.state.store.open();
    await limitTries(kv, "unlock in", sessionHash, RATE_LIMITS.unlocks);
    let passkey: Passkey | undefined;
    if (body["credential"] === undefined) {
      if (!checkAuthKey(member, parseKey(body["authKey"]))) {
        await noteFailed(kv, member, "passphrase_failed");
        throw new Refusal("passphrase_wrong");
      }
    } else {
      passkey = await checkPasskey(ctx, kv, parseCredential(body["credential"]), member, purpose);
    }
    const keyring = await findKeyring(kv, member.id);
    if (!keyring) throw new Refusal("signed_out");
    const { wrappedKey: byPassphrase, ...rest } = signInAnswer(member, keyring, expiresAtMs);
    // Never the key wrapped by the passphrase without its proof: it would allow offline guessing.
    const wrappedKey = passkey ? passkey.wrappedKey : byPassphrase;
    const answer: ProofAnswer = {
      ...rest,
      ...(wrappedKey === undefined ? {} : { wrappedKey }),
      proof: await createProof(kv, { sessionHash, purpose, nowMs: Date.now() }),
      proofMs: MEMBER_LIMITS.proofMs,
    };
    return reply(200, answer);
  },
});

/** Notes a refused passkey. @throws {Refusal} as `checkClientData` and `verifyPasskey`; `passkey_unknown`, `passkey_copied` */
async function checkPasskey(
  ctx: Ctx,
  kv: Deno.Kv,
  credential: PasskeySignInRequest["credential"],
  member: Member,
  purpose: ProofPurpose,
): Promise<Passkey> {
  const { id: memberId } = member;
  const challenge = await checkClientData(ctx, kv, credential.clientDataJSON, { memberId, purpose });
  try {
    const found = await findPasskey(kv, credential.id);
    if (found?.member.id !== memberId) throw new Refusal("passkey_unknown");
    const { counter } = await verifyPasskey(ctx, { passkey: found.passkey, challenge }, credential);
    const used = await recordPasskeyUse(kv, credential.id, counter, Date.now());
    if (used !== true) throw new Refusal(used.refusal);
    return found.passkey;
  } catch (error) {
    if (error instanceof Refusal) await noteFailed(kv, member, "passkey_failed");
    throw error;
  }
}
