import { readAtOneMoment } from "../../kv/bumps.ts";
import { listConsultations } from "../../kv/consultations.ts";
import { hashSecret } from "../../kv/hashes.ts";
import type { ConsultationListAnswer } from "../../wire/practice.ts";
import { Refusal } from "../errors.ts";
import type { Waiting } from "./hub.ts";
import { summaryOf } from "../consultations.ts";

export interface ListPollRequest {
  practiceId: string;
  /** The list that the client knows. */
  tag: string | undefined;
  waitMs: number;
  /** Is whoever asked still signed in? */
  isSignedIn: () => Promise<boolean>;
}

/** One long-poll for a practice's list. To the hub the practice is a room, in which everything happens that the list shows. */
export class ListPoll implements Waiting<ConsultationListAnswer> {
  readonly room: string;
  readonly peerId = "";
  readonly waitMs: number;

  constructor(readonly kv: Deno.Kv, readonly request: ListPollRequest, readonly signal: AbortSignal) {
    this.room = request.practiceId;
    this.waitMs = request.waitMs;
  }

  /** Has the list changed? @throws {Refusal} `signed_out` */
  async look(): Promise<ConsultationListAnswer | undefined> {
    const answer = await this.answer();
    return answer.tag === this.request.tag ? undefined : answer;
  }

  /** The list as it is now. @throws {Refusal} `signed_out` */
  async answer(): Promise<ConsultationListAnswer> {
    // The request itself came in signed in; a sign-in may have ended since.
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

/** Names what the list shows; when somebody was last seen is told with the next answer. */
function tagOf(consultations: ConsultationListAnswer["consultations"]): string {
  const shown = JSON.stringify(consultations, (key, value) => key === "seenAtMs" ? undefined : value);
  return hashSecret(shown).slice(0, 12);
}
