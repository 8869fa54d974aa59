import { findPasskey, recordPasskeyUse } from "../../../../kv/passkeys.ts";
import { Refusal } from "../../../../server/errors.ts";
import { noteFailed, noteNewBrowser } from "../../../../server/journal.ts";
import { readJson } from "../../../../server/parse.ts";
import { limitSignIn, limitSignInStart } from "../../../../server/rate_limit.ts";
import { checkClientData, parseCredential, verifyPasskey } from "../../../../server/passkeys.ts";
import { signIn } from "../../../../server/sign_in.ts";
import { endpoint, reply } from "../../../../server/endpoint.ts";
import type { PasskeySignInAnswer } from "../../../../wire/passkeys.ts";

export const handler = endpoint("/api/practice/passkey-sign-in", {
  /** Signs in the member whose passkey has signed the challenge. */
  async POST(ctx) {
    const credential = parseCredential((await readJson(ctx.req))["credential"]);
    const kv = await ctx.state.store.open();
    await limitSignInStart(ctx, kv, "passkey sign-in");
    const challenge = await checkClientData(ctx, kv, credential.clientDataJSON);
    const found = await findPasskey(kv, credential.id);
    if (!found) throw new Refusal("passkey_unknown");
    const { passkey, member } = found;
    const takeTryBack = await limitSignIn(ctx, kv, { name: `passkey of ${member.id}`, memberId: member.id });
    const { counter } = await verifyPasskey(ctx, { passkey, challenge }, credential).catch(async (error) => {
      await noteFailed(kv, member, "passkey_failed");
      throw error;
    });
    const used = await recordPasskeyUse(kv, credential.id, counter, Date.now());
    if (used !== true) {
      await noteFailed(kv, member, "passkey_failed");
      throw new Refusal(used.refusal);
    }
    await takeTryBack();
    const journalEntry = await noteNewBrowser(ctx, kv, member);
    const { answer: { wrappedKey: _, ...rest }, headers } = await signIn(ctx, kv, member, {
      passkeyId: passkey.id,
      journalEntry,
    });
    // Never the key wrapped by the passphrase: without proof of the passphrase, it would allow offline guessing.
    const answer: PasskeySignInAnswer = {
      ...rest,
      ...(passkey.wrappedKey === undefined ? {} : { wrappedKey: passkey.wrappedKey }),
    };
    return reply(200, answer, headers);
  },
});
