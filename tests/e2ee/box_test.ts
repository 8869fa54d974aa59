import assert from "node:assert/strict";
import fc from "fast-check";
import { OpeningBox, pad, SealingBox, unpad } from "../../e2ee/box.ts";
import { type Bytes, encodeUtf8 } from "../../e2ee/bytes.ts";
import { refuses } from "./pairs.ts";

const newKey = () =>
  crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);

Deno.test("pad: multiples of 256, and unpad gives the same back", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 1100 }), (content) => {
    const padded = pad(content);
    assert.equal(padded.length, Math.ceil((content.length + 4) / 256) * 256);
    assert.deepEqual(unpad(padded), new Uint8Array(content));
  }));
  for (const size of [0, 251, 252, 253, 508, 509]) {
    assert.equal(unpad(pad(new Uint8Array(size))).length, size);
  }
});

Deno.test("unpad: content or `malformed`, on any bytes; takes only what pad makes", () => {
  const blocks = fc.integer({ min: 0, max: 3 }).chain((n) =>
    fc.uint8Array({ minLength: n * 256, maxLength: n * 256 })
  );
  const nearly = fc.tuple(fc.nat(600), fc.nat(767), fc.nat(255)).map(([size, at, value]) => {
    const padded = pad(new Uint8Array(size));
    padded[at % padded.length] = value;
    return padded;
  });
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array(), blocks, nearly), (bytes) => {
      try {
        assert.deepEqual(pad(unpad(bytes)), new Uint8Array(bytes));
      } catch (error) {
        assert.equal((error as { code?: string }).code, "malformed");
      }
    }),
    { numRuns: 3000 },
  );
});

Deno.test("boxes open once, in order, by the right key and role", async () => {
  const key = await newKey();
  const [sealing, opening] = [new SealingBox(key, "host"), new OpeningBox(key, "host")];
  const sealed = await Promise.all(["a", "b", "c"].map((text) => sealing.seal(encodeUtf8(text)))) as [
    Bytes,
    Bytes,
    Bytes,
  ];
  assert.deepEqual(await opening.open(sealed[0]), encodeUtf8("a"));
  assert.deepEqual(await opening.open(sealed[1]), encodeUtf8("b"));
  await refuses(opening.open(sealed[1]), "box_invalid");
  await refuses(opening.open(sealed[2]), "box_invalid"); // dead from then on
  const other = await newKey();
  await refuses(
    new OpeningBox(other, "host").open(await new SealingBox(other, "guest").seal(encodeUtf8("x"))),
    "box_invalid",
  );
});

Deno.test("a key has one sealing box and one opening box: no counter is used twice", async () => {
  const key = await newKey();
  new SealingBox(key, "guest");
  new OpeningBox(key, "guest");
  assert.throws(() => new SealingBox(key, "guest"), TypeError);
  assert.throws(() => new SealingBox(key, "host"), TypeError);
  assert.throws(() => new OpeningBox(key, "guest"), TypeError);
});

Deno.test("sealing the same twice gives two ciphertexts, of sizes that tell multiples of 256 only", async () => {
  const box = new SealingBox(await newKey(), "guest");
  const [one, other, long] = [
    await box.seal(encodeUtf8("x")),
    await box.seal(encodeUtf8("x")),
    await box.seal(new Uint8Array(252)),
  ];
  assert.notDeepEqual(one, other);
  assert.deepEqual([one.length, other.length, long.length], [272, 272, 272]);
});
