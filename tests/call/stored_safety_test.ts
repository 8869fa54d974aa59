import assert from "node:assert/strict";
import { MemoryStorage } from "../../browser/storage.ts";
import { loadSafetyChanged, saveSafetyChanged } from "../../call/stored_safety.ts";

Deno.test("stored safety code: changed until compared, each room for itself", () => {
  const storage = new MemoryStorage();
  assert.equal(loadSafetyChanged(storage, "a"), false);
  saveSafetyChanged(storage, "a", true);
  assert.deepEqual(["a", "b"].map((room) => loadSafetyChanged(storage, room)), [true, false]);
  saveSafetyChanged(storage, "a", false);
  assert.equal(loadSafetyChanged(storage, "a"), false);
});
