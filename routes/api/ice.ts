import type { Context } from "fresh";
import { deploymentSecret } from "../../kv/deployment_secret.ts";
import { keyedHash } from "../../kv/hashes.ts";
import type { Seat } from "../../kv/keys.ts";
import { requireSeat } from "../../server/auth.ts";
import { clientOrigin } from "../../server/client_address.ts";
import { iceAnswer } from "../../server/ice.ts";
import { endpoint, reply } from "../../server/endpoint.ts";
import type { State } from "../../server/state.ts";

export const handler = endpoint("/api/ice", {
  /** ICE servers, with relay credentials for the holder of a seat. */
  async GET(ctx) {
    const kv = await ctx.state.store.open();
    const { seat } = await requireSeat(ctx, kv);
    return reply(200, iceAnswer(ctx.state.config, await relayUser(ctx, kv, seat), Date.now()));
  },
});

/**
 * Whose quota at the relay a seat uses: its own, or without a proof that of all such seats of its address (IPv6: a /48), of
 * which the name is a keyed hash.
 */
async function relayUser(ctx: Context<State>, kv: Deno.Kv, { peerId, unproven }: Seat): Promise<string> {
  if (!unproven) return peerId;
  const { network } = clientOrigin(ctx);
  return keyedHash(await deploymentSecret(kv), "unproven seats at the relay", network).toString("base64url");
}
