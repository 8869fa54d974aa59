import { replaceMemberEntry } from "../../../kv/keyrings.ts";
import { readAsMember } from "../../../server/auth.ts";
import { endpoint, noContent } from "../../../server/endpoint.ts";
import { Refusal } from "../../../server/errors.ts";
import { parseInteger, parseOpaque } from "../../../server/parse.ts";
import { MEMBER_LIMITS } from "../../../wire/limits.ts";

export const handler = endpoint("/api/practice/member-entry", {
  /** Replaces one's own sealed entry in the list of members. */
  async PUT(ctx) {
    const { practice, member, body } = await readAsMember(ctx);
    const replaced = await replaceMemberEntry(await ctx.state.store.open(), {
      practiceId: practice.id,
      memberId: member.id,
      keyEpoch: parseInteger(body["keyEpoch"], 1, 2 ** 32 - 1),
      publicKey: parseOpaque(body["publicKey"], MEMBER_LIMITS.privateKeyChars),
    });
    if (replaced !== true) throw new Refusal(replaced.refusal);
    return noContent();
  },
});
