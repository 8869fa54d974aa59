import assert from "node:assert/strict";
import { de } from "../../i18n/de/mod.ts";
import { deSimple } from "../../i18n/de_simple/mod.ts";

const MAX_WORDS = 12;
/** Of one word; longer ones need a hyphen. */
const MAX_LETTERS = 20;

/** Words that need an easier one, or a sentence that explains. */
const AVOID = new RegExp(
  "(?<!\\p{L})(" + [
    "aktivier\\p{L}*|deaktivier\\p{L}*|allerdings|Authenti\\p{L}*|aufgrund|Bandbreite|beziehungsweise|bzw|bezüglich",
    "d\\. ?h\\.|dennoch|derzeit|diesbezüglich|ebenfalls|entsprechend\\p{L}*|erfolg(?:t|en|te)|ermöglich\\p{L}*",
    "Funktion\\p{L}*|gegebenenfalls|ggf|gemäß|gewährleist\\p{L}*|hinsichtlich|hingegen|indem|innerhalb|insbesondere",
    "installier\\p{L}*|jedoch|jeweils|Kompatib\\p{L}*|konfigurier\\p{L}*|Konfiguration|lediglich|Megabit|Megabyte|mittels",
    "obwohl|Option\\p{L}*|Parameter|potenziell|Protokoll\\p{L}*|relevant|Schaltfläche\\p{L}*|sofern|somit|sowie|spezifisch",
    "u\\. ?a\\.|Umstände|usw|vorab|voraussichtlich|während|wodurch|z\\. ?B\\.|zudem|zumindest|zwecks|zwischenzeitlich",
  ].join("|") + ")(?!\\p{L})",
  "iu",
);

/** "möchte" is everybody's word; these ask for a second thought. */
const SUBJUNCTIVE = /(?<!\p{L})(?:könnte|würde|hätte|wäre|dürfte|müsste|sollte|ließe)\p{L}*/iu;

/** A form of "werden" or "worden" with a participle in the same sentence. */
const PASSIVE =
  /(?<!\p{L})(?:wird|werden|wurden?|worden)(?!\p{L}).*?(?<!\p{L})(?:\p{L}{0,10}ge\p{L}{2,}(?:t|en)|(?:ver|be|er|ent|zer)\p{Ll}{3,}(?:t|en)|\p{L}+iert)(?!\p{L})/iu;
const PASSIVE_REVERSED =
  /(?<!\p{L})(?:\p{L}{0,10}ge\p{L}{2,}(?:t|en)|(?:ver|be|er|ent|zer)\p{Ll}{3,}(?:t|en)|\p{L}+iert) (?:wird|werden|wurden?|worden)(?!\p{L})/iu;

/** What is wrong with a text by the rules for plain words. */
function problemsOf(text: string): string[] {
  const problems: string[] = [];
  // A line, a colon or a mark ends a sentence; a point within a number or an address does not.
  for (const sentence of text.split(/[.!?:…](?=[\s“]|$)|\n/)) {
    const words = sentence.match(/[\p{L}\p{N}{}][\p{L}\p{N}{}-]*/gu) ?? [];
    if (words.length > MAX_WORDS) problems.push(`${words.length} words: ${sentence.trim()}`);
    for (const word of words) {
      const parts = word.split("-");
      if (parts.some((part) => part.length > MAX_LETTERS)) problems.push(`a long word: ${word}`);
    }
    const avoid = AVOID.exec(sentence) ?? SUBJUNCTIVE.exec(sentence);
    if (avoid) problems.push(`a word to avoid, "${avoid[0]}": ${sentence.trim()}`);
    if (PASSIVE.test(sentence) || PASSIVE_REVERSED.test(sentence)) {
      problems.push(`passive: ${sentence.trim()}`);
    }
  }
  if (/[;()]/.test(text)) problems.push(`brackets or a semicolon: ${text}`);
  return problems;
}

/** In the room, but for the practice's eyes only. */
const FOR_PRACTICES: ReadonlySet<string> = new Set([
  "locked",
  "newDevice",
  "knock",
  "codeBlocked",
  "codeTries",
  "hostLead",
  "forbidden",
  "private_part_missing",
  "vault_locked",
  "vault_invalid",
  "vault_older",
  "vault_former_key",
  "storage_unavailable",
]);

/** No texts, but names. */
const NAMES: ReadonlySet<string> = new Set(["link", "picture", "id"]);

/** The texts of a part of the catalogue; with `germanTree`, those only that are its own. */
function textsOf(tree: unknown, germanTree?: unknown, skipped: ReadonlySet<string> = new Set()): string[] {
  if (typeof tree === "string") return tree === germanTree ? [] : [tree];
  return Object.entries(tree as object).flatMap(([key, part]) =>
    NAMES.has(key) || skipped.has(key)
      ? []
      : textsOf(part, (germanTree as Record<string, unknown> | undefined)?.[key], skipped)
  );
}

Deno.test("plain words: short sentences, known words, no passive in all that a patient reads first", () => {
  const { join: { title: _, ...join }, help, faq, errors } = deSimple;
  const texts = textsOf([join, help, faq, errors]);
  assert.ok(texts.length > 250, `${texts.length} texts`);
  assert.deepEqual(texts.flatMap(problemsOf), []);
});

Deno.test("plain words: the same in the check and in the call, but for what a practice reads there", () => {
  const texts = textsOf([deSimple.check, deSimple.call], undefined, FOR_PRACTICES);
  assert.ok(texts.length > 300, `${texts.length} texts`);
  assert.deepEqual(texts.flatMap(problemsOf), []);
});

Deno.test("plain words: the same for each text of its own elsewhere", () => {
  const texts = textsOf(deSimple, de);
  assert.deepEqual(texts.flatMap(problemsOf), []);
});

Deno.test("plain words: its own help and questions are not German's", () => {
  const taken = (["help", "faq"] as const).flatMap((page) =>
    deSimple[page].sections.filter((section) => de[page].sections.some((other) => other === section))
  );
  assert.deepEqual(taken, []);
});

Deno.test("plain words: the rules find what they are for", () => {
  for (
    const [text, problem] of [
      ["Eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn.", "13 words"],
      ["Das ist die Kassenärztlichevereinigung.", "long word"],
      ["Die Verbindung wird von selbst wiederhergestellt.", "passive"],
      ["Sie werden noch einmal gefragt.", "passive"],
      ["Wenn der Code ersetzt wird, geht er nicht.", "passive"],
      ["Drücken Sie die Schaltfläche.", "word to avoid"],
      ["Das könnte gehen.", "word to avoid"],
      ["Der Ton (leise) geht.", "brackets"],
    ] as const
  ) assert.match(problemsOf(text).join("\n"), new RegExp(problem), text);
  assert.deepEqual(
    problemsOf("Es wird besser. Das Bild ist groß. Sie werden alt.\nWarten Sie 15 Minuten: dann geht es."),
    [],
  );
});
