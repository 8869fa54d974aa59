import assert from "node:assert/strict";
import { knownAnswers, runFrozenHandshake } from "./known_answers.ts";
import { referenceHandshake } from "./reference.ts";
import handshake from "./vectors/handshake.json" with { type: "json" };

for (const { name, run } of knownAnswers) Deno.test(`known answers: ${name}`, run);

Deno.test("known answers: the frozen handshake is what the protocol document says, computed another way", async () => {
  assert.deepEqual(await runFrozenHandshake(), referenceHandshake(handshake.given));
});
