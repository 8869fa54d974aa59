import { findPasskey, recordPasskeyUse } from "../../../../kv/passkeys.ts";
import { Refusal } from "../../../../server/errors.ts";
import { readJson } from "../../../../server/parse.ts";
import { limitAddress, limitTries } from "../../../../server/rate_limit.ts";
import { checkClientData, parseCredential, verifyPasskey } from "../../../../server/passkeys.ts";
import { signIn } from "../../../../server/sign_in.ts";
import { endpoint, reply } from "../../../../server/endpoint.ts";
import { RATE_LIMITS } from "../../../../wire/limits.ts";
import type { PasskeySignInAnswer } from "../../../../wire/passkeys.ts";

export const handler = endpoint("/api/practice/passkey-sign-in", {
  /** Signs in the member whose passkey has signed the challenge. */
  async POST(ctx) {
    const credential = parseCredential((await readJson(ctx.req))["credential"]);
    const kv = await ctx.state.store.open();
    const ofAddress = await limitAddress(ctx, kv, "sign-in", RATE_LIMITS.signInsPerAddress);
    const challenge = await checkClientData(ctx, kv, credential.clientDataJSON);
    const found = await findPasskey(kv, credential.id);
    if (!found) throw new Refusal("passkey_unknown");
    const { passkey, member } = found;
    const ofMember = await limitTries(kv, "sign-in by passkey as", member.id, RATE_LIMITS.signInsPerMember);
    const { counter } = await verifyPasskey(ctx, { passkey, challenge }, credential);
    const used = await recordPasskeyUse(kv, credential.id, counter, Date.now());
    if (used !== true) throw new Refusal(used.refusal);
    await Promise.all([ofAddress(), ofMember()]);
    const { answer: { wrappedKey: _, ...rest }, headers } = await signIn(ctx, kv, member, passkey.id);
    // Never the key wrapped by the passphrase: without proof of the passphrase, it would allow offline guessing.
    const answer: PasskeySignInAnswer = {
      ...rest,
      ...(passkey.wrappedKey === undefined ? {} : { wrappedKey: passkey.wrappedKey }),
    };
    return reply(200, answer, headers);
  },
});
