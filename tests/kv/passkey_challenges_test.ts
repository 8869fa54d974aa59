import assert from "node:assert/strict";
import {
  type ChallengeUse,
  consumePasskeyChallenge,
  createPasskeyChallenge,
} from "../../kv/passkey_challenges.ts";
import { MEMBER_LIMITS } from "../../wire/limits.ts";
import { NOW } from "./practice_scene.ts";
import { testOnStores } from "./stores.ts";

testOnStores(
  "consumePasskeyChallenge: once, in time, for the use and by the member it was given to",
  async (kv) => {
    const spend = async (challenge: string, use: ChallengeUse = {}, nowMs = NOW) =>
      await consumePasskeyChallenge(kv, challenge, use, nowMs);
    const create = (use: ChallengeUse = {}) => createPasskeyChallenge(kv, use, NOW);
    const once = await create();
    assert.deepEqual([await spend(once), await spend(once)], [true, false]);
    const raced = await create();
    const results = await Promise.all(Array.from({ length: 8 }, () => spend(raced)));
    assert.equal(results.filter(Boolean).length, 1);
    const late = await create();
    assert.equal(await spend(late, {}, NOW + MEMBER_LIMITS.passkeyChallengeMs), false);
    const mine = await create({ memberId: "me" });
    assert.deepEqual([await spend(mine, { memberId: "you" }), await spend(mine, { memberId: "me" })], [
      false,
      false,
    ], "a try uses it up");
    const anybodys = await create();
    assert.equal(await spend(anybodys, { memberId: "me" }), false);
    assert.equal(await spend("made up"), false);
    assert.equal(await spend(await create({ memberId: "me" }), { memberId: "me" }), true);
    const proof = { memberId: "me", purpose: "account" } as const;
    assert.equal(await spend(await create(proof), { memberId: "me" }), false, "a proof adds no passkey");
    assert.equal(await spend(await create(proof), { ...proof, purpose: "practice" }), false);
    assert.equal(await spend(await create({ memberId: "me" }), proof), false);
    assert.equal(await spend(await create(), proof), false);
    assert.equal(await spend(await create(proof), proof), true);
  },
);
