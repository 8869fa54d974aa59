import { deploymentSecret } from "../../../kv/deployment_secret.ts";
import { keyedHash } from "../../../kv/hashes.ts";
import { findMemberByEmail } from "../../../kv/members.ts";
import { parseEmail, readJson } from "../../../server/parse.ts";
import { limitSignInStart } from "../../../server/rate_limit.ts";
import { endpoint, reply } from "../../../server/endpoint.ts";
import { KDF_LIMITS } from "../../../wire/limits.ts";

export const handler = endpoint("/api/practice/sign-in-salt", {
  /** A member's salt and parameters. Unknown addresses get made-up ones, always the same: the answer reveals no account. */
  async POST(ctx) {
    const email = parseEmail((await readJson(ctx.req))["email"]);
    const kv = await ctx.state.store.open();
    await limitSignInStart(ctx, kv, "salt");
    const [member, secret] = await Promise.all([findMemberByEmail(kv, email), deploymentSecret(kv)]);
    const { kdf: newKdf } = ctx.state.config;
    if (member) return reply(200, { kdfSalt: member.kdfSalt, kdf: member.kdf ?? KDF_LIMITS.least, newKdf });
    const madeUp = keyedHash(secret, "salt", email);
    const kdfSalt = madeUp.subarray(0, 16).toString("base64url");
    // Members have the one or the other, too: whether they have signed in since the parameters rose.
    return reply(200, { kdfSalt, kdf: madeUp[16]! & 1 ? newKdf : KDF_LIMITS.least, newKdf });
  },
});
