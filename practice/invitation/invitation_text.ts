import { formatAccessCode } from "../../e2ee/codes.ts";
import { fillKnown } from "../../i18n/fill.ts";
import { codeOf, inviteLinkOf } from "../consultations/secrets.ts";
import { formatStart } from "../dates.ts";
import { shownOrigin } from "./shown_origin.ts";
import { formatCalendar } from "./calendar.ts";
import type { PrivatePart } from "../vault/private_part.ts";

/** The texts of an invitation in one language, with places for `InvitationValues`. */
export interface InvitationTexts {
  subject: string;
  /** Has one more place, `{phoneLine}`. */
  body: string;
  /** Put into the body if there is a phone number. */
  phoneLine: string;
  sms: string;
}

export type InvitationValues = Record<
  "name" | "practice" | "start" | "code" | "link" | "origin" | "phone",
  string
>;

/** The values for the places of an invitation's texts: the link for machines, the origin for people who type it. */
export function invitationValues(
  record: PrivatePart,
  { practice, origin }: Pick<InvitationValues, "practice" | "origin">,
): InvitationValues {
  const code = codeOf(record);
  return {
    name: record.name,
    practice,
    start: formatStart(record.startsAtMs, record.lang),
    code: code ? formatAccessCode(code) : "",
    link: inviteLinkOf(record, origin),
    origin: shownOrigin(origin),
    phone: record.waitingPhone ?? "",
  };
}

/** The texts with all places filled: subject and body of a mail, and a short text for a phone. */
export function invitationText(
  texts: InvitationTexts,
  values: InvitationValues,
): { subject: string; body: string; sms: string } {
  const put = (text: string) =>
    fillKnown(text.replace("{phoneLine}", values.phone ? texts.phoneLine : ""), values);
  return { subject: put(texts.subject), body: put(texts.body).trimEnd(), sms: put(texts.sms) };
}

/** The duration in the calendar; a consultation has a start and no planned end. */
const CALENDAR_DURATION_MS = 30 * 60_000;
const REMINDER_MS = 15 * 60_000;

/** The calendar file for the invited person. It contains the invite link. */
export function invitationCalendar(
  record: PrivatePart,
  texts: { title: string; body: string; phoneLine: string },
  values: InvitationValues,
  nowMs: number,
): string {
  const { body } = invitationText({ ...texts, subject: "", sms: "" }, values);
  return formatCalendar({
    uid: record.room,
    sequence: record.moves ?? 0,
    startsAtMs: record.startsAtMs,
    durationMs: CALENDAR_DURATION_MS,
    title: fillKnown(texts.title, values),
    text: body,
    url: values.link,
    reminderMs: REMINDER_MS,
  }, nowMs);
}

/** Some browsers on Windows do not open longer links. */
const MAX_MAIL_LINK_CHARS = 2_000;

/**
 * A link that opens the mail program with the invitation, without an address. Undefined if the text is too long for a
 * link: then it has to be pasted.
 */
export function mailLink(subject: string, body: string): string | undefined {
  const crlf = body.replaceAll("\n", "\r\n"); // RFC 6068, section 5
  const link = `${emptyMailLink(subject)}&body=${encodeURIComponent(crlf)}`;
  return link.length <= MAX_MAIL_LINK_CHARS ? link : undefined;
}

/** A link that opens the mail program with an empty body. */
export function emptyMailLink(subject: string): string {
  return `mailto:?subject=${encodeURIComponent(subject)}`;
}

/** A link that opens the app for text messages. Both iOS and Android understand `?&`. */
export function smsLink(text: string): string {
  return `sms:?&body=${encodeURIComponent(text)}`;
}
