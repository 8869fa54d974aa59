import assert from "node:assert/strict";
import fc from "fast-check";
import { encodeBase64Url } from "../../../e2ee/bytes.ts";
import { makeConsultationKey, openConsultationKey } from "../../../e2ee/consultation_key.ts";
import { MAX_FAILURES } from "../../../e2ee/guesses.ts";
import { parseInviteFragment } from "../../../e2ee/links.ts";
import {
  codeOf,
  getWithKey,
  inviteLinkOf,
  isBlocked,
  replaceCode,
} from "../../../practice/consultations/secrets.ts";
import { hash16 } from "../../../e2ee/messages.ts";
import type { PrivatePart } from "../../../practice/vault/private_part.ts";
import { NetworkError } from "../../../wire/client.ts";
import { RECORD, world } from "./one_record.ts";

Deno.test("replaceCode: replaces the code and its failures and leaves the link", async () => {
  const scene = world();
  const room = await scene.open();
  for (let i = 0; i < MAX_FAILURES; i++) await room.tell(RECORD.codeSecret, 1, String(i));
  assert.ok(isBlocked(scene.record));
  const renewed = await room.replace();
  assert.equal(renewed.locator, "00002");
  assert.notEqual(renewed.codeSecret, RECORD.codeSecret);
  assert.equal(renewed.linkSecret, RECORD.linkSecret);
  assert.deepEqual([renewed.failures, renewed.replaced], [{ c: 0, l: 0 }, { c: 1, l: 0 }]);
  assert.ok(!isBlocked(renewed));
});

Deno.test("replaceCode: two at the same time, or one again after a lost answer, get the same code", async () => {
  const { vault } = world();
  const [one, other] = await Promise.all([replaceCode(vault, RECORD), replaceCode(vault, RECORD)]);
  assert.equal(one?.codeSecret, other?.codeSecret);
  assert.deepEqual(await replaceCode(vault, RECORD), other);
  assert.notEqual((await replaceCode(vault, other!))?.codeSecret, other?.codeSecret);
});

Deno.test("replaceCode: the new secret fits a locator of another length", async () => {
  const { vault } = world(["000002"]);
  const replaced = await replaceCode(vault, RECORD);
  assert.equal(replaced?.codeSecret.length, 9);
  assert.equal(replaced?.codeLength, 16);
});

Deno.test("replaceCode: no locator of the server's makes a code shorter, and nothing else is taken for one", async () => {
  const long: PrivatePart = { ...RECORD, codeSecret: "123456789", codeLength: 16, locator: "000001" };
  for (const locator of ["00002", "", "0000002", "00000x", "٠٠٠٠٠٢"]) {
    const scene = world([locator, locator], long);
    for (let tries = 0; tries < 2; tries++) {
      await assert.rejects(replaceCode(scene.vault, long), NetworkError, locator);
      assert.match(scene.record.codeSecret, /^\d{9}$/);
      assert.equal(codeOf(scene.record), undefined, "no code is shown that would not work");
    }
  }
  for (const locator of ["0002", "0000x"]) {
    await assert.rejects(replaceCode(world([locator]).vault, RECORD), NetworkError, locator);
  }
  const scene = world(["000002"], long);
  assert.equal(codeOf((await replaceCode(scene.vault, long))!)?.length, 16);
});

const record: PrivatePart = {
  practiceId: "practice",
  room: "r".repeat(22),
  name: "Zoë O’Brien",
  note: "",
  lang: "en",
  codeSecret: "123456",
  linkSecret: encodeBase64Url(new Uint8Array(16)),
  codeLength: 12,
  startsAtMs: 0,
  createdAtMs: 0,
};

Deno.test("codeOf has none without a locator and none for one of another length", () => {
  assert.equal(codeOf(record), undefined);
  assert.equal(codeOf({ ...record, locator: "654321" }), undefined);
  assert.equal(codeOf({ ...record, locator: "5432x" }), undefined);
  assert.equal(codeOf({ ...record, locator: "54321" })?.length, 12);
  assert.notEqual(codeOf({ ...record, locator: "54321" }, "11111"), codeOf({ ...record, locator: "54321" }));
});

Deno.test("inviteLinkOf puts secret, name and the consultation key's fingerprint behind the #", async () => {
  const { consultationKey, fingerprint } = await madeKey();
  fc.assert(fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (name) => {
    const link = new URL(inviteLinkOf({ ...record, consultationKey, name }, "https://example.org"));
    assert.equal(link.href.split("#")[0], `https://example.org/r/${record.room}`);
    assert.deepEqual(parseInviteFragment(link.hash), { secret: new Uint8Array(16), fingerprint, name });
    // A consultation that no browser has given a key yet.
    const old = new URL(inviteLinkOf({ ...record, name }, "https://example.org"));
    assert.deepEqual(parseInviteFragment(old.hash), { secret: new Uint8Array(16), name });
  }));
});

async function madeKey() {
  const consultationKey = await makeConsultationKey();
  const { publicKey } = await openConsultationKey(consultationKey);
  return { consultationKey, fingerprint: await hash16(publicKey) };
}

Deno.test("getWithKey: an old consultation gets its key once, whoever opens it at the same time", async () => {
  const scene = world();
  const all = await Promise.all(Array.from({ length: 3 }, () => getWithKey(scene.vault, "p", "r")));
  const { consultationKey } = scene.record;
  assert.ok(consultationKey);
  for (const opened of all) assert.deepEqual(opened?.consultationKey, consultationKey);
  const before = scene.record;
  assert.equal((await getWithKey(scene.vault, "p", "r"))?.consultationKey, consultationKey);
  assert.equal(scene.record, before, "nothing is written a second time");
  const none = { ...scene.vault, get: () => Promise.resolve(undefined) };
  assert.equal(await getWithKey(none, "p", "r"), undefined);
  // Cancelled between reading and writing.
  const gone = { get: () => Promise.resolve(RECORD), update: () => Promise.resolve(undefined) };
  assert.equal(await getWithKey(gone, "p", "r"), undefined);
});

Deno.test("a consultation keeps its key over a new code and a new link", async () => {
  const scene = world();
  const room = await scene.open();
  const { consultationKey } = room.record;
  assert.ok(consultationKey, "its host's page gives it one");
  assert.deepEqual((await room.replace()).consultationKey, consultationKey);
  const again = await scene.open();
  assert.deepEqual(again.consultationKey.publicKey, room.consultationKey.publicKey);
});
