import assert from "node:assert/strict";
import { cancelConsultation, restoreConsultation } from "../../kv/cancelling.ts";
import { findRoomStatus, listConsultations } from "../../kv/consultations.ts";
import { locatorKey } from "../../kv/keys.ts";
import { findRoomByLocator } from "../../kv/locators.ts";
import { readPrivateParts } from "../../kv/private_parts.ts";
import { LIMITS } from "../../wire/limits.ts";
import {
  consultation,
  HOUR,
  LINK_PROOF,
  privateConsultation,
  replaceCode,
  RETENTION,
  tryGuest,
} from "./consultation_scene.ts";
import { NOW, PERSON, practiceWith } from "./practice_scene.ts";
import { beforeNextCommit, testOnStores } from "./stores.ts";

const restore = (kv: Deno.Kv, room: string, nowMs: number, practiceId = "practice") =>
  restoreConsultation(kv, { practiceId, room, retentionMs: RETENTION, nowMs });

testOnStores(
  "restoreConsultation: the same code, invite link and private part; to the millisecond",
  async (kv) => {
    const made = await privateConsultation(kv);
    await cancelConsultation(kv, made.room, NOW);
    assert.deepEqual(await tryGuest(kv, made.room), { refusal: "consultation_unknown" });
    assert.deepEqual(await listConsultations(kv, "practice", NOW), []);
    const last = NOW + LIMITS.restoreMs;
    assert.deepEqual(await restore(kv, made.room, last), { refusal: "consultation_unknown" });
    assert.deepEqual(await restore(kv, made.room, NOW, "other"), { refusal: "consultation_unknown" });
    assert.equal(
      (await findRoomStatus(kv, { room: made.room, proof: LINK_PROOF, nowMs: NOW }))?.state,
      "cancelled",
    );
    assert.deepEqual(await restore(kv, made.room, last - 1), made);
    assert.deepEqual(await restore(kv, made.room, last - 1), made, "a repeated request");
    assert.deepEqual(await listConsultations(kv, "practice", NOW), [made]);
    assert.equal(await findRoomByLocator(kv, made.locator!, made.expiresAtMs - 1), made.room);
    const [part] = await readPrivateParts(kv, "practice", [made.room], made.expiresAtMs - 1);
    assert.deepEqual([part?.version, part?.sealed], [1, "first"]);
    assert.equal(
      (await findRoomStatus(kv, { room: made.room, proof: LINK_PROOF, nowMs: NOW }))?.state,
      "open",
    );
    assert.ok("token" in await tryGuest(kv, made.room));
  },
);

testOnStores("restoreConsultation: the locator is reserved meanwhile, and free afterwards", async (kv) => {
  const made = await privateConsultation(kv);
  await cancelConsultation(kv, made.room, NOW);
  const endsAtMs = NOW + LIMITS.restoreMs;
  // It leads to no consultation, but it is still somebody's.
  assert.equal(await findRoomByLocator(kv, made.locator!, endsAtMs - 1), made.room);
  assert.equal(await findRoomByLocator(kv, made.locator!, endsAtMs), undefined);
});

testOnStores("restoreConsultation: a room that got the locator at the last moment keeps it", async (kv) => {
  const { locator, ...made } = await privateConsultation(kv);
  await cancelConsultation(kv, made.room, NOW);
  const last = NOW + LIMITS.restoreMs - 1;
  const key = locatorKey(locator!);
  beforeNextCommit(kv, () => kv.set(key, { room: "other", expiresAtMs: last + HOUR }));
  assert.deepEqual(await restore(kv, made.room, last), made, "without a code: a new one can be made");
  assert.equal(await findRoomByLocator(kv, locator!, last), "other");
  assert.ok("locator" in await replaceCode(kv, made.room, 2));
  assert.equal(await findRoomByLocator(kv, locator!, last), "other");
});

testOnStores(
  "restoreConsultation: not with a new practice key, whose ledger does not list the private part",
  async (kv) => {
    const { practiceId, signIn, renew } = await practiceWith(kv);
    const mine = await signIn(PERSON.email);
    const make = () => consultation(kv, { practiceId, sealed: "first", keyEpoch: epoch });
    const cancelled = async (room: string) => {
      await cancelConsultation(kv, room, NOW);
      return await listConsultations(kv, practiceId, NOW);
    };
    const none = { refusal: "consultation_unknown" };
    let epoch = 1;
    const renewed = async () => assert.equal(await renew(mine, ++epoch, ["first"]), true);

    const before = await make();
    assert.deepEqual(await cancelled(before.room), []);
    await renewed();
    assert.deepEqual(await restore(kv, before.room, NOW, practiceId), none);
    assert.deepEqual(await listConsultations(kv, practiceId, NOW), []);

    const during = await make();
    await cancelled(during.room);
    beforeNextCommit(kv, renewed);
    assert.deepEqual(await restore(kv, during.room, NOW, practiceId), none, "at the same moment");

    const after = await make();
    beforeNextCommit(kv, renewed);
    await cancelled(after.room);
    assert.deepEqual(await restore(kv, after.room, NOW, practiceId), after, "that ledger lists it");
  },
);
