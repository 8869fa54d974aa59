import assert from "node:assert/strict";
import { catalogueOf, LANGS } from "../../i18n/mod.ts";
import { type Dictionary, unknownWords } from "../support/spelling.ts";

const GERMAN = dictionary("de_DE", "de.txt");
const ENGLISH = dictionary("en_GB", "en.txt");

/** By language; a language without a dictionary here is not checked. */
const DICTIONARIES: Readonly<Record<string, Dictionary>> = { de: GERMAN, "de-simple": GERMAN, en: ENGLISH };

function dictionary(name: string, ownWords: string): Dictionary {
  return { name, ownWords: new URL(`words/${ownWords}`, import.meta.url).pathname };
}

/** Keys whose values are no running text. */
const NO_TEXT = /^(dir|id|link|picture|shortcuts|langName)$/;

function textsOf(tree: unknown): string[] {
  if (typeof tree === "string") return [tree];
  return Object.entries(tree as object).flatMap(([key, part]) => NO_TEXT.test(key) ? [] : textsOf(part));
}

for (const lang of LANGS) {
  const dictionary = DICTIONARIES[lang];
  Deno.test({
    name: `spelling: every word of the texts in ${lang} is in the dictionary or in our list`,
    ignore: dictionary === undefined,
    async fn() {
      const text = textsOf(catalogueOf(lang)).join("\n")
        .replaceAll(/\{\w+\}|\w+@[\w.]+|https?|Wi-Fi|Umschalt|\+/g, " ")
        .replaceAll("’", "'").replaceAll("\u00ad", "");
      assert.ok(text.length > 20_000, `${text.length} characters`);
      assert.deepEqual(await unknownWords(text, dictionary!), []);
    },
  });
}

Deno.test("spelling: a mistake is found", async () => {
  assert.deepEqual(await unknownWords("Das Gespräch begint gleich.", GERMAN), ["begint"]);
  assert.deepEqual(await unknownWords("The colour of the conversatoin.", ENGLISH), ["conversatoin"]);
});
