/** A group of a code's digits, and how it is said. */
export interface SpokenGroup {
  digits: string;
  words: string;
}

/** An access code for reading aloud, in the groups that it is shown in; `names` has the words for 0 to 9. */
export function spokenCode(code: string, names: readonly string[]): SpokenGroup[] {
  return (code.match(/\d{1,4}/g) ?? []).map((digits) => ({
    digits,
    words: [...digits].map((digit) => names[Number(digit)] ?? digit).join(" "),
  }));
}
