import { hashSecret, matchesHash } from "../../../kv/hashes.ts";
import { createPractice, isSetUp } from "../../../kv/practices.ts";
import { Refusal } from "../../../server/errors.ts";
import { parseNewMember, parseText, readJson } from "../../../server/parse.ts";
import { limitAddress } from "../../../server/rate_limit.ts";
import { signIn } from "../../../server/sign_in.ts";
import { setUpToken } from "../../../server/start.ts";
import { endpoint, reply } from "../../../server/endpoint.ts";
import { LIMITS, RATE_LIMITS } from "../../../wire/limits.ts";
import type { SetUpRequest } from "../../../wire/members.ts";

export const handler = endpoint("/api/practice/setup", {
  /** Creates the practice and its first practitioner, by the set-up link that the server has printed. */
  async POST(ctx) {
    const request = parseSetUp(await readJson(ctx.req));
    const kv = await ctx.state.store.open();
    await limitAddress(ctx, kv, "set-up", RATE_LIMITS.setUps);
    if (await isSetUp(kv)) throw new Refusal("setup_closed");
    if (!matchesHash(request.token, hashSecret(await setUpToken(kv)))) throw new Refusal("setup_token_wrong");
    const created = await createPractice(kv, { ...request, nowMs: Date.now() });
    if ("refusal" in created) throw new Refusal(created.refusal);
    const { answer, headers } = await signIn(ctx, kv, created.member);
    return reply(201, answer, headers);
  },
});

function parseSetUp(body: Record<string, unknown>): SetUpRequest {
  const { token } = body;
  if (typeof token !== "string" || token.length > 100) throw new Refusal("bad_request");
  return {
    ...parseNewMember(body),
    token,
    practiceName: parseText(body["practiceName"], LIMITS.nameChars),
  };
}
