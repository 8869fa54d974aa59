import assert from "node:assert/strict";
import { consumePasskeyChallenge, createPasskeyChallenge } from "../../kv/passkey_challenges.ts";
import { MEMBER_LIMITS } from "../../wire/limits.ts";
import { NOW } from "./practice_scene.ts";
import { testOnStores } from "./stores.ts";

testOnStores("consumePasskeyChallenge: once, in time, by the member it was given to", async (kv) => {
  const spend = async (challenge: string, memberId?: string, nowMs = NOW) =>
    await consumePasskeyChallenge(kv, challenge, memberId, nowMs);
  const once = await createPasskeyChallenge(kv, undefined, NOW);
  assert.deepEqual([await spend(once), await spend(once)], [true, false]);
  const raced = await createPasskeyChallenge(kv, undefined, NOW);
  const results = await Promise.all(Array.from({ length: 8 }, () => spend(raced)));
  assert.equal(results.filter(Boolean).length, 1);
  const late = await createPasskeyChallenge(kv, undefined, NOW);
  assert.equal(await spend(late, undefined, NOW + MEMBER_LIMITS.passkeyChallengeMs), false);
  const mine = await createPasskeyChallenge(kv, "me", NOW);
  assert.deepEqual([await spend(mine, "you"), await spend(mine, "me")], [false, false], "a try uses it up");
  const anybodys = await createPasskeyChallenge(kv, undefined, NOW);
  assert.equal(await spend(anybodys, "me"), false);
  assert.equal(await spend("made up"), false);
  assert.equal(await spend(await createPasskeyChallenge(kv, "me", NOW), "me"), true);
});
