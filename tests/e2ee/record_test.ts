import assert from "node:assert/strict";
import { decodeBase64Url, encodeBase64Url, encodeUtf8, randomBytes } from "../../e2ee/bytes.ts";
import { openLedger, openRecord, recordFingerprint, sealLedger, sealRecord } from "../../e2ee/record.ts";
import { fixPracticeKey, newPracticeKey } from "../../e2ee/vault.ts";
import { sealAsBefore } from "./first_seals.ts";
import { refuses } from "./pairs.ts";

const place = { practiceId: "p", recordId: "c", version: 7 };
const content = encodeUtf8('{"name":"Ada"}');
const newKey = async () => await fixPracticeKey(await newPracticeKey());

Deno.test("record: opens at its own place and in its own epoch only", async () => {
  const [key, stranger] = [await newKey(), await newKey()];
  const sealed = await sealRecord({ keys: [key], epoch: 3 }, place, content);
  assert.deepEqual(await openRecord({ keys: [key], epoch: 3 }, place, sealed), { content, epoch: 3 });
  assert.equal(
    (await sealRecord({ keys: [key], epoch: 3 }, place, encodeUtf8("x"))).length,
    sealed.length,
    "padded",
  );
  for (
    const wrong of [{ practiceId: "q" }, { recordId: "d" }, { version: 8 }, {
      practiceId: "pc",
      recordId: "",
    }]
  ) {
    await refuses(openRecord({ keys: [key], epoch: 3 }, { ...place, ...wrong }, sealed), "vault_invalid");
  }
  await refuses(openRecord({ keys: [stranger], epoch: 3 }, place, sealed), "vault_invalid");
  await refuses(openRecord({ keys: [key], epoch: 4 }, place, sealed), "vault_invalid");
  await assert.rejects(sealRecord({ keys: [key], epoch: 3 }, { ...place, version: -1 }, content), RangeError);
  await assert.rejects(
    openRecord({ keys: [key], epoch: 3 }, { ...place, version: 0.5 }, sealed),
    RangeError,
  );
});

Deno.test("record: a changed epoch in the header does not open, with whichever key", async () => {
  const [newest, former] = [await newKey(), await newKey()];
  const keys = { keys: [newest, former] as const, epoch: 2 };
  const sealed = await sealRecord({ keys: [former], epoch: 1 }, place, content);
  assert.equal((await openRecord(keys, place, sealed)).epoch, 1);
  const bytes = decodeBase64Url(sealed);
  bytes[4] = 2;
  await refuses(openRecord(keys, place, encodeBase64Url(bytes)), "vault_invalid");
});

Deno.test("record: a seal of the first version opens by the key that made it, whatever its IV begins with", async () => {
  const [newest, former] = [await newKey(), await newKey()];
  const keys = { keys: [newest, former] as const, epoch: 2 };
  let like = "";
  // One IV of 256 begins like a header.
  for (let tries = 0; like === "" && tries < 10_000; tries++) {
    const sealed = await sealAsBefore(former, place, content);
    if (decodeBase64Url(sealed)[0] === 2) like = sealed;
  }
  for (const sealed of [await sealAsBefore(former, place, content), like]) {
    assert.deepEqual(await openRecord(keys, place, sealed), { content, epoch: 1 });
    await refuses(openRecord(keys, { ...place, version: 8 }, sealed), "vault_invalid");
  }
  const mine = await sealAsBefore(newest, place, content);
  assert.equal((await openRecord(keys, place, mine)).epoch, 2);
});

Deno.test("ledger: opens in its place only, and lists what was given", async () => {
  const [key, stranger] = [await newKey(), await newKey()];
  const listed = Array.from({ length: 40 }, () => encodeBase64Url(randomBytes(16)));
  const at = { practiceId: "p", epoch: 2, portion: 0 };
  const sealed = await sealLedger(key, at, listed);
  assert.deepEqual(await openLedger(key, at, sealed), listed);
  assert.deepEqual(await openLedger(key, at, await sealLedger(key, at, [])), []);
  for (const wrong of [{ practiceId: "q" }, { epoch: 3 }, { portion: 1 }]) {
    await refuses(openLedger(key, { ...at, ...wrong }, sealed), "vault_invalid");
  }
  await refuses(openLedger(stranger, at, sealed), "vault_invalid");
});

Deno.test("ledger: a fingerprint is of one record, one version and one ciphertext", async () => {
  const of = await recordFingerprint(place, "AAAA");
  assert.match(of, /^[\w-]{22}$/);
  assert.equal(await recordFingerprint(place, "AAAA"), of);
  for (
    const [other, sealed] of [[{ ...place, version: 8 }, "AAAA"], [{ ...place, recordId: "d" }, "AAAA"], [
      place,
      "AAAB",
    ]] as const
  ) {
    assert.notEqual(await recordFingerprint(other, sealed), of);
  }
});
