/** How many digits an access code has: locator, secret and one check digit (5 + 6 + 1 or 6 + 9 + 1). */
export type AccessCodeLength = 12 | 16;

/** An access code taken apart. Only the locator may leave the browser. */
export interface AccessCode {
  locator: string;
  secret: string;
  length: AccessCodeLength;
}

/** What can be wrong with a typed code, found before anything is sent. */
export type AccessCodeError = "empty" | "not_digits" | "too_short" | "too_long" | "mistyped";

/** A totally anti-symmetric quasigroup, ten rows of ten. Source: H. M. Damm, dissertation, Marburg 2004. */
const DAMM =
  "0317598642709215486342068713591750983426612304597836742095815869720134894536201794386172052581436790";

/**
 * The digit that makes `checkDigit(digits + digit) === 0`: catches each wrong digit and each swap of neighbours.
 * Source: H. M. Damm, dissertation, Marburg 2004.
 */
export function checkDigit(digits: string): number {
  let interim = 0;
  for (const digit of digits) interim = +DAMM[interim * 10 + +digit]!;
  return interim;
}

/** The value of any Unicode decimal digit: they come in runs of ten, from zero up. Source: Unicode, section 4.6. */
function digitValue(digit: string): number {
  const first = digit.codePointAt(0)!;
  let zero = first;
  while (zero && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return (first - zero) % 10; // the mathematical digits are five runs in a row
}

/**
 * The decimal digits of any script in a text, as 0-9; undefined where there are letters or other numbers among them.
 * Source: Unicode, section 4.6.
 */
export function readDigits(text: string): string | undefined {
  if (/[\p{L}\p{Nl}\p{No}]/u.test(text)) return;
  return (text.match(/\p{Nd}/gu) ?? []).map(digitValue).join("");
}

/**
 * Takes a typed access code apart: any decimal digits, anything between them that is neither letter nor number.
 * 13 to 15 digits are too many or too few depending on the code length of the installation (`expected`).
 * Source: docs/protocol.md, "Access code".
 */
export function parseAccessCode(
  text: string,
  expected: AccessCodeLength = 12,
): AccessCode | { error: AccessCodeError } {
  const digits = readDigits(text);
  if (digits === undefined) return { error: "not_digits" };
  const { length } = digits;
  if (!length) return { error: "empty" };
  if (length !== 12 && length !== 16) {
    return { error: length > (length > 12 && expected > 12 ? 16 : 12) ? "too_long" : "too_short" };
  }
  if (checkDigit(digits)) return { error: "mistyped" };
  const at = length > 12 ? 6 : 5;
  return { locator: digits.slice(0, at), secret: digits.slice(at, -1), length };
}

/**
 * Puts locator and secret together, with the check digit. Source: docs/protocol.md, "Access code".
 * @throws {RangeError} when they are not 5 and 6, or 6 and 9 digits.
 */
export function makeAccessCode(locator: string, secret: string): string {
  const digits = locator + secret;
  if (
    !/^\d+$/.test(digits) || `${locator.length}+${secret.length}` !== (digits.length > 11 ? "6+9" : "5+6")
  ) {
    throw new RangeError("Cannot make an access code: needs 5 and 6, or 6 and 9 digits");
  }
  return digits + checkDigit(digits);
}

/** The code in groups of four, as people read it. */
export function formatAccessCode(code: string): string {
  return code.replace(/.{4}(?=.)/gsu, "$& ");
}

/**
 * Draws the secret part of a code: 6 digits for a code of 12, 9 for one of 16.
 * Source: docs/protocol.md, "Access code".
 */
export function randomCodeSecret(length: AccessCodeLength): string {
  return randomDigits(length === 12 ? 6 : 9);
}

/** At most 9 digits, uniformly distributed. Source: FIPS 186-5, appendix A.4.2. */
export function randomDigits(digits: number): string {
  const count = 10 ** digits;
  const draw = new Uint32Array(1);
  do crypto.getRandomValues(draw); while (draw[0]! >= 2 ** 32 - 2 ** 32 % count);
  return String(draw[0]! % count).padStart(digits, "0");
}
