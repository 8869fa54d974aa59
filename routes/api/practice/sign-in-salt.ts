import { keyedHash } from "../../../kv/hashes.ts";
import { deploymentSecret, findMemberByEmail } from "../../../kv/practices.ts";
import { parseEmail, readJson } from "../../../server/parse.ts";
import { limitAddress } from "../../../server/rate_limit.ts";
import { define } from "../../../server/state.ts";
import { LIMITS } from "../../../wire/limits.ts";
import type { SignInSaltAnswer } from "../../../wire/practice.ts";

export const handler = define.handlers({
  /** The salt of a member; for unknown addresses a made-up one, the same each time, so that nothing is told. */
  async POST(ctx) {
    const email = parseEmail((await readJson(ctx.req))["email"]);
    const kv = await ctx.state.store.open();
    await limitAddress(ctx, kv, "salt", LIMITS.signInStarts);
    const [member, secret] = await Promise.all([findMemberByEmail(kv, email), deploymentSecret(kv)]);
    const madeUp = keyedHash(secret, "salt", email).subarray(0, 16).toString("base64url");
    return ctx.json({ kdfSalt: member?.kdfSalt ?? madeUp } satisfies SignInSaltAnswer);
  },
});
