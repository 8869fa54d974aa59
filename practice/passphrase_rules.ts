import { LIMITS } from "../wire/limits.ts";

/** Fewest characters of a passphrase. Source: NIST SP 800-63B-4, section 3.1.1.2 (length, no composition rules). */
export const PASSPHRASE_MIN_CHARS = 12;

/** What the set-up form holds. */
export interface SetUpFields {
  practiceName: string;
  memberName: string;
  email: string;
  passphrase: string;
  repeat: string;
}

export type SetUpField = keyof SetUpFields;

/** What can be wrong with a field, found before anything is sent; codes as in the page's `data-error`. */
export type FieldError =
  | "empty"
  | "too_long"
  | "email_malformed"
  | "passphrase_short"
  | "passphrase_mismatch";

/** What a person would count: code points of the spelling that is stretched. */
export function passphraseChars(passphrase: string): number {
  return [...passphrase.normalize("NFKC")].length;
}

/** The errors of the set-up form, in the order of its fields; empty when it can be sent. */
export function setUpErrors(fields: SetUpFields): Partial<Record<SetUpField, FieldError>> {
  const errors: Partial<Record<SetUpField, FieldError>> = {};
  for (const field of ["practiceName", "memberName"] as const) {
    const error = textError(fields[field], LIMITS.nameChars);
    if (error) errors[field] = error;
  }
  const email = emailError(fields.email);
  if (email) errors.email = email;
  return { ...errors, ...newPassphraseErrors(fields) };
}

/** The errors of a new passphrase, typed twice. */
export function newPassphraseErrors(
  { passphrase, repeat }: Pick<SetUpFields, "passphrase" | "repeat">,
): Partial<Record<"passphrase" | "repeat", FieldError>> {
  if (passphraseChars(passphrase) < PASSPHRASE_MIN_CHARS) return { passphrase: "passphrase_short" };
  return passphrase.normalize("NFKC") === repeat.normalize("NFKC") ? {} : { repeat: "passphrase_mismatch" };
}

export function emailError(email: string): FieldError | undefined {
  return textError(email, LIMITS.emailChars) ??
    (/^[^\s@]+@[^\s@]+$/.test(email.trim()) ? undefined : "email_malformed");
}

export function textError(text: string, mostChars: number): "empty" | "too_long" | undefined {
  const { length } = text.trim();
  return length === 0 ? "empty" : length > mostChars ? "too_long" : undefined;
}
