import assert from "node:assert/strict";
import { PICTURE_NAMES } from "../../components/HelpPicture.tsx";
import { catalogueOf, LANGS } from "../../i18n/mod.ts";

/** Every text with its path, in the order of the catalogue. */
function textsOf(tree: unknown, path = ""): [path: string, text: string][] {
  if (typeof tree === "string") return [[path, tree]];
  return Object.entries(tree as object).flatMap(([key, part]) =>
    textsOf(part, path ? `${path}.${key}` : key)
  );
}

const placesOf = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort().join(" ");
const otherLangs = LANGS.filter((lang) => lang !== "de");

Deno.test("catalogues: every language has each text of the German one, with the same places to fill", () => {
  const german = new Map(textsOf(catalogueOf("de")));
  for (const lang of otherLangs) {
    const wrong: string[] = [];
    for (const [path, text] of textsOf(catalogueOf(lang))) {
      if (text.trim() === "" || text !== text.trim() && !text.startsWith("\n")) {
        wrong.push(`${path} is "${text}"`);
      }
      // Long texts may be cut into other paragraphs; their places are compared below.
      if (/\.sections\./.test(path)) continue;
      if (placesOf(text) !== placesOf(german.get(path) ?? "")) wrong.push(`${path}: ${placesOf(text)}`);
    }
    assert.deepEqual(wrong, [], lang);
  }
});

Deno.test("catalogues: help, questions and legal pages have the same parts and pictures in every language", () => {
  const shapeOf = (lang: typeof LANGS[number]) => {
    const { help, faq, legal } = catalogueOf(lang);
    return [help, faq, legal.privacy, legal.terms, legal.accessibility].map(({ sections }) =>
      sections.map(({ id, blocks }) => ({
        id,
        pictures: blocks.flatMap((block) =>
          typeof block === "object" && "picture" in block ? [block.picture] : []
        ),
        links: blocks.flatMap((block) => typeof block === "object" && "link" in block ? [block.link] : []),
        places: placesOf(JSON.stringify(blocks)),
      }))
    );
  };
  const german = shapeOf("de");
  for (const lang of otherLangs) assert.deepEqual(shapeOf(lang), german, lang);
  const ids = german.flatMap((page) => page.map(({ id }) => id));
  assert.ok(ids.every((id) => /^[a-z-]+$/.test(id)), "An id is an anchor");
  for (const page of german) {
    assert.equal(new Set(page.map(({ id }) => id)).size, page.length, "Ids are unique");
  }
  const used = new Set(german.flatMap((page) => page.flatMap(({ pictures }) => pictures)));
  assert.deepEqual([...used].sort(), [...PICTURE_NAMES].sort(), "Every picture is shown");
});

Deno.test("catalogues: the typography of each language", () => {
  const wrong: string[] = [];
  for (const lang of LANGS) {
    const isGerman = lang.startsWith("de");
    for (const [path, text] of textsOf(catalogueOf(lang))) {
      const problems: [RegExp, string][] = [
        [/(^|\s)"|"(\s|$)/, "straight quotation marks"],
        [/\.\.\./, "three dots instead of …"],
        [/ {2}/, "two spaces"],
        [/ [,.;:!?](\s|$)/, "a space before a mark"],
        isGerman ? [/”|(^|\s)“/, "English quotation marks"] : [/„/, "German quotation marks"],
        [/—/, "a long dash"],
      ];
      for (const [pattern, what] of problems) {
        if (pattern.test(text)) wrong.push(`${lang} ${path}: ${what} in "${text}"`);
      }
    }
  }
  assert.deepEqual(wrong, []);
});

Deno.test("catalogues: a long word in a title says where it breaks on a phone", () => {
  /** So many letters of a page's title fit into 360 CSS pixels. */
  const FITTING = 17;
  for (const lang of LANGS) {
    const long = textsOf(catalogueOf(lang)).filter(([path]) => /title$/i.test(path)).flatMap(([path, text]) =>
      (text.match(/[\p{L}\u00ad]+/gu) ?? [])
        .filter((word) => word.split("\u00ad").some((part) => part.length > FITTING))
        .map((word) => `${path}: ${word}`)
    );
    assert.deepEqual(long, [], lang);
  }
});

/** The maps from a stable code to a sentence, in which `unavailable` can occur; the last is what other codes get. */
const SENTENCES: Record<string, (lang: typeof LANGS[number]) => Readonly<Record<string, string>>> = {
  "join page": (lang) => catalogueOf(lang).join.errors,
  "guest and host": (lang) => catalogueOf(lang).call.failures,
  "practice": (lang) => catalogueOf(lang).practice.errors,
  "check": (lang) => catalogueOf(lang).check.codes,
  "error pages": (lang) => {
    const { codeLabel: _, ...pages } = catalogueOf(lang).errors;
    return Object.fromEntries(
      Object.entries(pages).map(([code, { title, lead }]) => [code, `${title} ${lead}`]),
    );
  },
};

/** Plain German says one thing about all attacks on a call, and one about all damaged messages. */
const SHARED = [
  /^(fingerprint|confirmation)_(mismatch|missing)$|_(mismatch|invalid|wrong)$|^peer_id_mine$|^unexpected_message$/,
  /^(message_)?malformed$|^version_unsupported$/,
];

Deno.test("catalogues: no two codes share a sentence by accident, least of all `unavailable` and a defect", () => {
  for (const lang of LANGS) {
    for (const [map, sentencesOf] of Object.entries(SENTENCES)) {
      const sentences = sentencesOf(lang);
      assert.ok(sentences["unavailable"] ?? sentences["server_unavailable"], `${map} in ${lang}`);
      const codes = new Map<string, string[]>();
      for (const [code, sentence] of Object.entries(sentences)) {
        codes.set(sentence, [...codes.get(sentence) ?? [], code]);
      }
      const shared = [...codes.values()].filter((among) =>
        among.length > 1 &&
        !(lang === "de-simple" && SHARED.some((by) => among.every((code) => by.test(code))))
      );
      assert.deepEqual(shared, [], `${map} in ${lang}`);
    }
  }
});
