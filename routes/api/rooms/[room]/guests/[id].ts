import { endGuestSeats } from "../../../../../kv/guest_seats.ts";
import { vouchForGuest } from "../../../../../kv/room_proofs.ts";
import { Refusal } from "../../../../../server/errors.ts";
import { readAsMember, requireConsultation } from "../../../../../server/auth.ts";
import { parsePathId, parseVouch } from "../../../../../server/parse.ts";
import { endpoint, noContent } from "../../../../../server/endpoint.ts";

export const handler = endpoint("/api/rooms/:room/guests/:id", {
  /** The host says that the guest has proved a secret; if it was admitted, also by what it comes back. */
  async PUT(ctx) {
    const { body } = await readAsMember(ctx);
    const { kv, consultation: { room } } = await requireConsultation(ctx);
    const peerId = parsePathId(ctx.params["id"], "peer_unknown");
    const vouched = await vouchForGuest(kv, { room, peerId, ...parseVouch(body), nowMs: Date.now() });
    if (vouched !== true) throw new Refusal(vouched.refusal);
    return noContent();
  },

  /** Ends the seat of a guest that has not proved itself. */
  async DELETE(ctx) {
    const { kv, consultation } = await requireConsultation(ctx);
    const peerId = parsePathId(ctx.params["id"], "peer_unknown");
    if (!await endGuestSeats(kv, consultation, { peerId, nowMs: Date.now() })) {
      throw new Refusal("peer_unknown");
    }
    return noContent();
  },
});
