import assert from "node:assert/strict";
import { actionOf, type KeyPress, type Writing } from "../../../call/stage/shortcuts.ts";
import { catalogueOf, LANGS } from "../../../i18n/mod.ts";

const LETTERS = { camera: "K", microphone: "M" };
const PRESS: KeyPress = {
  key: "K",
  code: "KeyK",
  altKey: true,
  shiftKey: true,
  ctrlKey: false,
  metaKey: false,
  repeat: false,
};
const NO_WRITING: Writing = { typing: false, altGraph: false };

Deno.test("actionOf: Alt+Shift+letter, also where Option changes the character", () => {
  assert.equal(actionOf(PRESS, NO_WRITING, LETTERS), "camera");
  assert.equal(actionOf({ ...PRESS, key: "˚" }, NO_WRITING, LETTERS), "camera");
  assert.equal(
    actionOf({ ...PRESS, key: "m", code: "Semicolon" }, NO_WRITING, LETTERS),
    "microphone",
    "as it is labelled",
  );
});

Deno.test("actionOf: nothing without both, with more, while typing, held down, or by AltGr", () => {
  const changes: Partial<KeyPress & Writing>[] = [
    { altKey: false },
    { shiftKey: false },
    { ctrlKey: true },
    { metaKey: true },
    { typing: true },
    { repeat: true },
    { altGraph: true },
    { key: "x", code: "KeyX" },
    { key: "Enter", code: "Enter" },
  ];
  for (const change of changes) {
    assert.equal(actionOf({ ...PRESS, ...change }, { ...NO_WRITING, ...change }, LETTERS), undefined);
  }
});

Deno.test("shortcuts: in each language every action has a letter of its own, and help names it", () => {
  for (const lang of LANGS) {
    const { call, help } = catalogueOf(lang);
    const letters = Object.values(call.shortcuts);
    assert.equal(new Set(letters).size, letters.length, lang);
    const told = JSON.stringify(help.sections.find(({ id }) => id === "shortcuts"));
    for (const letter of letters) assert.match(letter, /^[A-Z]$/);
    for (const letter of letters) assert.match(told, new RegExp(`\\b${letter}: `), `${lang}: ${letter}`);
  }
});
