import { findMemberByEmail } from "../../../kv/members.ts";
import { checkAuthKey } from "../../../kv/passphrases.ts";
import { Refusal } from "../../../server/errors.ts";
import { noteFailed, noteNewBrowser } from "../../../server/journal.ts";
import { parseEmail, parseKey, readJson } from "../../../server/parse.ts";
import { limitSignIn } from "../../../server/rate_limit.ts";
import { requirePasskey, signIn } from "../../../server/sign_in.ts";
import { endpoint, reply } from "../../../server/endpoint.ts";

export const handler = endpoint("/api/practice/sign-in", {
  /** Signs in by e-mail and authentication key. */
  async POST(ctx) {
    const body = await readJson(ctx.req);
    const email = parseEmail(body["email"]);
    const authKey = parseKey(body["authKey"]);
    const kv = await ctx.state.store.open();
    const member = await findMemberByEmail(kv, email);
    const takeTryBack = await limitSignIn(ctx, kv, { name: email, memberId: member?.id });
    if (!checkAuthKey(member, authKey) || !member) {
      await noteFailed(kv, member, "sign_in_failed");
      throw new Refusal("sign_in_wrong");
    }
    await takeTryBack();
    await requirePasskey(kv, member);
    const journalEntry = await noteNewBrowser(ctx, kv, member);
    const { answer, headers } = await signIn(ctx, kv, member, { journalEntry });
    return reply(200, answer, headers);
  },
});
