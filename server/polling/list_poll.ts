import { readAtOneMoment } from "../../kv/bumps.ts";
import { listConsultations } from "../../kv/consultations.ts";
import { hashSecret } from "../../kv/hashes.ts";
import { MEMBER_LIMITS } from "../../wire/limits.ts";
import type { ConsultationListAnswer } from "../../wire/consultations.ts";
import { Refusal } from "../errors.ts";
import type { LongPoll } from "./hub.ts";
import { summaryOf } from "../consultations.ts";

export interface ListPollRequest {
  practiceId: string;
  /** Names the list that the client knows; see `ConsultationListAnswer.tag`. */
  tag: string | undefined;
  waitMs: number;
  /** Names the sign-in. */
  sessionHash: string;
  /** Whether the sign-in of the request still holds. */
  isSignedIn: () => Promise<boolean>;
}

/** One long-poll for a practice's list of consultations. */
export class ListPoll implements LongPoll<ConsultationListAnswer> {
  /** The practice: `commitChange` tells it of every change that the list shows. */
  readonly topic: string;
  readonly peerId = "";
  readonly waitMs: number;

  constructor(readonly kv: Deno.Kv, readonly request: ListPollRequest, readonly signal: AbortSignal) {
    this.topic = request.practiceId;
    this.waitMs = request.waitMs;
  }

  get holder(): string {
    return this.request.sessionHash;
  }

  get mostHeld(): number {
    return MEMBER_LIMITS.listPollsPerSession;
  }

  /**
   * Returns the list if it is another than the client knows.
   * @throws {Refusal} `signed_out`
   */
  async look(): Promise<ConsultationListAnswer | undefined> {
    const answer = await this.answer();
    return answer.tag === this.request.tag ? undefined : answer;
  }

  /**
   * Returns the list as of now.
   * @throws {Refusal} `signed_out`
   */
  async answer(): Promise<ConsultationListAnswer> {
    // The sign-in may have ended since the request was accepted.
    if (!await this.request.isSignedIn()) throw new Refusal("signed_out");
    const nowMs = Date.now();
    const { kv, request: { practiceId } } = this;
    const consultations = await readAtOneMoment(kv, practiceId, async () => {
      const found = await listConsultations(kv, practiceId, nowMs);
      return await Promise.all(found.map((consultation) => summaryOf(kv, consultation)));
    });
    return { consultations, tag: tagOf(consultations), serverNowMs: nowMs };
  }
}

/** Hashes what the list shows. `seenAtMs` is left out: it alone is no reason to answer. */
function tagOf(consultations: ConsultationListAnswer["consultations"]): string {
  const shown = JSON.stringify(consultations, (key, value) => key === "seenAtMs" ? undefined : value);
  return hashSecret(shown).slice(0, 12);
}
