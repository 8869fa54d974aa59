import { findMemberByEmail } from "../../../kv/members.ts";
import { checkAuthKey } from "../../../kv/passphrases.ts";
import { Refusal } from "../../../server/errors.ts";
import { parseEmail, parseKey, readJson } from "../../../server/parse.ts";
import { limitAddress, limitTries } from "../../../server/rate_limit.ts";
import { signIn } from "../../../server/sign_in.ts";
import { endpoint, reply } from "../../../server/endpoint.ts";
import { RATE_LIMITS } from "../../../wire/limits.ts";

export const handler = endpoint("/api/practice/sign-in", {
  /** Signs in by e-mail and authentication key. */
  async POST(ctx) {
    const body = await readJson(ctx.req);
    const email = parseEmail(body["email"]);
    const authKey = parseKey(body["authKey"]);
    const kv = await ctx.state.store.open();
    const ofAddress = await limitAddress(ctx, kv, "sign-in", RATE_LIMITS.signInsPerAddress);
    const ofMember = await limitTries(kv, "sign-in as", email, RATE_LIMITS.signInsPerMember);
    const member = await findMemberByEmail(kv, email);
    if (!checkAuthKey(member, authKey) || !member) throw new Refusal("sign_in_wrong");
    await Promise.all([ofAddress(), ofMember()]);
    const { answer, headers } = await signIn(ctx, kv, member);
    return reply(200, answer, headers);
  },
});
