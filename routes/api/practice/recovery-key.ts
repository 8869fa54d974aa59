import { replaceRecovery } from "../../../kv/practices.ts";
import { Refusal } from "../../../server/errors.ts";
import { readAsMember } from "../../../server/auth.ts";
import { parseKey, parseRecovery } from "../../../server/parse.ts";
import { limitTries } from "../../../server/rate_limit.ts";
import { define } from "../../../server/state.ts";
import { LIMITS } from "../../../wire/limits.ts";

export const handler = define.handlers({
  /** Replaces one's own recovery key. */
  async PUT(ctx) {
    const { member, body } = await readAsMember(ctx);
    const authKey = parseKey(body["authKey"]);
    const recovery = parseRecovery(body["recovery"]);
    const kv = await ctx.state.store.open();
    await limitTries(kv, "unlock of", member.id, LIMITS.unlocks);
    const replaced = await replaceRecovery(kv, { memberId: member.id, authKey, recovery });
    if (replaced !== true) throw new Refusal(replaced.refusal);
    return new Response(null, { status: 204 });
  },
});
