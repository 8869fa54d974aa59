import { createConsultation } from "../../../../kv/consultations.ts";
import { randomSecret } from "../../../../kv/hashes.ts";
import { Refusal } from "../../../../server/errors.ts";
import { readAsMember, requireMember } from "../../../../server/auth.ts";
import {
  parseId,
  parseInteger,
  parseLinkProofHash,
  parseSealed,
  parseText,
} from "../../../../server/parse.ts";
import { limitTries } from "../../../../server/rate_limit.ts";
import { lobbyMinutesOf, summaryOf } from "../../../../server/consultations.ts";
import { deferredResponse } from "../../../../server/polling/deferred_responses.ts";
import { holdMsOf } from "../../../../server/polling/hub.ts";
import { ListPoll, type ListPollRequest } from "../../../../server/polling/list_poll.ts";
import { findSignedIn } from "../../../../server/sign_in.ts";
import { endpoint, reply } from "../../../../server/endpoint.ts";
import { LIMITS, RATE_LIMITS } from "../../../../wire/limits.ts";
import type { CreateConsultationRequest } from "../../../../wire/consultations.ts";

export const handler = endpoint("/api/practice/consultations", {
  /** The practice's consultations with a valid code. With `waitMs` a long-poll: answers when they differ from `tag`. */
  async GET(ctx) {
    const { practice, sessionHash } = requireMember(ctx);
    const { hub, store } = ctx.state;
    const { tag, waitMs } = parsePoll(ctx.req, ctx.url.searchParams);
    const poll = new ListPoll(await store.open(), {
      practiceId: practice.id,
      tag,
      waitMs,
      sessionHash,
      isSignedIn: async () => {
        const signedIn = await findSignedIn(ctx);
        return signedIn?.practice.id === practice.id && !signedIn.mustAddPasskey;
      },
    }, ctx.req.signal);
    const outcome = await hub.begin(poll);
    if ("found" in outcome) return reply(200, outcome.found ?? await poll.answer());
    return deferredResponse(outcome.held, poll);
  },

  /** Creates a consultation; repeating the request does not create another. */
  async POST(ctx) {
    const { practice, member, body } = await readAsMember(ctx);
    const nowMs = Date.now();
    const request = parseCreate(body, nowMs);
    const { store, config } = ctx.state;
    const kv = await store.open();
    await limitTries(kv, "create", practice.id, RATE_LIMITS.creations);
    const created = await createConsultation(kv, {
      room: request.room ?? randomSecret(128),
      practiceId: practice.id,
      createdBy: member.id,
      startsAtMs: request.startsAtMs,
      ...(request.waitingPhone === undefined ? {} : { waitingPhone: request.waitingPhone }),
      ...(request.sealed === undefined ? {} : { sealed: request.sealed }),
      ...(request.linkProofHash === undefined ? {} : { linkProofHash: request.linkProofHash }),
      keyEpoch: practice.keyEpoch,
      lobbyMs: lobbyMinutesOf(practice, config) * 60_000,
      retentionMs: config.retentionMs,
      locatorDigits: config.codeLength === 12 ? 5 : 6,
      nowMs,
    });
    // Rooms are 128 random bits: another practice's room is not chosen by accident.
    if ("refusal" in created) {
      throw new Refusal(created.refusal === "room_taken" ? "bad_request" : created.refusal);
    }
    return reply(201, await summaryOf(kv, created));
  },
});

function parsePoll(request: Request, query: URLSearchParams): Pick<ListPollRequest, "tag" | "waitMs"> {
  const waitMs = query.get("waitMs") ?? "0";
  if (!/^\d{1,9}$/.test(waitMs)) throw new Refusal("bad_request");
  return { tag: query.get("tag") ?? undefined, waitMs: holdMsOf(request, Number(waitMs)) };
}

function parseCreate(body: Record<string, unknown>, nowMs: number): CreateConsultationRequest {
  const { room, startsAtMs, waitingPhone, sealed } = body;
  const linkProofHash = parseLinkProofHash(body);
  // Private part and room proof are made for the room, so their sender has to choose the room.
  if ((sealed ?? linkProofHash) !== undefined && room === undefined) throw new Refusal("bad_request");
  return {
    ...(room === undefined ? {} : { room: parseId(room) }),
    startsAtMs: parseInteger(startsAtMs, nowMs - LIMITS.codeLifeMs, nowMs + LIMITS.planAheadMs),
    ...(waitingPhone === undefined ? {} : { waitingPhone: parseText(waitingPhone, LIMITS.phoneChars) }),
    ...(sealed === undefined ? {} : { sealed: parseSealed(sealed) }),
    ...(linkProofHash === undefined ? {} : { linkProofHash }),
  };
}
