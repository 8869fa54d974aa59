import { pause } from "../browser/clock.ts";
import { decodeBase64Url, encodeBase64Url, randomBytes } from "../e2ee/bytes.ts";
import { type AccessCodeLength, formatAccessCode, makeAccessCode, randomCodeSecret } from "../e2ee/codes.ts";
import { formatInviteFragment, LINK_SECRET_BYTES } from "../e2ee/links.ts";
import { LIMITS } from "../wire/limits.ts";
import type { ConsultationSummary } from "../wire/practice.ts";
import type { PracticeApi } from "./api.ts";
import { formatCalendar } from "./calendar.ts";
import { formatStart } from "./dates.ts";
import { textError } from "./passphrase_rules.ts";
import type { PrivateConsultation, PrivateStore } from "./private_store.ts";
import { isLost } from "./problem.ts";

/** What the form asks for. Only `startsAtMs` and `waitingPhone` go to the server in clear. */
export interface InvitationRequest {
  name: string;
  note: string;
  lang: string;
  startsAtMs: number;
  /** Empty for none. */
  waitingPhone: string;
}

export type InvitationField = "name" | "start" | "waitingPhone" | "note";
export type InvitationError =
  | "empty"
  | "too_long"
  | "start_missing"
  | "start_skipped"
  | "start_past"
  | "start_far";

/** What is wrong with an invitation's form, before anything is kept or sent; empty when it can be made. */
export function invitationErrors(
  { name, note, waitingPhone, startsAtMs }: Omit<InvitationRequest, "startsAtMs"> & {
    startsAtMs: number | undefined;
  },
  nowMs: number,
): Partial<Record<InvitationField, InvitationError>> {
  const errors: Partial<Record<InvitationField, InvitationError>> = {};
  const wrongName = textError(name, LIMITS.nameChars);
  if (wrongName) errors.name = wrongName;
  if (startsAtMs === undefined) errors.start = "start_missing";
  else if (startsAtMs + LIMITS.codeLifeMs <= nowMs) errors.start = "start_past";
  else if (startsAtMs > nowMs + LIMITS.planAheadMs) errors.start = "start_far";
  if (note.trim().length > NOTE_CHARS) errors.note = "too_long";
  if (waitingPhone.trim().length > LIMITS.phoneChars) errors.waitingPhone = "too_long";
  return errors;
}

/** Longest note, in UTF-16 units: a record of it stays far below what the server keeps. */
const NOTE_CHARS = 500;

export interface InvitationMakerOptions {
  practiceId: string;
  codeLength: AccessCodeLength;
  store: PrivateStore;
  api: Pick<PracticeApi, "createConsultation" | "cancelConsultation">;
  nowMs?: () => number;
  /** How long to wait before each further try after a lost answer. */
  retryDelaysMs?: readonly number[];
}

/** Makes invitations, each once, however often it is asked and however many answers get lost. */
export interface InvitationMaker {
  /**
   * Seals the private part, has it kept with a code of its own, and gives the finished record. Asked again while it is
   * at it (double click), it gives the same one; asked again after a failure, it goes on with the same room. The server
   * keeps private part and code in one commit: a reload in the middle finds both or neither.
   * @throws {PrivateStoreError | VaultLockedError | ApiError | NetworkError}
   */
  make(request: InvitationRequest): Promise<PrivateConsultation>;
}

/** An invitation maker; the last room is remembered until the server has answered for it. */
export function invitationMaker(options: InvitationMakerOptions): InvitationMaker {
  const { store, api, retryDelaysMs = [300, 1500] } = options;
  const nowMs = options.nowMs ?? Date.now;
  let unanswered: PrivateConsultation | undefined;
  let underWay: Promise<PrivateConsultation> | undefined;

  async function makeOnce(request: InvitationRequest): Promise<PrivateConsultation> {
    const left = unanswered;
    const goesOn = left && left.startsAtMs === request.startsAtMs &&
      (left.waitingPhone ?? "") === request.waitingPhone;
    const draft = draftOf(request, options, goesOn ? left : undefined, nowMs());
    // Sealed first: a code without its secret would be a code for nobody.
    const sealed = await store.seal(draft);
    unanswered = draft;
    // The server may have made the one before; nobody has seen its code.
    if (left && !goesOn) await api.cancelConsultation(left.room).catch(() => {}); // it expires by itself
    const summary = await claim(draft, sealed);
    const record = answered(draft, summary);
    // What an earlier try has left there may say something else, and the code may have become longer meanwhile.
    if (goesOn || record.codeSecret !== draft.codeSecret) {
      await store.update(record.practiceId, record.room, () => record);
    }
    unanswered = undefined;
    return record;
  }

  async function claim(draft: PrivateConsultation, sealed: string): Promise<ConsultationSummary> {
    const { room, startsAtMs, waitingPhone } = draft;
    const request = { room, startsAtMs, sealed, ...(waitingPhone ? { waitingPhone } : {}) };
    for (let tries = 0;; tries++) {
      try {
        return await api.createConsultation(request);
      } catch (error) {
        const delayMs = retryDelaysMs[tries];
        if (!isLost(error) || delayMs === undefined) {
          if (!isLost(error)) unanswered = undefined; // refused: nothing was made
          throw error;
        }
        await pause(delayMs);
      }
    }
  }

  return {
    make(request) {
      return underWay ??= makeOnce(request).finally(() => underWay = undefined);
    },
  };
}

function draftOf(
  request: InvitationRequest,
  { practiceId, codeLength }: InvitationMakerOptions,
  left: PrivateConsultation | undefined,
  createdAtMs: number,
): PrivateConsultation {
  return {
    practiceId,
    room: left?.room ?? encodeBase64Url(randomBytes(16)),
    name: request.name.trim(),
    note: request.note.trim(),
    lang: request.lang,
    codeSecret: left?.codeSecret ?? randomCodeSecret(codeLength),
    linkSecret: left?.linkSecret ?? encodeBase64Url(randomBytes(LINK_SECRET_BYTES)),
    codeLength,
    startsAtMs: request.startsAtMs,
    ...(request.waitingPhone ? { waitingPhone: request.waitingPhone } : {}),
    createdAtMs,
  };
}

/** Takes the locator over; its length says which code this deployment hands out by now. */
function answered(draft: PrivateConsultation, summary: ConsultationSummary): PrivateConsultation {
  const { locator = "", startsAtMs, room } = summary;
  const codeLength: AccessCodeLength = locator.length === 6 ? 16 : 12;
  return {
    ...draft,
    room,
    locator,
    startsAtMs,
    codeLength,
    codeSecret: codeLength === draft.codeLength ? draft.codeSecret : randomCodeSecret(codeLength),
  };
}

/** The access code (digits only) of a consultation; undefined while (or since) there is no locator. */
export function codeOf(
  record: PrivateConsultation,
  locator: string | undefined = record.locator,
): string | undefined {
  // A deployment may have changed its length since: then the secret does not fit, and there is no code to show.
  const fits = locator?.length === (record.codeSecret.length === 9 ? 6 : 5);
  return fits ? makeAccessCode(locator, record.codeSecret) : undefined;
}

/** The individual invite link of a consultation; secret and name stand in its fragment, which is never sent. */
export function inviteLinkOf(record: PrivateConsultation, origin: string): string {
  const fragment = formatInviteFragment({ secret: decodeBase64Url(record.linkSecret), name: record.name });
  return `${origin}/r/${record.room}${fragment}`;
}

/** The texts of an invitation in one language; each may name the places of `InvitationValues`. */
export interface InvitationTexts {
  subject: string;
  /** Names a place more, `{phoneLine}`. */
  body: string;
  /** Stands in the body where there is a phone number. */
  phoneLine: string;
  sms: string;
}

export type InvitationValues = Record<
  "name" | "practice" | "start" | "code" | "link" | "origin" | "phone",
  string
>;

/** What stands in the places of an invitation's texts. */
export function invitationValues(
  record: PrivateConsultation,
  { practice, origin }: Pick<InvitationValues, "practice" | "origin">,
): InvitationValues {
  const code = codeOf(record);
  return {
    name: record.name,
    practice,
    start: formatStart(record.startsAtMs, record.lang),
    code: code ? formatAccessCode(code) : "",
    link: inviteLinkOf(record, origin),
    origin,
    phone: record.waitingPhone ?? "",
  };
}

/** The ready texts: subject and body for a mail, one short text for a phone. */
export function invitationText(
  texts: InvitationTexts,
  values: InvitationValues,
): { subject: string; body: string; sms: string } {
  const put = (text: string) =>
    filled(text.replace("{phoneLine}", values.phone ? texts.phoneLine : ""), values);
  return { subject: put(texts.subject), body: put(texts.body).trimEnd(), sms: put(texts.sms) };
}

function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}

/** Nobody plans how long it takes: so long the calendar shows it. */
const CALENDAR_MS = 30 * 60_000;
const REMINDER_MS = 15 * 60_000;

/** The calendar file of an invitation, for the invited person. It holds the link: it is an invitation like the others. */
export function invitationCalendar(
  record: PrivateConsultation,
  texts: { title: string; body: string; phoneLine: string },
  values: InvitationValues,
  nowMs: number,
): string {
  const { body } = invitationText({ ...texts, subject: "", sms: "" }, values);
  return formatCalendar({
    uid: record.room,
    sequence: record.moves ?? 0,
    startsAtMs: record.startsAtMs,
    durationMs: CALENDAR_MS,
    title: filled(texts.title, values),
    text: body,
    url: values.link,
    reminderMs: REMINDER_MS,
  }, nowMs);
}

/** Longer links open nothing in some browsers under Windows. */
const MAX_MAIL_LINK_CHARS = 2_000;

/**
 * A link that opens the mail program with the invitation; the address is for the person to fill in. Undefined where the
 * text is too long for a link: then it has to be pasted.
 */
export function mailLink(subject: string, body: string): string | undefined {
  const crlf = body.replaceAll("\n", "\r\n"); // RFC 6068, section 5
  const link = `${emptyMailLink(subject)}&body=${encodeURIComponent(crlf)}`;
  return link.length <= MAX_MAIL_LINK_CHARS ? link : undefined;
}

export function emptyMailLink(subject: string): string {
  return `mailto:?subject=${encodeURIComponent(subject)}`;
}

/** A link that opens the message program. `?&` is understood by iOS and Android alike. */
export function smsLink(text: string): string {
  return `sms:?&body=${encodeURIComponent(text)}`;
}
