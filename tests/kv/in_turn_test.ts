import assert from "node:assert/strict";
import { inTurn, isQueued } from "../../kv/in_turn.ts";

Deno.test("inTurn: runs the work of one key in order, also after a failure; other keys do not wait", async () => {
  const done: string[] = [];
  const first = Promise.withResolvers<void>();
  const one = inTurn(["room", "a"], async () => {
    await first.promise;
    done.push("one");
    throw new TypeError("one");
  });
  const two = inTurn(["room", "a"], () => Promise.resolve(done.push("two")));
  await inTurn(["room", "b"], () => Promise.resolve(done.push("other")));
  assert.deepEqual(done, ["other"]);
  assert.deepEqual([isQueued(["room", "a"]), isQueued(["room", "b"])], [true, false]);
  first.resolve();
  await assert.rejects(one, TypeError);
  assert.equal(await two, 3);
  assert.deepEqual(done, ["other", "one", "two"]);
  await Promise.resolve();
  assert.equal(isQueued(["room", "a"]), false, "nothing is left of it");
});
