import { LIMITS } from "../../wire/limits.ts";
import { textOf } from "../form.ts";

/**
 * Lengths of a passphrase in characters. There are no rules of composition; what is common is refused
 * (`common_passphrases.ts`). Source: NIST SP 800-63B-4, section 3.1.1.2, for a password that is the single factor.
 */
export const PASSPHRASE_MIN_CHARS = 15;
export const PASSPHRASE_MAX_CHARS = 256;

/** The fields of a new account, and of the practice at set-up. */
export interface AccountFields {
  practiceName: string;
  memberName: string;
  email: string;
  passphrase: string;
  repeat: string;
}

export type AccountField = keyof AccountFields;

/** The fields as typed into the form. */
export function accountFieldsOf(data: FormData): AccountFields {
  return {
    practiceName: textOf(data, "practiceName"),
    memberName: textOf(data, "memberName"),
    email: textOf(data, "email"),
    passphrase: textOf(data, "passphrase"),
    repeat: textOf(data, "repeat"),
  };
}

/** What can be wrong with a field before it is sent; the codes stand in the page's `data-error`. */
export type FieldError =
  | "empty"
  | "too_long"
  | "email_malformed"
  | "passphrase_short"
  | "passphrase_long"
  | "passphrase_common"
  | "passphrase_mismatch";

/** The length of a passphrase as a person counts it: code points of the normalised form that is stretched. */
export function passphraseChars(passphrase: string): number {
  return [...passphrase.normalize("NFKC")].length;
}

/** The errors of a new account, in the order of the fields; empty if it can be sent. */
export function accountErrors(fields: AccountFields): Partial<Record<AccountField, FieldError>> {
  const errors: Partial<Record<AccountField, FieldError>> = {};
  for (const field of ["practiceName", "memberName"] as const) {
    const error = textError(fields[field], LIMITS.nameChars);
    if (error) errors[field] = error;
  }
  const email = emailError(fields.email);
  if (email) errors.email = email;
  return { ...errors, ...newPassphraseErrors(fields) };
}

/** The errors of a new passphrase that was typed twice. */
export function newPassphraseErrors(
  { passphrase, repeat }: Pick<AccountFields, "passphrase" | "repeat">,
): Partial<Record<"passphrase" | "repeat", FieldError>> {
  const chars = passphraseChars(passphrase);
  if (chars < PASSPHRASE_MIN_CHARS) return { passphrase: "passphrase_short" };
  if (chars > PASSPHRASE_MAX_CHARS) return { passphrase: "passphrase_long" };
  return passphrase.normalize("NFKC") === repeat.normalize("NFKC") ? {} : { repeat: "passphrase_mismatch" };
}

export function emailError(email: string): FieldError | undefined {
  return textError(email, LIMITS.emailChars) ??
    (/^[^\s@]+@[^\s@]+$/.test(email.trim()) ? undefined : "email_malformed");
}

/** Whether a required text is missing or too long; `mostChars` counts UTF-16 units. */
export function textError(text: string, mostChars: number): "empty" | "too_long" | undefined {
  const { length } = text.trim();
  return length === 0 ? "empty" : length > mostChars ? "too_long" : undefined;
}
