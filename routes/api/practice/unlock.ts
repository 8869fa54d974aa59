import { findKeyring } from "../../../kv/keyrings.ts";
import { checkAuthKey } from "../../../kv/passphrases.ts";
import { Refusal } from "../../../server/errors.ts";
import { noteFailed } from "../../../server/journal.ts";
import { readAsMember } from "../../../server/auth.ts";
import { parseKey } from "../../../server/parse.ts";
import { limitTries } from "../../../server/rate_limit.ts";
import { signInAnswer } from "../../../server/sign_in.ts";
import { endpoint, reply } from "../../../server/endpoint.ts";
import { RATE_LIMITS } from "../../../wire/limits.ts";

export const handler = endpoint("/api/practice/unlock", {
  /** The keys that the passphrase opens, for a signed-in member who proves it again. */
  async POST(ctx) {
    const { member, sessionHash, expiresAtMs, body } = await readAsMember(ctx);
    const authKey = parseKey(body["authKey"]);
    const kv = await ctx.state.store.open();
    await limitTries(kv, "unlock in", sessionHash, RATE_LIMITS.unlocks);
    if (!checkAuthKey(member, authKey)) {
      await noteFailed(kv, member, "passphrase_failed");
      throw new Refusal("passphrase_wrong");
    }
    const keyring = await findKeyring(kv, member.id);
    if (!keyring) throw new Refusal("signed_out");
    return reply(200, signInAnswer(member, keyring, expiresAtMs));
  },
});
