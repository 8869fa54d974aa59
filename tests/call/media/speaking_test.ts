import assert from "node:assert/strict";
import { SILENT, stepSpeaking } from "../../../call/media/speaking.ts";

/** Levels, one each 200 ms; tells for each whether somebody speaks. */
function heard(...levels: number[]): boolean[] {
  let state = SILENT;
  return levels.map((level, index) => (state = stepSpeaking(state, level, index * 200)).speaks);
}

Deno.test("stepSpeaking: a voice shows, a single knock does not", () => {
  assert.deepEqual(heard(0.3, 0, 0), [false, false, false]);
  assert.deepEqual(heard(0.1, 0.1), [false, true]);
});

Deno.test("stepSpeaking: short pauses do not end it, a long one does", () => {
  assert.deepEqual(heard(0.1, 0.1, 0, 0, 0.1, 0, 0, 0, 0, 0), [
    false,
    true,
    true,
    true,
    true,
    true,
    true,
    true,
    false,
    false,
  ]);
});

Deno.test("stepSpeaking: silence changes nothing, so that nothing is drawn anew", () => {
  assert.equal(stepSpeaking(SILENT, 0, 1000), SILENT);
});
