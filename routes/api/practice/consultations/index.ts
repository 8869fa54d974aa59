import { createConsultation, listConsultations } from "../../../../kv/consultations.ts";
import { randomSecret } from "../../../../kv/hashes.ts";
import { Refusal } from "../../../../server/errors.ts";
import {
  limitTries,
  parseId,
  parseInteger,
  parseSealed,
  parseText,
  readJson,
  requireMember,
} from "../../../../server/guards.ts";
import { lobbyMinutesOf } from "../../../../server/lobby.ts";
import { define } from "../../../../server/state.ts";
import { summaryOf } from "../../../../server/summary.ts";
import { LIMITS } from "../../../../wire/limits.ts";
import type { ConsultationListAnswer, CreateConsultationRequest } from "../../../../wire/practice.ts";

export const handler = define.handlers({
  /** The practice's consultations whose code is alive. */
  async GET(ctx) {
    const { practice } = requireMember(ctx);
    const kv = await ctx.state.store.open();
    const nowMs = Date.now();
    const consultations = await listConsultations(kv, practice.id, nowMs);
    const answer: ConsultationListAnswer = {
      consultations: await Promise.all(consultations.map((consultation) => summaryOf(kv, consultation))),
      serverNowMs: nowMs,
    };
    return ctx.json(answer);
  },

  /** Creates a consultation; a repeated request creates nothing. */
  async POST(ctx) {
    const { practice, member } = requireMember(ctx);
    const nowMs = Date.now();
    const request = parseCreate(await readJson(ctx.req), nowMs);
    const { store, config } = ctx.state;
    const kv = await store.open();
    await limitTries(kv, "create", practice.id, LIMITS.creations);
    const created = await createConsultation(kv, {
      room: request.room ?? randomSecret(128),
      practiceId: practice.id,
      createdBy: member.id,
      startsAtMs: request.startsAtMs,
      ...(request.waitingPhone === undefined ? {} : { waitingPhone: request.waitingPhone }),
      ...(request.sealed === undefined ? {} : { sealed: request.sealed }),
      lobbyMs: lobbyMinutesOf(practice, config) * 60_000,
      retentionMs: config.retentionMs,
      locatorDigits: config.codeLength === 12 ? 5 : 6,
      nowMs,
    });
    // A room of 128 random bits that somebody else has is no accident.
    if ("refusal" in created) throw new Refusal("bad_request");
    return ctx.json(await summaryOf(kv, created), { status: 201 });
  },
});

function parseCreate(body: Record<string, unknown>, nowMs: number): CreateConsultationRequest {
  const { room, startsAtMs, waitingPhone, sealed } = body;
  // The seal names the room: who sends one has to have chosen the other.
  if (sealed !== undefined && room === undefined) throw new Refusal("bad_request");
  return {
    ...(room === undefined ? {} : { room: parseId(room) }),
    startsAtMs: parseInteger(startsAtMs, nowMs - LIMITS.codeLifeMs, nowMs + LIMITS.planAheadMs),
    ...(waitingPhone === undefined ? {} : { waitingPhone: parseText(waitingPhone, LIMITS.phoneChars) }),
    ...(sealed === undefined ? {} : { sealed: parseSealed(sealed) }),
  };
}
