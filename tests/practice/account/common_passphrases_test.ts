import assert from "node:assert/strict";
import fc from "fast-check";
import { dictionary } from "@zxcvbn-ts/language-common";
import { commonErrors, isCommonPassphrase } from "../../../practice/account/common_passphrases.ts";

const OWN_WORDS = ["Praxis am Park", "Dr. Ada Berg", "ada.berg@praxis.example"];
const isCommon = (passphrase: string) => isCommonPassphrase(passphrase, OWN_WORDS);

Deno.test("isCommonPassphrase: the list is as large as docs/threat-model.md says", () => {
  const count = dictionary["passwords-common"].length.toLocaleString("en-US");
  assert.ok(Deno.readTextFileSync("docs/threat-model.md").includes(`${count} passwords`), count);
});

Deno.test("isCommonPassphrase: refuses what is tried first, however it is written", async () => {
  for (
    const passphrase of [
      "passwordpassword",
      "Password Password!",
      "123456789987654321",
      "1qaz2wsx3edc4rfv",
      "aaaaaaaaaaaaaaaaaa",
      "!!!!!!!!!!!!!!!!!!",
      "abcabcabcabcabcab",
      "abcdefghijklmnop",
      "qwertzuiopüasdfghjklöä",
      "1234567890 12345678901",
      "baseball football",
      "superman 1985 superman 1985",
      "ganz kurz. ganz kurz.",
      "Videosprechstunde 2026",
      "Passwort-Passwort-1",
      "Dr. Ada Berg 1974",
      "Praxis am Park 2026",
      "ada.berg@praxis.example",
      "correct horse battery staple",
      "ＰＡＳＳＷＯＲＤ password",
    ]
  ) assert.equal(await isCommon(passphrase), true, passphrase);
});

Deno.test("isCommonPassphrase: takes random words, sentences, and what a password manager suggests", async () => {
  for (
    const passphrase of [
      "sieben stille Störche singen",
      "acht alte Amseln singen",
      "vier blaue kleine Wale",
      "Käsekuchen ohne",
      "Mein Hund mag keine Gurken!",
      "monkey shadow dragon sunshine",
      "k7#Rt!vQ2$mWz9&p",
      "%$&§/()=?!*+~#',;:",
      "👩🏽🐘🚲🌂🧀🎺🪁🦉🍋🛶🧶🥨🪐🦔🧭",
    ]
  ) assert.equal(await isCommon(passphrase), false, passphrase);
  assert.deepEqual(await commonErrors("vier blaue kleine Wale", OWN_WORDS), {});
  assert.deepEqual(await commonErrors("passwordpassword", OWN_WORDS), { passphrase: "passphrase_common" });
});

Deno.test("isCommonPassphrase: every entry of the list, alone and twice; random letters never", async () => {
  const words = dictionary["passwords-common"].map(String);
  const entry = fc.constantFrom(...words);
  await fc.assert(
    fc.asyncProperty(entry, async (word) => {
      assert.equal(await isCommon(word), true, word);
      assert.equal(await isCommon(`${word} ${word}`), true, word);
    }),
    { numRuns: 20 },
  );
  const letters = fc.string({
    unit: fc.constantFrom(..."bcdfghjklmnpqrstvwxz"),
    minLength: 24,
    maxLength: 40,
  });
  await fc.assert(
    fc.asyncProperty(letters.filter((text) => new Set(text).size > 8), async (text) => {
      assert.equal(await isCommon(text), false);
    }),
    { numRuns: 20 },
  );
});
