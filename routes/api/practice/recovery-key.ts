import { replaceRecoveryKey } from "../../../kv/recovery_keys.ts";
import { Refusal } from "../../../server/errors.ts";
import { readAsMember } from "../../../server/auth.ts";
import { parseNewRecovery } from "../../../server/parse.ts";
import { endpoint, noContent } from "../../../server/endpoint.ts";

export const handler = endpoint("/api/practice/recovery-key", {
  /** Replaces one's own recovery key. */
  async PUT(ctx) {
    const { sessionHash, body } = await readAsMember(ctx);
    const recovery = parseNewRecovery(body["recovery"]);
    const kv = await ctx.state.store.open();
    const replaced = await replaceRecoveryKey(kv, { sessionHash, recovery, nowMs: Date.now() });
    if (replaced !== true) throw new Refusal(replaced.refusal);
    return noContent();
  },
});
