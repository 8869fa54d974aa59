import assert from "node:assert/strict";
import fc from "fast-check";
import { encodeUtf8 } from "../../e2ee/bytes.ts";
import { ProtocolError } from "../../e2ee/errors.ts";
import {
  createVault,
  exportForInvitation,
  joinVault,
  makeRecoveryKey,
  openPrivate,
  openVault,
  parseRecoveryKey,
  rewrapVault,
  sealPrivate,
  splitRecoveryKey,
} from "../../e2ee/vault.ts";
import { refuses } from "./pairs.ts";

const newWrappingKey = () =>
  crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["wrapKey", "unwrapKey"]);
const place = { practiceId: "p", consultationId: "c", version: 7 };
const content = encodeUtf8('{"name":"Ada"}');

Deno.test("vault: set-up, second browser, changed passphrase, invitation, recovery", async () => {
  const [passphrase, changed, member, other] = await Promise.all([1, 2, 3, 4].map(newWrappingKey)) as [
    CryptoKey,
    CryptoKey,
    CryptoKey,
    CryptoKey,
  ];
  const recoveryKey = makeRecoveryKey();
  const recovery = (await splitRecoveryKey(recoveryKey)).wrappingKey;
  const { practiceKey, wrapped: [mine, rescue] } = await createVault(passphrase, recovery);
  const sealed = await sealPrivate(practiceKey, place, content);

  const secondBrowser = await openVault(mine!, passphrase);
  assert.deepEqual(await openPrivate(secondBrowser, place, sealed), content);
  assert.equal(secondBrowser.extractable, false);
  await assert.rejects(crypto.subtle.exportKey("raw", secondBrowser));

  const rewrapped = await rewrapVault(mine!, passphrase, changed);
  assert.deepEqual(await openPrivate(await openVault(rewrapped, changed), place, sealed), content);
  await refuses(openVault(rewrapped, passphrase), "vault_invalid");

  const joined = await joinVault(await exportForInvitation(rewrapped, changed), member);
  assert.deepEqual(await openPrivate(joined.practiceKey, place, sealed), content);
  assert.deepEqual(await openPrivate(await openVault(joined.wrapped, member), place, sealed), content);

  // The passphrase is lost: the recovery key, as somebody types it off a sheet.
  const typed = recoveryKey.replaceAll(" ", "-").replaceAll("7", "٧");
  const rescued = await rewrapVault(rescue!, (await splitRecoveryKey(typed)).wrappingKey, other);
  assert.deepEqual(await openPrivate(await openVault(rescued, other), place, sealed), content);
});

Deno.test("vault: a private part opens at its own place only", async () => {
  const { practiceKey } = await createVault(await newWrappingKey());
  const stranger = (await createVault()).practiceKey;
  const sealed = await sealPrivate(practiceKey, place, content);
  assert.equal((await sealPrivate(practiceKey, place, encodeUtf8("x"))).length, sealed.length);
  for (
    const wrong of [{ practiceId: "q" }, { consultationId: "d" }, { version: 8 }, {
      practiceId: "pc",
      consultationId: "",
    }]
  ) {
    await refuses(openPrivate(practiceKey, { ...place, ...wrong }, sealed), "vault_invalid");
  }
  await refuses(openPrivate(stranger, place, sealed), "vault_invalid");
  await assert.rejects(sealPrivate(practiceKey, { ...place, version: -1 }, content), RangeError);
  await assert.rejects(openPrivate(practiceKey, { ...place, version: 0.5 }, sealed), RangeError);
});

Deno.test("vault: any text is a record or a named error", async () => {
  const { practiceKey } = await createVault();
  const wrappingKey = await newWrappingKey();
  await fc.assert(fc.asyncProperty(fc.oneof(fc.string(), fc.base64String()), async (text) => {
    for (
      const attempt of [
        () => openVault(text, wrappingKey),
        () => openPrivate(practiceKey, place, text),
        () => joinVault(text, wrappingKey),
        () => rewrapVault(text, wrappingKey, wrappingKey),
      ]
    ) await refuses(attempt, "malformed", "vault_invalid");
  }));
  await refuses(joinVault("AAAA", wrappingKey), "malformed");
  await assert.rejects(splitRecoveryKey("1"), ProtocolError);
});

Deno.test("recovery key: groups with check digits; the group with the mistake is named", () => {
  fc.assert(fc.property(fc.nat(47), fc.integer({ min: 1, max: 9 }), (at, by) => {
    const key = makeRecoveryKey();
    assert.match(key, /^(\d{6} ){7}\d{6}$/);
    assert.deepEqual(parseRecoveryKey(key.replaceAll(" ", "")), { key });
    const digits = [...key.replaceAll(" ", "")];
    digits[at] = String((Number(digits[at]) + by) % 10);
    assert.deepEqual(parseRecoveryKey(digits.join("")), { error: { mistypedGroup: Math.floor(at / 6) + 1 } });
  }));
  for (
    const [text, error] of [["", "empty"], ["abc", "not_digits"], ["123", "too_short"], [
      "1".repeat(49),
      "too_long",
    ]] as const
  ) assert.deepEqual(parseRecoveryKey(text), { error });
  assert.notEqual(makeRecoveryKey(), makeRecoveryKey());
});

Deno.test("recovery key: authentication and wrapping key have nothing in common with those of another", async () => {
  const [one, other] = await Promise.all([
    splitRecoveryKey(makeRecoveryKey()),
    splitRecoveryKey(makeRecoveryKey()),
  ]);
  assert.match(one.authKey, /^[\w-]{43}$/);
  assert.notEqual(one.authKey, other.authKey);
});
