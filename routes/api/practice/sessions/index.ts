import { endOtherSessions, listSessions } from "../../../../kv/sessions.ts";
import { Refusal } from "../../../../server/errors.ts";
import { requireMember } from "../../../../server/auth.ts";
import { endpoint, noContent, reply } from "../../../../server/endpoint.ts";
import type { SessionsAnswer } from "../../../../wire/sign_in.ts";

export const handler = endpoint("/api/practice/sessions", {
  /** The member's sign-ins. */
  async GET(ctx) {
    const { member, practice, sessionHash } = requireMember(ctx);
    const sessions = await listSessions(await ctx.state.store.open(), {
      member,
      practice,
      nowMs: Date.now(),
    });
    const answer: SessionsAnswer = {
      sessions: sessions.map(({ id, device, passkeyId, createdAtMs, seenAtMs, hash }) => ({
        id,
        device,
        passkey: passkeyId !== undefined,
        createdAtMs,
        seenAtMs,
        current: hash === sessionHash,
      })),
    };
    return reply(200, answer);
  },

  /** Ends the member's other sign-ins. */
  async DELETE(ctx) {
    const { sessionHash } = requireMember(ctx);
    const kv = await ctx.state.store.open();
    if (!await endOtherSessions(kv, sessionHash, Date.now())) throw new Refusal("signed_out");
    return noContent();
  },
});
