import { readPrivateParts } from "../../../kv/private_parts.ts";
import { Refusal } from "../../../server/errors.ts";
import { readAsMember } from "../../../server/auth.ts";
import { parseId } from "../../../server/parse.ts";
import { endpoint, reply } from "../../../server/endpoint.ts";
import { LIMITS } from "../../../wire/limits.ts";

export const handler = endpoint("/api/practice/private-parts", {
  /** The sealed private parts of some rooms of the practice. A POST, as the rooms would not fit into a URL. */
  async POST(ctx) {
    const { practice, body: { rooms } } = await readAsMember(ctx);
    if (!Array.isArray(rooms) || rooms.length > LIMITS.privatePartsPerRequest) {
      throw new Refusal("bad_request");
    }
    const kv = await ctx.state.store.open();
    const parts = await readPrivateParts(kv, practice.id, rooms.map(parseId), Date.now());
    return reply(200, { parts });
  },
});
