import { changePassphrase } from "../../../kv/passphrases.ts";
import { Refusal } from "../../../server/errors.ts";
import { noteFailed } from "../../../server/journal.ts";
import { readAsMember } from "../../../server/auth.ts";
import { parseKey, parseNewPassphrase } from "../../../server/parse.ts";
import { limitTries } from "../../../server/rate_limit.ts";
import { endpoint, noContent } from "../../../server/endpoint.ts";
import { RATE_LIMITS } from "../../../wire/limits.ts";

export const handler = endpoint("/api/practice/passphrase", {
  /** Changes one's own passphrase: authentication key and wrapped key in one commit. Ends all other sign-ins, unless it is the same. */
  async PUT(ctx) {
    const { member, sessionHash, body } = await readAsMember(ctx);
    const authKey = parseKey(body["authKey"]);
    const passphrase = parseNewPassphrase(body["passphrase"]);
    const { isSame = false } = body;
    if (typeof isSame !== "boolean") throw new Refusal("bad_request");
    const kv = await ctx.state.store.open();
    await limitTries(kv, "unlock in", sessionHash, RATE_LIMITS.unlocks);
    const changed = await changePassphrase(kv, {
      sessionHash,
      authKey,
      passphrase,
      isSame,
      nowMs: Date.now(),
    });
    if (changed !== true) {
      if (changed.refusal === "passphrase_wrong") await noteFailed(kv, member, "passphrase_failed");
      throw new Refusal(changed.refusal);
    }
    return noContent();
  },
});
