/** A group of digits, and the words for them. */
interface SpokenGroup {
  digits: string;
  words: string;
}

/** An access code in words, for reading aloud, in groups of four; `names` has the words for 0 to 9. */
export function spokenCode(code: string, names: readonly string[]): SpokenGroup[] {
  return (code.match(/\d{1,4}/g) ?? []).map((digits) => ({
    digits,
    words: [...digits].map((digit) => names[Number(digit)] ?? digit).join(" "),
  }));
}
