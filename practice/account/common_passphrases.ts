import { NetworkError, withDeadline } from "../../wire/client.ts";
import { PASSPHRASE_MIN_CHARS } from "./account_form.ts";

/**
 * What people here choose besides: the list knows few German words, and nothing of this program.
 * Compared in the form of `fold`, without spaces and signs.
 */
const OWN_WORDS = [
  "vieraugen sprechstunde videosprechstunde praxis praxisteam arztpraxis zahnarztpraxis kanzlei patient patienten",
  "passwort passphrase kennwort losung geheim geheimnis schluessel schlüssel praxisschlüssel notfallschlüssel",
  "anmelden anmeldung zugang zugangscode willkommen hallo hallowelt gutentag gutenmorgen ichliebedich liebe schatz",
  "sommer winter herbst frühling fruehling januar februar märz april juni juli august september oktober november",
  "dezember montag dienstag mittwoch donnerstag freitag samstag sonntag fussball fußball bayern münchen muenchen",
  "berlin hamburg köln koeln deutschland österreich oesterreich schweiz arzt ärztin doktor drmed testtest",
  "correcthorsebatterystaple thequickbrownfoxjumpsoverthelazydog loremipsumdolorsitamet allemeineentchen",
  "seinodernichtsein tobeornottobe franzjagtimkomplettverwahrlostentaxiquerdurchbayern imanfangwardaswort",
].flatMap((line) => line.split(" "));

const KEYBOARD_ROWS = [
  "qwertzuiopü",
  "asdfghjklöä",
  "yxcvbnm",
  "qwertyuiop",
  "zxcvbnm",
  "azertyuiop",
  "qsdfghjklm",
  "1qay2wsx3edc4rfv5tgb6zhn7ujm",
  "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
  "q1w2e3r4t5z6u7i8o9p0",
  "q1w2e3r4t5y6u7i8o9p0",
  "12345678901234567890",
  "abcdefghijklmnopqrstuvwxyz",
].flatMap((row) => [row, [...row].reverse().join("")]);

/** A passphrase of so few pieces is refused. */
const FEW_PIECES = 2;
const SHORTEST_WORD = 3;

/**
 * Whether a passphrase is among those that are tried first: one or two passwords of a list (49,233 by zxcvbn-ts, and our
 * own words), words of its owner, runs and rows of keys, numbers of up to four digits, or a shorter text that is repeated.
 * Spaces, signs and case do not count. Loads the list when called.
 * Source: NIST SP 800-63B-4, section 3.1.1.2 (blocklist).
 * @throws {NetworkError} when the list cannot be loaded.
 */
export async function isCommonPassphrase(
  passphrase: string,
  /** What others know of its owner: names, the e-mail address. */
  ownWords: readonly string[],
): Promise<boolean> {
  const text = fold(passphrase);
  if ([passphrase.normalize("NFKC"), text].some(isShortRepeated)) return true;
  if (text === "") return false; // signs only, and not the same ones again and again
  const words = new Set(await loadCommonPasswords());
  for (const word of [...OWN_WORDS, ...ownWords.flatMap((own) => [own, ...own.split(/[^\p{L}\p{N}]+/u)])]) {
    words.add(fold(word));
  }
  return piecesOf(text, words) <= FEW_PIECES;
}

let commonPasswords: Promise<readonly string[]> | undefined;

/** The list, folded. @throws {NetworkError} */
function loadCommonPasswords(): Promise<readonly string[]> {
  return commonPasswords ??= withDeadline(import("@zxcvbn-ts/language-common")).then(
    ({ dictionary }) => dictionary["passwords-common"].map((word) => fold(String(word))),
  ).catch((cause) => {
    commonPasswords = undefined;
    throw new NetworkError("Cannot load the list of common passwords", { cause });
  });
}

/** In lower case, without spaces and signs; emoji stay. */
function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/[\s\p{P}\p{Sc}\p{Sk}\p{Sm}]/gu, "");
}

/** Is it repetitions of a text that itself would be too short? */
function isShortRepeated(text: string): boolean {
  const period = (text + text).indexOf(text, 1);
  return period < text.length && period < PASSPHRASE_MIN_CHARS;
}

/** The smallest number of words, runs and short numbers that make up a text; infinite if it has other parts. */
function piecesOf(text: string, words: ReadonlySet<string>): number {
  /** By length of the beginning. */
  const fewest = [0, ...Array<number>(text.length).fill(Infinity)];
  for (let end = 1; end <= text.length; end++) {
    for (let start = 0; start < end; start++) {
      if (fewest[start]! >= FEW_PIECES) continue;
      if (isPiece(text.slice(start, end), words)) fewest[end] = Math.min(fewest[end]!, fewest[start]! + 1);
    }
  }
  return fewest[text.length]!;
}

function isPiece(part: string, words: ReadonlySet<string>): boolean {
  if (/^\p{N}{1,4}$/u.test(part)) return true;
  return part.length >= SHORTEST_WORD &&
    (words.has(part) || isRepeated(part) || KEYBOARD_ROWS.some((row) => row.includes(part)));
}

/** One to four characters, again and again; the last time perhaps not whole. */
function isRepeated(part: string): boolean {
  return [1, 2, 3, 4].some((period) => part.length >= 2 * period && part.startsWith(part.slice(period)));
}

/** The error of a new passphrase that is among those that are tried first. @throws {NetworkError} */
export async function commonErrors(
  passphrase: string,
  ownWords: readonly string[],
): Promise<{ passphrase?: "passphrase_common" }> {
  return await isCommonPassphrase(passphrase, ownWords) ? { passphrase: "passphrase_common" } : {};
}
