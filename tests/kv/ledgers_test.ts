import assert from "node:assert/strict";
import { readLedger, storeLedgerPortion } from "../../kv/ledgers.ts";
import { ledgerPortionKey } from "../../kv/keys.ts";
import { findPractice } from "../../kv/practices.ts";
import { replacePrivatePart } from "../../kv/private_parts.ts";
import { changeSettings } from "../../kv/settings.ts";
import { LIMITS } from "../../wire/limits.ts";
import { consultation, RETENTION } from "./consultation_scene.ts";
import { ledgerNow, NOW, PERSON, practiceWith } from "./practice_scene.ts";
import { beforeNextCommit, testOnStores } from "./stores.ts";

const keep = { retentionMs: RETENTION, nowMs: NOW };

testOnStores(
  "setLedger: a rotation is refused when records have changed since, or a portion is missing",
  async (kv) => {
    const { practiceId, signIn, removeWith } = await practiceWith(kv, "a@x");
    const mine = await signIn(PERSON.email);
    const { room } = await consultation(kv, { practiceId, sealed: "one" });
    const removeBy = async (ledger: Awaited<ReturnType<typeof ledgerNow>>) =>
      await removeWith(ledger, "a@x", mine, 2, ["first"]);
    const refused = { refusal: "records_changed" };

    const early = await ledgerNow(kv, practiceId);
    await replacePrivatePart(kv, room, { version: 2, sealed: "two" }, keep);
    assert.deepEqual(await removeBy(early), refused, "a newer version");
    const second = await ledgerNow(kv, practiceId);
    await consultation(kv, { practiceId, sealed: "new" });
    assert.deepEqual(await removeBy(second), refused, "a new consultation");
    const third = await ledgerNow(kv, practiceId);
    const settings = { version: 1, sealed: "s", name: "P", lobbyMinutes: 30 };
    await changeSettings(kv, { id: practiceId, keyEpoch: 1 }, settings);
    assert.deepEqual(await removeBy(third), refused, "settings");
    const newest = await ledgerNow(kv, practiceId);
    assert.deepEqual(await removeBy({ ...newest, portions: 2 }), refused, "a portion is missing");
    assert.equal((await findPractice(kv, practiceId))!.keyEpoch, 1, "nothing has happened");
    assert.equal(await removeBy(newest), true);
  },
);

testOnStores("setLedger: a change at the very moment of the rotation is not lost", async (kv) => {
  const { practiceId, signIn, removeWith } = await practiceWith(kv, "a@x");
  const mine = await signIn(PERSON.email);
  const { room } = await consultation(kv, { practiceId, sealed: "one" });
  const ledger = await ledgerNow(kv, practiceId);
  beforeNextCommit(kv, () => replacePrivatePart(kv, room, { version: 2, sealed: "two" }, keep));
  assert.deepEqual(await removeWith(ledger, "a@x", mine, 2, ["first"]), { refusal: "records_changed" });
});

testOnStores("readLedger: the newest key's, and the former one is deleted with the next", async (kv) => {
  const { practiceId, signIn, removeWith } = await practiceWith(kv, "a@x", "b@x");
  const mine = await signIn(PERSON.email);
  const read = async () => await readLedger(kv, (await findPractice(kv, practiceId))!);
  assert.deepEqual(await read(), [], "there was no rotation");
  const first = await ledgerNow(kv, practiceId);
  await storeLedgerPortion(kv, practiceId, { id: first.id, portion: 1, sealed: "more" });
  assert.equal(await removeWith({ ...first, portions: 2 }, "a@x", mine, 2, ["first", "b@x"]), true);
  assert.deepEqual(await read(), [`ledger ${first.id}`, "more"]);
  const next = await ledgerNow(kv, practiceId);
  assert.equal(await removeWith(next, "b@x", mine, 3, ["first"]), true);
  assert.deepEqual(await read(), [`ledger ${next.id}`]);
  for (const portion of [0, 1]) {
    assert.equal((await kv.get(ledgerPortionKey(practiceId, first.id, portion))).value, null);
  }
});

testOnStores("setLedger: of the most portions, in a commit that every store takes", async (kv) => {
  const { practiceId, signIn, removeWith } = await practiceWith(kv, "a@x");
  const mine = await signIn(PERSON.email);
  const ledger = { ...await ledgerNow(kv, practiceId), portions: LIMITS.ledgerPortions };
  for (let portion = 1; portion < ledger.portions; portion++) {
    await storeLedgerPortion(kv, practiceId, { id: ledger.id, portion, sealed: `portion ${portion}` });
  }
  assert.equal(await removeWith(ledger, "a@x", mine, 2, ["first"]), true);
  assert.equal((await readLedger(kv, (await findPractice(kv, practiceId))!)).length, LIMITS.ledgerPortions);
});
