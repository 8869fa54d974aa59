import { removeMember } from "../../../../../kv/members.ts";
import { Refusal } from "../../../../../server/errors.ts";
import { readAsMember } from "../../../../../server/auth.ts";
import {
  parseId,
  parseInteger,
  parseLedger,
  parsePathId,
  parseRotation,
} from "../../../../../server/parse.ts";
import { endpoint, noContent } from "../../../../../server/endpoint.ts";
import { MEMBER_LIMITS } from "../../../../../wire/limits.ts";

export const handler = endpoint("/api/practice/members/:id/removal", {
  /** Removes a member, and stores a new practice key for the others. Nobody can remove themselves. */
  async POST(ctx) {
    const { practice, member, sessionHash, body } = await readAsMember(ctx);
    const memberId = parsePathId(ctx.params["id"], "member_unknown");
    if (memberId === member.id) throw new Refusal("forbidden");
    const keyEpoch = parseInteger(body["keyEpoch"], 2, 2 ** 32 - 1);
    const { members } = body;
    if (!Array.isArray(members) || members.length > MEMBER_LIMITS.members) throw new Refusal("bad_request");
    const removed = await removeMember(await ctx.state.store.open(), {
      practiceId: practice.id,
      memberId,
      sessionHash,
      keyEpoch,
      ledger: parseLedger(body["ledger"]),
      members: members.map((value) => ({ ...parseRotation(value), id: parseId(value?.id) })),
      nowMs: Date.now(),
    });
    if (removed !== true) throw new Refusal(removed.refusal);
    await ctx.state.store.scrub();
    return noContent();
  },
});
