import assert from "node:assert/strict";
import { cancelConsultation } from "../../kv/cancelling.ts";
import { findConsultation, setRoomLocked } from "../../kv/consultations.ts";
import { privatePartKey } from "../../kv/keys.ts";
import { readPrivateParts, replacePrivatePart } from "../../kv/private_parts.ts";
import { consultation, RETENTION } from "./consultation_scene.ts";
import { NOW } from "./practice_scene.ts";
import { testOnStores } from "./stores.ts";

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
