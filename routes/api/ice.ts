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
 * Whose quota at the relay a seat uses: its own, or without a proof that of all such seats of its room and address (IPv6: a
 * /48), of which the name is a keyed hash. Not of the address alone: a provider's NAT has many guests, of many rooms.
 */
async function relayUser(
  ctx: Context<State>,
  kv: Deno.Kv,
  { room, peerId, unproven }: Seat,
): Promise<string> {
  if (!unproven) return peerId;
  const { network } = clientOrigin(ctx);
  const name = `${room} ${network}`;
  return keyedHash(await deploymentSecret(kv), "unproven seats at the relay", name).toString("base64url");
}
