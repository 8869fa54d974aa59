import assert from "node:assert/strict";
import fc from "fast-check";
import { encodeUint32 } from "../../e2ee/box.ts";
import { decodeBase64Url, encodeBase64Url, encodeUtf8, randomBytes } from "../../e2ee/bytes.ts";
import { lv } from "../../e2ee/lv.ts";
import { openMemberEntry, sealMemberEntry } from "../../e2ee/member_entry.ts";
import { open as openBytes, seal } from "../../e2ee/seal.ts";
import { ProtocolError } from "../../e2ee/errors.ts";
import {
  createMemberKey,
  createMemberKeys,
  fixPracticeKey,
  INVITATION_SECRET_BYTES,
  type LoosePracticeKey,
  makeRecoveryKey,
  newPracticeKey,
  openInvitation,
  openKeyring,
  openMemberKey,
  openPracticeKeys,
  parseRecoveryKey,
  type PracticeKey,
  practiceKeyFingerprint,
  rewrapMemberKey,
  rotateFor,
  type Rotation,
  splitInvitationSecret,
  splitRecoveryKey,
  wrapForInvitation,
} from "../../e2ee/vault.ts";
import { type EpochKeys, openRecord, sealRecord } from "../../e2ee/record.ts";
import { makeMember, newWrappingKey, SHOWN } from "./made_members.ts";
import { refuses } from "./pairs.ts";

const place = { practiceId: "p", recordId: "c", version: 7 };
const only = (key: PracticeKey, epoch = 1): EpochKeys => ({ keys: [key], epoch });
const content = encodeUtf8('{"name":"Ada"}');

Deno.test("vault: set-up, second browser, changed passphrase, invitation, recovery", async () => {
  const [passphrase, changed, other] = await Promise.all([1, 2, 3].map(newWrappingKey)) as [
    CryptoKey,
    CryptoKey,
    CryptoKey,
  ];
  const recoveryKey = makeRecoveryKey();
  const recovery = (await splitRecoveryKey(recoveryKey)).wrappingKey;
  const loose = await newPracticeKey();
  const { memberKey, wrapped: [mine, rescue] } = await createMemberKey(passphrase, recovery);
  const keys = await createMemberKeys(memberKey, loose, { memberId: "ada", epoch: 1, ...SHOWN });
  const sealed = await sealRecord(only(await fixPracticeKey(loose)), place, content);
  const opens = async (wrapped: string, by: CryptoKey) => {
    const opened = await openPracticeKeys(await openMemberKey(wrapped, by), keys, [], "ada");
    return (await openRecord(only(await fixPracticeKey(opened.get(1)!)), place, sealed)).content;
  };

  assert.deepEqual(await opens(mine!, passphrase), content);
  const kept = await fixPracticeKey(loose);
  assert.equal(kept.extractable, false);
  await assert.rejects(crypto.subtle.exportKey("raw", kept));
  await assert.rejects(crypto.subtle.exportKey("raw", memberKey));

  const rewrapped = await rewrapMemberKey(mine!, passphrase, changed);
  assert.deepEqual(await opens(rewrapped, changed), content);
  await refuses(opens(rewrapped, passphrase), "vault_invalid");

  const secret = randomBytes(INVITATION_SECRET_BYTES);
  const place1 = { role: "assistant", epoch: 1 };
  const { wrappingKey: inviting } = await splitInvitationSecret(secret.slice());
  const wrappedForBea = await wrapForInvitation(loose, inviting, place1);
  const { wrappingKey: byLink, authKey: token } = await splitInvitationSecret(secret.slice());
  assert.notEqual(token, encodeBase64Url(secret), "the server's token is not the secret");
  const invited = await openInvitation(wrappedForBea, byLink, place1);
  for (const other of [{ ...place1, role: "practitioner" }, { ...place1, epoch: 2 }]) {
    await refuses(openInvitation(wrappedForBea, byLink, other), "vault_invalid");
  }
  const { wrappingKey: wrong } = await splitInvitationSecret(randomBytes(INVITATION_SECRET_BYTES));
  await refuses(openInvitation(wrappedForBea, wrong, place1), "vault_invalid");
  const joined = await makeMember("bea", invited);
  const opened = await openPracticeKeys(joined.memberKey, joined.keys, [], "bea");
  assert.deepEqual(
    (await openRecord(only(await fixPracticeKey(opened.get(1)!)), place, sealed)).content,
    content,
  );

  // The passphrase is lost: the recovery key, as somebody types it off a sheet.
  const typed = recoveryKey.replaceAll(" ", "-").replaceAll("7", "٧");
  const rescued = await rewrapMemberKey(rescue!, (await splitRecoveryKey(typed)).wrappingKey, other);
  assert.deepEqual(await opens(rescued, other), content);
});

Deno.test("members: a new practice key reaches who stays, in steps, and nobody else", async () => {
  const first = await newPracticeKey();
  const [ada, bea, gone] = await Promise.all(["ada", "bea", "gone"].map((id) => makeMember(id, first)));
  const former = await fixPracticeKey(first);
  const second = await newPracticeKey();
  const rotate = (of: Awaited<ReturnType<typeof makeMember>>, publicKey = of.keys.publicKey) =>
    rotateFor({ memberId: of.memberId, publicKey, former, next: second, epoch: 2 });
  const [forAda, forBea] = [await rotate(ada!), await rotate(bea!)];
  const third = await newPracticeKey();
  const again = await rotateFor({
    memberId: "bea",
    publicKey: forBea.publicKey,
    former: await fixPracticeKey(second),
    next: third,
    epoch: 3,
  });
  const keys = await openPracticeKeys(bea!.memberKey, bea!.keys, [forBea, again], "bea");
  assert.deepEqual([...keys.keys()], [1, 2, 3]);
  const sealed = await sealRecord(only(await fixPracticeKey(third), 3), place, content);
  assert.deepEqual(
    (await openRecord(only(await fixPracticeKey(keys.get(3)!), 3), place, sealed)).content,
    content,
  );

  const open = (of: typeof ada, rotation: Rotation) =>
    openPracticeKeys(of!.memberKey, of!.keys, [rotation], of!.memberId);
  await refuses(open(gone, forBea), "vault_invalid");
  // Somebody who has left still has the old practice key, and gets another one's rotation under an own name.
  const stolen = { ...gone!, memberId: "bea" };
  await refuses(open(stolen, forBea), "vault_invalid");
  await refuses(open(ada, { ...forAda, epoch: 3 }), "vault_invalid");
  await refuses(open(ada, forBea), "vault_invalid");
  // The server makes up a key, or puts another public key there.
  const forged = await rotateFor({
    memberId: "ada",
    publicKey: (await makeMember("ada", second)).keys.publicKey,
    former: await fixPracticeKey(second),
    next: third,
    epoch: 2,
  });
  await refuses(open(ada, forged), "vault_invalid");
  await refuses(rotate(ada!, bea!.keys.publicKey), "vault_invalid");
});

Deno.test("vault: any text is a record or a named error", async () => {
  const practiceKey = await fixPracticeKey(await newPracticeKey());
  const wrappingKey = await newWrappingKey();
  const loose = await newPracticeKey();
  const { memberKey, keys } = await makeMember("ada", loose);
  const rotation = await rotateFor({
    memberId: "ada",
    publicKey: keys.publicKey,
    former: await fixPracticeKey(loose),
    next: await newPracticeKey(),
    epoch: 2,
  });
  await fc.assert(fc.asyncProperty(fc.oneof(fc.string(), fc.base64String()), async (text) => {
    for (
      const attempt of [
        () => openMemberKey(text, wrappingKey),
        () => openRecord(only(practiceKey), place, text),
        () => openInvitation(text, wrappingKey, { role: "assistant", epoch: 1 }),
        () => rewrapMemberKey(text, wrappingKey, wrappingKey),
        () => openPracticeKeys(memberKey, { ...keys, practiceKey: text }, [], "ada"),
        () => openPracticeKeys(memberKey, keys, [{ epoch: 2, sealed: text }], "ada"),
        () => openPracticeKeys(memberKey, { ...keys, privateKey: text }, [rotation], "ada"),
      ]
    ) await refuses(attempt, "malformed", "vault_invalid");
  }));
  await refuses(splitInvitationSecret(new Uint8Array(16)), "malformed");
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

Deno.test("openKeyring: tells whether the newest key came with a ledger; a rotation from before has none", async () => {
  const [first, second, third] = [await newPracticeKey(), await newPracticeKey(), await newPracticeKey()];
  const ada = await makeMember("ada", first);
  const to2 = await rotateFor({
    memberId: "ada",
    publicKey: ada.keys.publicKey,
    former: await fixPracticeKey(first),
    next: second,
    epoch: 2,
  });
  const to3 = await rotateFor({
    memberId: "ada",
    publicKey: to2.publicKey,
    former: await fixPracticeKey(second),
    next: third,
    epoch: 3,
  });
  const open = async (...rotations: Rotation[]) => {
    const { keys, hasLedger } = await openKeyring(ada.memberKey, ada.keys, rotations, "ada");
    return [[...keys.keys()].at(-1), hasLedger];
  };
  assert.deepEqual(await open(), [1, false]);
  assert.deepEqual(await open(to2, to3), [3, true]);
  // The server cannot turn one kind into the other: the label is part of the seal.
  const content = await openBytes(
    first,
    lv("vc1 rotation 2", "ada", encodeUint32(2)),
    decodeBase64Url(to2.sealed),
  );
  const before = await seal(first, lv("vc1 rotation", "ada", encodeUint32(2)), content);
  assert.deepEqual(await open({ epoch: 2, sealed: before }), [2, false]);
  assert.deepEqual(await open({ epoch: 2, sealed: before }, to3), [3, true]);
});

Deno.test("openKeyring: follows the epochs one by one, so nobody leaves one out whose key they do not have", async () => {
  const [first, second, theirs] = await Promise.all([1, 2, 3].map(() => newPracticeKey())) as [
    LoosePracticeKey,
    LoosePracticeKey,
    LoosePracticeKey,
  ];
  const ada = await makeMember("ada", first);
  const { memberId, keys: { publicKey } } = ada;
  const rotate = async (next: LoosePracticeKey, epoch: number, from = first) => {
    // Whoever has the former key can seal the member's public key for any epoch.
    const entry = await openMemberEntry(first, { memberId, epoch: 1 }, publicKey);
    const sealedKey = await sealMemberEntry(from, { memberId, epoch: epoch - 1 }, entry);
    return await rotateFor({
      memberId,
      publicKey: sealedKey,
      former: await fixPracticeKey(from),
      next,
      epoch,
    });
  };
  const [to2, to3] = [await rotate(second, 2), await rotate(theirs, 3)];
  const open = (...rotations: Rotation[]) => openPracticeKeys(ada.memberKey, ada.keys, rotations, memberId);
  assert.deepEqual([...(await open(to2)).keys()], [1, 2]);
  await refuses(open(to3), "vault_invalid");
  // The second key at the end of a chain that does not come from it.
  await refuses(open(to3, await rotate(second, 2, theirs)), "vault_invalid");
  await refuses(open(to2, await rotate(second, 2, second)), "vault_invalid");
});

Deno.test("practiceKeyFingerprint: as browsers keep it, for one key of one practice and epoch", async () => {
  const raw = new Uint8Array(32).fill(7);
  const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", true, ["encrypt"]) as LoosePracticeKey;
  const at = { practiceId: "p", epoch: 2 };
  const fingerprint = await practiceKeyFingerprint(key, at);
  assert.equal(fingerprint, "t5XxucZCjAMHUjd6H1BdD589s-M6ukNPM0A0IK84PJc");
  for (
    const [other, place] of [[await newPracticeKey(), at], [key, { ...at, epoch: 3 }], [key, {
      ...at,
      practiceId: "q",
    }]] as const
  ) {
    assert.notEqual(await practiceKeyFingerprint(other, place), fingerprint);
  }
});

Deno.test("members: whoever has the former key can make another rotation to it, as docs/threat-model.md says", async () => {
  const [first, second, theirs] = await Promise.all([1, 2, 3].map(() => newPracticeKey()));
  const ada = await makeMember("ada", first!);
  const { memberId, keys: { publicKey } } = ada;
  const to = async (next: LoosePracticeKey) =>
    await rotateFor({ memberId, publicKey, former: await fixPracticeKey(first!), next, epoch: 2 });
  const sealed = await sealRecord(only(await fixPracticeKey(second!), 2), place, content);
  const open = async (rotation: Rotation) => {
    const opened = await openPracticeKeys(ada.memberKey, ada.keys, [rotation], memberId);
    return await openRecord(only(await fixPracticeKey(opened.get(2)!), 2), place, sealed);
  };
  assert.deepEqual((await open(await to(second!))).content, content);
  await refuses(open(await to(theirs!)), "vault_invalid"); // it is taken, and opens nothing of the others'
});
