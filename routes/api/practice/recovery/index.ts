import { recoverMember } from "../../../../kv/recovery_keys.ts";
import { Refusal } from "../../../../server/errors.ts";
import { parsePassphrase, parseRecovery, readJson } from "../../../../server/parse.ts";
import { limitRecovery } from "../../../../server/rate_limit.ts";
import { signIn } from "../../../../server/sign_in.ts";
import { endpoint, reply } from "../../../../server/endpoint.ts";

export const handler = endpoint("/api/practice/recovery", {
  /** Sets a new passphrase by the recovery key, which is used up by it, and signs in. */
  async POST(ctx) {
    const body = await readJson(ctx.req);
    const [passphrase, recovery] = [parsePassphrase(body["passphrase"]), parseRecovery(body["recovery"])];
    const kv = await ctx.state.store.open();
    const proof = await limitRecovery(ctx, kv, body);
    const member = await recoverMember(kv, { ...proof, passphrase, recovery });
    if ("refusal" in member) throw new Refusal(member.refusal);
    const { answer, headers } = await signIn(ctx, kv, member);
    return reply(200, answer, headers);
  },
});
