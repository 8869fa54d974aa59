import { moveConsultation } from "../../../../../kv/moving.ts";
import { Refusal } from "../../../../../server/errors.ts";
import { readAsMember, requireConsultation } from "../../../../../server/auth.ts";
import { parseInteger, parsePrivatePart } from "../../../../../server/parse.ts";
import { lobbyMinutesOf } from "../../../../../server/consultations.ts";
import { endpoint, noContent } from "../../../../../server/endpoint.ts";
import { LIMITS } from "../../../../../wire/limits.ts";

export const handler = endpoint("/api/practice/consultations/:room/start", {
  /** Moves it to another start time, and replaces its private part in the same commit. */
  async PUT(ctx) {
    const { body, practice } = await readAsMember(ctx);
    const { kv, consultation: { room } } = await requireConsultation(ctx);
    const { config } = ctx.state;
    const nowMs = Date.now();
    const moved = await moveConsultation(kv, room, {
      startsAtMs: parseInteger(body["startsAtMs"], nowMs - LIMITS.codeLifeMs, nowMs + LIMITS.planAheadMs),
      lobbyMs: lobbyMinutesOf(practice, config) * 60_000,
      part: { ...parsePrivatePart(body), keyEpoch: practice.keyEpoch },
      retentionMs: config.retentionMs,
      nowMs,
    });
    if ("refusal" in moved) throw new Refusal(moved.refusal);
    return noContent();
  },
});
