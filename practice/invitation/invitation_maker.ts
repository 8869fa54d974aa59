import { pause } from "../../browser/clock.ts";
import { encodeBase64Url, randomBytes } from "../../e2ee/bytes.ts";
import { type AccessCodeLength, randomCodeSecret } from "../../e2ee/codes.ts";
import { makeConsultationKey } from "../../e2ee/consultation_key.ts";
import type { ConsultationSummary } from "../../wire/consultations.ts";
import type { PracticeApi } from "../api.ts";
import { codeLengthOf, randomLinkSecret } from "../consultations/secrets.ts";
import type { InvitationRequest } from "./invitation_form.ts";
import { isOutcomeUnknown } from "../problem.ts";
import { linkProofHashOf, type PrivatePart } from "../vault/private_part.ts";
import type { Vault } from "../vault/vault.ts";

interface InvitationMakerOptions {
  practiceId: string;
  codeLength: AccessCodeLength;
  vault: Vault;
  api: Pick<PracticeApi, "createConsultation" | "cancelConsultation">;
  nowMs?: () => number;
  /** The pause before each further try after a lost answer. */
  retryDelaysMs?: readonly number[];
}

/** Makes invitations; each only once, even if answers get lost and the form is sent again. */
export class InvitationMaker {
  /** Sent, and perhaps made by the server without its answer having arrived. */
  #unanswered: PrivatePart | undefined;
  #underWay: Promise<PrivatePart> | undefined;

  constructor(readonly options: InvitationMakerOptions) {}

  /**
   * Creates the consultation with its sealed private part; returns the record with its code. Called again while it is
   * under way (double click), it returns the same record; called again after a lost answer, it goes on with the same
   * room. The server stores consultation and private part in one commit: a reload finds both or neither.
   * @throws {StorageUnavailableError | VaultLockedError | ApiError | NetworkError}
   */
  make(request: InvitationRequest): Promise<PrivatePart> {
    return this.#underWay ??= this.#makeOnce(request).finally(() => this.#underWay = undefined);
  }

  async #makeOnce(request: InvitationRequest): Promise<PrivatePart> {
    const { vault, api, nowMs = Date.now } = this.options;
    const left = this.#unanswered;
    const goesOn = left && left.startsAtMs === request.startsAtMs &&
      (left.waitingPhone ?? "") === request.waitingPhone;
    const draft: PrivatePart = {
      ...draftOf(request, this.options, goesOn ? left : undefined, nowMs()),
      consultationKey: (goesOn ? left.consultationKey : undefined) ?? await makeConsultationKey(),
    };
    // Sealed first: a code without its secret would be useless.
    const sealed = await vault.seal(draft);
    this.#unanswered = draft;
    // The server may have made the former one; nobody has seen its code.
    if (left && !goesOn) await api.cancelConsultation(left.room).catch(() => {}); // it expires by itself
    const summary = await this.#create(draft, sealed);
    const record = withLocator(draft, summary);
    // An earlier try may have stored other content, and the deployment's codes may have become longer.
    if (goesOn || record.codeSecret !== draft.codeSecret) {
      await vault.update(record.practiceId, record.room, () => record);
    }
    this.#unanswered = undefined;
    return record;
  }

  async #create(draft: PrivatePart, sealed: string): Promise<ConsultationSummary> {
    const { api, retryDelaysMs = [300, 1500] } = this.options;
    const { room, startsAtMs, waitingPhone } = draft;
    const linkProofHash = await linkProofHashOf(draft);
    const request = { room, startsAtMs, sealed, linkProofHash, ...(waitingPhone ? { waitingPhone } : {}) };
    for (let tries = 0;; tries++) {
      try {
        return await api.createConsultation(request);
      } catch (error) {
        const delayMs = retryDelaysMs[tries];
        if (!isOutcomeUnknown(error) || delayMs === undefined) {
          if (!isOutcomeUnknown(error)) this.#unanswered = undefined; // refused: nothing was made
          throw error;
        }
        await pause(delayMs);
      }
    }
  }
}

function draftOf(
  request: InvitationRequest,
  { practiceId, codeLength }: InvitationMakerOptions,
  left: PrivatePart | undefined,
  createdAtMs: number,
): PrivatePart {
  return {
    practiceId,
    room: left?.room ?? encodeBase64Url(randomBytes(16)),
    name: request.name.trim(),
    note: request.note.trim(),
    lang: request.lang,
    codeSecret: left?.codeSecret ?? randomCodeSecret(codeLength),
    linkSecret: left?.linkSecret ?? randomLinkSecret(),
    codeLength,
    startsAtMs: request.startsAtMs,
    ...(request.waitingPhone ? { waitingPhone: request.waitingPhone } : {}),
    createdAtMs,
  };
}

/** The record with the server's locator, and a secret that fits its length. @throws {NetworkError} as `codeLengthOf` */
function withLocator(draft: PrivatePart, summary: ConsultationSummary): PrivatePart {
  const { locator, startsAtMs, room } = summary;
  const codeLength = codeLengthOf(locator, draft.codeLength);
  return {
    ...draft,
    room,
    locator: locator!,
    startsAtMs,
    codeLength,
    codeSecret: codeLength === draft.codeLength ? draft.codeSecret : randomCodeSecret(codeLength),
  };
}
