import assert from "node:assert/strict";
import { KeyPin } from "../../../call/pairing/key_pin.ts";
import { type Bytes, randomBytes } from "../../../e2ee/bytes.ts";

/** One device's storage, for several pages. */
function makeStore() {
  const stored: { fingerprint?: Bytes } = {};
  return async (fingerprint: Bytes) => {
    await new Promise((resolve) => setTimeout(resolve, 1));
    return stored.fingerprint ??= fingerprint;
  };
}

Deno.test("KeyPin: the key that the invite link names; no other is stored", async () => {
  const named = randomBytes(16);
  const unmet = new KeyPin(named, () => assert.fail("Nothing to be learned"));
  assert.equal(await unmet.accepts(randomBytes(16)), false);
  assert.equal(await unmet.accepts(new Uint8Array()), false);
  assert.equal(await new KeyPin(named, makeStore()).accepts(named.slice()), true);
});

Deno.test("KeyPin: a key that was met is held to, if the same link names another one later, or none", async () => {
  const store = makeStore();
  const [named, other] = [randomBytes(16), randomBytes(16)];
  assert.equal(await new KeyPin(named, store).accepts(named), true);
  assert.equal(await new KeyPin(undefined, store).accepts(other), false);
  assert.equal(await new KeyPin(other, store).accepts(other), false);
  assert.equal(await new KeyPin(undefined, store).accepts(named), true);
});

Deno.test("KeyPin: the first key, also of many at once, in two pages and after a reload", async () => {
  const store = makeStore();
  const pages = [new KeyPin(undefined, store), new KeyPin(undefined, store)];
  const keys = Array.from({ length: 8 }, () => randomBytes(16));
  const accepted = await Promise.all(keys.map((key, i) => pages[i % 2]!.accepts(key)));
  assert.deepEqual(accepted, keys.map((_, i) => i === 0));
  for (const page of [...pages, new KeyPin(undefined, store)]) {
    assert.equal(await page.accepts(keys[0]!), true);
    assert.equal(await page.accepts(keys[1]!), false);
  }
});

Deno.test("KeyPin: without storage the first key counts as long as the page is open", async () => {
  const pin = new KeyPin(undefined, (fingerprint) => Promise.resolve(fingerprint));
  const [first, second] = [randomBytes(16), randomBytes(16)];
  assert.equal(await pin.accepts(first), true);
  assert.equal(await pin.accepts(second), false);
});
