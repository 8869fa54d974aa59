import assert from "node:assert/strict";
import { catalogueOf, type Lang, LANGS } from "../../i18n/mod.ts";

/** The dictionaries of Debian's packages, and our own words beside them. */
const DICTIONARIES: Record<Lang, { name: string; words: string }> = {
  de: { name: "de_DE", words: "de.txt" },
  "de-simple": { name: "de_DE", words: "de.txt" },
  en: { name: "en_GB", words: "en.txt" },
};

/** Keys whose values are no running text. */
const NO_TEXT = /^(dir|id|link|picture|shortcuts|langName)$/;

function textsOf(tree: unknown): string[] {
  if (typeof tree === "string") return [tree];
  return Object.entries(tree as object).flatMap(([key, part]) => NO_TEXT.test(key) ? [] : textsOf(part));
}

/** The words that a dictionary does not know. */
async function unknownWords(text: string, lang: Lang): Promise<string[]> {
  const { name, words } = DICTIONARIES[lang];
  const own = new URL(`words/${words}`, import.meta.url).pathname;
  const child = new Deno.Command("hunspell", {
    args: ["-l", "-i", "UTF-8", "-d", name, "-p", own],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(text));
  await writer.close();
  const { success, stdout, stderr } = await child.output();
  assert.ok(success, new TextDecoder().decode(stderr));
  return [
    ...new Set(
      new TextDecoder().decode(stdout).split("\n").map((word) => word.replace(/\.$/, "")).filter(Boolean),
    ),
  ]
    .sort();
}

for (const lang of LANGS) {
  Deno.test(`spelling: every word of the texts in ${lang} is in the dictionary or in our list`, async () => {
    const text = textsOf(catalogueOf(lang)).join("\n")
      .replaceAll(/\{\w+\}|\w+@[\w.]+|https?|Wi-Fi|Umschalt|\+/g, " ")
      .replaceAll("’", "'").replaceAll("\u00ad", "");
    assert.ok(text.length > 20_000, `${text.length} characters`);
    assert.deepEqual(await unknownWords(text, lang), []);
  });
}

Deno.test("spelling: a mistake is found", async () => {
  assert.deepEqual(await unknownWords("Das Gespräch begint gleich.", "de"), ["begint"]);
  assert.deepEqual(await unknownWords("The colour of the conversatoin.", "en"), ["conversatoin"]);
});
