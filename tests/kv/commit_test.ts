import assert from "node:assert/strict";
import { ContentionError, RACE, untilCommitted } from "../../kv/commit.ts";
import { hashSecret, randomSecret } from "../../kv/hashes.ts";
import { takeHostSeat } from "../../kv/host_seats.ts";
import { findKeyring } from "../../kv/keyrings.ts";
import { findMemberByEmail } from "../../kv/members.ts";
import { changePassphrase, checkAuthKey } from "../../kv/passphrases.ts";
import { createPractice } from "../../kv/practices.ts";
import { recoverMember } from "../../kv/recovery_keys.ts";
import { checkSeat } from "../../kv/seats.ts";
import { findSession } from "../../kv/sessions.ts";
import { consultation, RETENTION } from "./consultation_scene.ts";
import { NOW, PERSON, practiceWith } from "./practice_scene.ts";
import { loseNextAnswer, testOnStores } from "./stores.ts";

Deno.test("untilCommitted: tries again after a lost race, and tells the attempt how many it has lost", async () => {
  const lost: number[] = [];
  const result = await untilCommitted((races) => {
    lost.push(races);
    return Promise.resolve(races < 3 ? RACE : "committed");
  });
  assert.equal(result, "committed");
  assert.deepEqual(lost, [0, 1, 2, 3]);
});

Deno.test("untilCommitted: gives up after 20 lost races; another error ends it at once", async () => {
  let attempts = 0;
  await assert.rejects(() => untilCommitted(() => (attempts++, Promise.resolve(RACE))), ContentionError);
  assert.equal(attempts, 20);
  await assert.rejects(() => untilCommitted(() => (attempts++, Promise.reject(new TypeError()))), TypeError);
  assert.equal(attempts, 21);
});

testOnStores("untilCommitted: accounts: a commit whose answer was lost refuses nobody", async (kv) => {
  loseNextAnswer(kv);
  const { practiceId, invite, join, signIn, remove } = await practiceWith(kv);
  assert.deepEqual(
    await createPractice(kv, { ...PERSON, memberId: "other", authKey: "k" }),
    { refusal: "setup_closed" },
    "to anybody else",
  );
  await invite("practitioner", "token");
  loseNextAnswer(kv);
  const joined = await join("token", "b@x");
  assert.ok("member" in joined);
  assert.deepEqual([joined.member.role, joined.practice.id], ["practitioner", practiceId]);
  assert.deepEqual(await join("token", "b@x"), { refusal: "member_invitation_unknown" }, "used up");

  const mine = await signIn(PERSON.email);
  const change = (authKey: string, next: string) =>
    changePassphrase(kv, {
      sessionHash: hashSecret(mine),
      authKey,
      passphrase: { kdfSalt: next, authKey: next, wrappedKey: next },
      nowMs: NOW,
    });
  loseNextAnswer(kv);
  assert.equal(await change("k", "new"), true);
  assert.equal(checkAuthKey(await findMemberByEmail(kv, PERSON.email), "new"), true);
  assert.deepEqual(await change("k", "newer"), { refusal: "passphrase_wrong" });
  assert.ok(await findSession(kv, mine, { isUse: true, nowMs: NOW }), "this sign-in goes on");

  const { room } = await consultation(kv, { practiceId });
  const theirs = await takeHostSeat(kv, {
    room,
    peerId: randomSecret(128),
    memberId: "b@x",
    retentionMs: RETENTION,
    nowMs: NOW,
  });
  assert.ok("token" in theirs);
  loseNextAnswer(kv);
  assert.equal(await remove("b@x", mine, 2, ["first"]), true);
  assert.deepEqual((await findKeyring(kv, "first"))?.rotations, [{ epoch: 2, sealed: "for first" }]);
  assert.deepEqual(await checkSeat(kv, { token: theirs.token, nowMs: NOW }), { refusal: "seat_replaced" });
  assert.deepEqual(await remove("b@x", mine, 3, ["first"]), { refusal: "member_unknown" });

  const recover = (authKey: string, next: string) =>
    recoverMember(kv, {
      email: PERSON.email,
      authKey,
      passphrase: { kdfSalt: next, authKey: next, wrappedKey: next },
      recovery: { authKey: `recovery ${next}`, wrappedKey: next },
    });
  loseNextAnswer(kv);
  const recovered = await recover("recovery", "newest");
  assert.ok("id" in recovered);
  assert.equal(recovered.signInRound, 3, "once");
  assert.deepEqual(await recover("recovery", "newest"), { refusal: "recovery_wrong" }, "used up");
});
