import { findMemberByEmail } from "../../../../kv/members.ts";
import { recoverMember } from "../../../../kv/recovery_keys.ts";
import { Refusal } from "../../../../server/errors.ts";
import { noteFailed, noteNewBrowser } from "../../../../server/journal.ts";
import {
  parseNewPassphrase,
  parseNewRecovery,
  parseRecoveryProof,
  readJson,
} from "../../../../server/parse.ts";
import { limitRecovery } from "../../../../server/rate_limit.ts";
import { signIn } from "../../../../server/sign_in.ts";
import { endpoint, reply } from "../../../../server/endpoint.ts";

export const handler = endpoint("/api/practice/recovery", {
  /** Sets a new passphrase and a new recovery key; the old recovery key is spent. Signs in. */
  async POST(ctx) {
    const body = await readJson(ctx.req);
    const proof = parseRecoveryProof(body);
    const passphrase = parseNewPassphrase(body["passphrase"]);
    const recovery = parseNewRecovery(body["recovery"]);
    const kv = await ctx.state.store.open();
    const tried = await findMemberByEmail(kv, proof.email);
    const takeTryBack = await limitRecovery(ctx, kv, { name: proof.email, memberId: tried?.id });
    const member = await recoverMember(kv, { ...proof, passphrase, recovery });
    if ("refusal" in member) {
      await noteFailed(kv, tried, "recovery_failed");
      throw new Refusal(member.refusal);
    }
    await takeTryBack();
    const journalEntry = await noteNewBrowser(ctx, kv, member);
    const { answer, headers } = await signIn(ctx, kv, member, { journalEntry });
    return reply(200, answer, headers);
  },
});
