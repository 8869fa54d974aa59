import { deploymentSecret } from "../../../kv/deployment_secret.ts";
import { keyedHash } from "../../../kv/hashes.ts";
import { findMemberByEmail } from "../../../kv/members.ts";
import { parseEmail, readJson } from "../../../server/parse.ts";
import { limitSignInStart } from "../../../server/rate_limit.ts";
import { endpoint, reply } from "../../../server/endpoint.ts";

export const handler = endpoint("/api/practice/sign-in-salt", {
  /** A member's salt. Unknown addresses get a made-up one, always the same, so the answer does not reveal accounts. */
  async POST(ctx) {
    const email = parseEmail((await readJson(ctx.req))["email"]);
    const kv = await ctx.state.store.open();
    await limitSignInStart(ctx, kv, "salt");
    const [member, secret] = await Promise.all([findMemberByEmail(kv, email), deploymentSecret(kv)]);
    const madeUp = keyedHash(secret, "salt", email).subarray(0, 16).toString("base64url");
    return reply(200, { kdfSalt: member?.kdfSalt ?? madeUp });
  },
});
