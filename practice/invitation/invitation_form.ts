import { LIMITS } from "../../wire/limits.ts";
import { textError } from "../account/account_form.ts";

/** What the form asks for. Only `startsAtMs` and `waitingPhone` reach the server unencrypted. */
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

/** Longest note, in UTF-16 units: a private part with it stays far below the server's limit. */
const NOTE_CHARS = 500;

/** The errors of an invitation's form, by field; empty if the invitation can be made. */
export function invitationErrors(
  { name, note, waitingPhone, startsAtMs }: Omit<InvitationRequest, "startsAtMs"> & {
    startsAtMs: number | undefined;
  },
  nowMs: number,
): Partial<Record<InvitationField, InvitationError>> {
  const errors: Partial<Record<InvitationField, InvitationError>> = {};
  const nameError = textError(name, LIMITS.nameChars);
  if (nameError) errors.name = nameError;
  const start = startError(startsAtMs, nowMs);
  if (start) errors.start = start;
  if (note.trim().length > NOTE_CHARS) errors.note = "too_long";
  if (waitingPhone.trim().length > LIMITS.phoneChars) errors.waitingPhone = "too_long";
  return errors;
}

/** Whether a consultation can start then. */
export function startError(startsAtMs: number | undefined, nowMs: number): InvitationError | undefined {
  if (startsAtMs === undefined) return "start_missing";
  if (startsAtMs + LIMITS.codeLifeMs <= nowMs) return "start_past";
  return startsAtMs > nowMs + LIMITS.planAheadMs ? "start_far" : undefined;
}
