import assert from "node:assert/strict";
import { catalogueOf, LANGS } from "../../../i18n/mod.ts";
import { spokenCode } from "../../../practice/invitation/spoken_code.ts";

Deno.test("spokenCode: digits in groups of four; 2 is zwo in German", () => {
  const { digits } = catalogueOf("de").practice.invitation;
  assert.deepEqual(spokenCode("7022 4123 0568", digits), [
    { digits: "7022", words: "sieben null zwo zwo" },
    { digits: "4123", words: "vier eins zwo drei" },
    { digits: "0568", words: "null fünf sechs acht" },
  ]);
  assert.equal(spokenCode("1234567890123456", digits).length, 4);
});

Deno.test("spokenCode: ten different words in every language", () => {
  for (const lang of LANGS) {
    const { digits } = catalogueOf(lang).practice.invitation;
    assert.equal(new Set(digits).size, 10, lang);
  }
});
