import { endGuestSeats } from "../../../../../kv/guest_seats.ts";
import { requireConsultation } from "../../../../../server/auth.ts";
import { endpoint, noContent } from "../../../../../server/endpoint.ts";

export const handler = endpoint("/api/rooms/:room/guests", {
  /** Ends the seats of all guests that have not proved themselves. */
  async DELETE(ctx) {
    const { kv, consultation } = await requireConsultation(ctx);
    await endGuestSeats(kv, consultation, { nowMs: Date.now() });
    return noContent();
  },
});
