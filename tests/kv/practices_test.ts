import assert from "node:assert/strict";
import { createPractice, isSetUp } from "../../kv/practices.ts";
import { PERSON } from "./practice_scene.ts";
import { testOnStores } from "./stores.ts";

testOnStores("createPractice: creates one, of several that try at once", async (kv) => {
  assert.equal(await isSetUp(kv), false);
  const results = await Promise.all(
    Array.from(
      { length: 8 },
      (_, i) => createPractice(kv, { ...PERSON, memberId: `m${i}`, email: `m${i}@x.example`, authKey: "k" }),
    ),
  );
  assert.equal(results.filter((result) => "practice" in result).length, 1);
  assert.equal(await isSetUp(kv), true);
});
