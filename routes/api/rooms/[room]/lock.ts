import { setRoomLocked } from "../../../../kv/consultations.ts";
import { Refusal } from "../../../../server/errors.ts";
import { readAsMember, requireConsultation } from "../../../../server/auth.ts";
import { endpoint, noContent } from "../../../../server/endpoint.ts";

export const handler = endpoint("/api/rooms/:room/lock", {
  /** Locks the room against new guests, or unlocks it. */
  async POST(ctx) {
    const { body: { locked } } = await readAsMember(ctx);
    const { kv, consultation } = await requireConsultation(ctx);
    if (typeof locked !== "boolean") throw new Refusal("bad_request");
    const { retentionMs } = ctx.state.config;
    const isThere = await setRoomLocked(kv, consultation.room, locked, { retentionMs, nowMs: Date.now() });
    if (!isThere) throw new Refusal("consultation_unknown");
    return noContent();
  },
});
