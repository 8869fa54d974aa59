import { readLedger, storeLedgerPortion } from "../../../kv/ledgers.ts";
import { readAsMember, requireMember } from "../../../server/auth.ts";
import { endpoint, noContent, reply } from "../../../server/endpoint.ts";
import { parseId, parseInteger, parseOpaque } from "../../../server/parse.ts";
import { LIMITS } from "../../../wire/limits.ts";

export const handler = endpoint("/api/practice/ledger", {
  /** The ledger of the newest practice key. */
  async GET(ctx) {
    const { practice } = requireMember(ctx);
    return reply(200, { portions: await readLedger(await ctx.state.store.open(), practice) });
  },

  /** Stores a portion of the ledger of the next practice key, before the request that makes it the practice's. */
  async PUT(ctx) {
    const { practice, body: { id, portion, sealed } } = await readAsMember(ctx);
    await storeLedgerPortion(await ctx.state.store.open(), practice.id, {
      id: parseId(id),
      portion: parseInteger(portion, 0, LIMITS.ledgerPortions - 1),
      sealed: parseOpaque(sealed, LIMITS.ledgerChars),
    });
    return noContent();
  },
});
