import { replaceRecoveryKey } from "../../../kv/recovery_keys.ts";
import { Refusal } from "../../../server/errors.ts";
import { readAsMember } from "../../../server/auth.ts";
import { parseKey, parseNewRecovery } from "../../../server/parse.ts";
import { limitTries } from "../../../server/rate_limit.ts";
import { endpoint, noContent } from "../../../server/endpoint.ts";
import { RATE_LIMITS } from "../../../wire/limits.ts";

export const handler = endpoint("/api/practice/recovery-key", {
  /** Replaces one's own recovery key. */
  async PUT(ctx) {
    const { member, body } = await readAsMember(ctx);
    const authKey = parseKey(body["authKey"]);
    const recovery = parseNewRecovery(body["recovery"]);
    const kv = await ctx.state.store.open();
    await limitTries(kv, "unlock of", member.id, RATE_LIMITS.unlocks);
    const replaced = await replaceRecoveryKey(kv, { memberId: member.id, authKey, recovery });
    if (replaced !== true) throw new Refusal(replaced.refusal);
    return noContent();
  },
});
