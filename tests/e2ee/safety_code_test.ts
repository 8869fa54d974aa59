import assert from "node:assert/strict";
import { randomBytes } from "../../e2ee/bytes.ts";
import { importHkdfKey } from "../../e2ee/hkdf.ts";
import { checkCommitment, commitTo, deriveSafetyCode } from "../../e2ee/safety_code.ts";
import { PICTURES } from "../../e2ee/safety_pictures.ts";
import { refuses } from "./pairs.ts";

Deno.test("64 pictures, none like another, each with a German and an English name", () => {
  assert.equal(PICTURES.length, 64);
  for (const key of ["emoji", "de", "en"] as const) {
    assert.equal(new Set(PICTURES.map((p) => p[key])).size, 64);
  }
  for (const { emoji, de, en } of PICTURES) {
    assert.match(emoji, /^\p{Extended_Pictographic}$/u);
    assert.match(de, /^\p{Lu}\p{Ll}+$/u);
    assert.match(en, /^[a-z]+$/);
  }
});

Deno.test("deriveSafetyCode reaches all pictures at all places, and depends on all that it is made of", async () => {
  const seen = [new Set<number>(), new Set<number>(), new Set<number>(), new Set<number>()];
  const key = await importHkdfKey(randomBytes(32));
  for (let i = 0; i < 2000; i++) {
    const code = await deriveSafetyCode(key, randomBytes(16), randomBytes(16));
    code.forEach((place, at) => {
      assert.ok(place >= 0 && place < 64);
      seen[at]!.add(place);
    });
  }
  assert.deepEqual(seen.map((set) => set.size), [64, 64, 64, 64]);
  const [a, b] = [randomBytes(16), randomBytes(16)];
  assert.deepEqual(await deriveSafetyCode(key, a, b), await deriveSafetyCode(key, a, b));
  assert.notDeepEqual(await deriveSafetyCode(key, a, b), await deriveSafetyCode(key, b, a));
});

Deno.test("a commitment fits what was committed to, and nothing else", async () => {
  const part = randomBytes(16);
  await checkCommitment(await commitTo(part), part);
  await refuses(checkCommitment(await commitTo(part), randomBytes(16)), "commitment_mismatch");
});
