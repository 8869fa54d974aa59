import assert from "node:assert/strict";
import { cancelConsultation } from "../../kv/cancelling.ts";
import { createConsultation, findConsultation, setRoomLocked } from "../../kv/consultations.ts";
import { randomSecret } from "../../kv/hashes.ts";
import { privatePartKey } from "../../kv/keys.ts";
import { replaceLocator } from "../../kv/locators.ts";
import { moveConsultation } from "../../kv/moving.ts";
import { readPrivateParts, replacePrivatePart } from "../../kv/private_parts.ts";
import { consultation, RETENTION } from "./consultation_scene.ts";
import { NOW, PERSON, practiceWith } from "./practice_scene.ts";
import { beforeNextCommit, testOnStores } from "./stores.ts";

testOnStores(
  "replacePrivatePart: the first comes with its consultation, and each version follows the one before",
  async (kv) => {
    const keep = { retentionMs: RETENTION, nowMs: NOW };
    const { room, expiresAtMs } = await consultation(kv, { sealed: "one" });
    const read = async (practiceId = "practice", nowMs = NOW) =>
      (await readPrivateParts(kv, practiceId, [room, "unknown"], nowMs)).map(({ version, sealed }) => [
        version,
        sealed,
      ]);
    assert.deepEqual(await read(), [[1, "one"]]);
    assert.deepEqual(await read("foreign"), []);
    await consultation(kv, { room, sealed: "again" });
    assert.deepEqual(await read(), [[1, "one"]], "a repeated creation changes nothing");
    const put = (version: number, sealed: string) => replacePrivatePart(kv, room, { version, sealed }, keep);
    const races = await Promise.all(["a", "b", "c"].map((sealed) => put(2, sealed)));
    assert.equal(races.filter((result) => "refusal" in result).length, 2, "one wins");
    const winner = races.findIndex((result) => "room" in result);
    assert.deepEqual(await read(), [[2, ["a", "b", "c"][winner]]]);
    assert.ok("room" in await put(2, ["a", "b", "c"][winner]!), "a lost answer, sent again");
    for (const version of [1, 2, 4]) {
      assert.deepEqual(await put(version, "x"), {
        refusal: "version_conflict",
      });
    }
    assert.equal((await findConsultation(kv, room, NOW))?.privateVersion, 2);
    await setRoomLocked(kv, room, true, keep);
    assert.equal((await findConsultation(kv, room, NOW))?.privateVersion, 2);
    assert.deepEqual(await read("practice", expiresAtMs), [], "dead with the code");
    await cancelConsultation(kv, room, NOW);
    assert.deepEqual(await put(3, "x"), { refusal: "consultation_unknown" });
    assert.equal((await kv.get(privatePartKey(room))).value, null);
  },
);

testOnStores(
  "setPrivatePart: what was sealed before a rotation and arrives after it is refused, not lost in silence",
  async (kv) => {
    const { practiceId, signIn, remove } = await practiceWith(kv, "a@x", "b@x");
    const mine = await signIn(PERSON.email);
    const times = { startsAtMs: NOW, lobbyMs: 1, retentionMs: RETENTION, nowMs: NOW };
    const create = async (keyEpoch: number) =>
      await createConsultation(kv, {
        room: randomSecret(128),
        practiceId,
        createdBy: "first",
        locatorDigits: 5,
        sealed: "one",
        keyEpoch,
        ...times,
      });
    const made = await create(1);
    assert.ok("room" in made);
    const { room } = made;
    const part = { version: 2, sealed: "two", keyEpoch: 1 };
    // The request has passed the check of its sign-in; then the practice gets another key.
    beforeNextCommit(kv, () => remove("a@x", mine, 2, ["first", "b@x"]));
    const keep = { retentionMs: RETENTION, nowMs: NOW };
    assert.deepEqual(await replacePrivatePart(kv, room, part, keep), { refusal: "signed_out" });
    const late = { refusal: "signed_out" };
    assert.deepEqual(await replaceLocator(kv, room, { locatorDigits: 5, part, ...keep }), late);
    assert.deepEqual(await moveConsultation(kv, room, { ...times, part }), late);
    assert.deepEqual(await create(1), late);
    const [stored] = await readPrivateParts(kv, practiceId, [room], NOW);
    assert.deepEqual([stored?.version, stored?.sealed], [1, "one"]);
    assert.ok("room" in await replacePrivatePart(kv, room, { ...part, keyEpoch: 2 }, keep));
    assert.deepEqual((await kv.get(privatePartKey(room))).value, { version: 2, sealed: "two" });
  },
);
