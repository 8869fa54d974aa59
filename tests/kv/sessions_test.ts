import assert from "node:assert/strict";
import { listenToChanges } from "../../kv/bumps.ts";
import { hashSecret, randomSecret } from "../../kv/hashes.ts";
import { sessionKey } from "../../kv/keys.ts";
import { findMemberByEmail } from "../../kv/members.ts";
import { changePassphrase, checkAuthKey } from "../../kv/passphrases.ts";
import { createPractice } from "../../kv/practices.ts";
import {
  endOtherSessions,
  endSession,
  endSessionById,
  findSession,
  listSessions,
  startSession,
} from "../../kv/sessions.ts";
import { MEMBER_LIMITS } from "../../wire/limits.ts";
import { NOW, PERSON, practiceWith } from "./practice_scene.ts";
import { afterNextGet, beforeNextCommit, testOnStores } from "./stores.ts";

testOnStores(
  "startSession, findSession, endSession: the secret is hashed, expires, and can be revoked",
  async (kv) => {
    const created = await createPractice(kv, { ...PERSON, authKey: "right" });
    assert.ok("member" in created);
    const member = await findMemberByEmail(kv, PERSON.email);
    assert.equal(checkAuthKey(member, "right"), true);
    assert.equal(checkAuthKey(member, "wrong"), false);
    assert.equal(checkAuthKey(undefined, "nobody"), false);
    const started = await startSession(kv, created.member, { device: "Firefox", nowMs: NOW });
    assert.ok("secret" in started);
    const { secret } = started;
    for await (const { key, value } of kv.list({ prefix: [] })) {
      assert.ok(!JSON.stringify([key, value]).includes(secret), "the secret is not stored");
    }
    const session = await findSession(kv, secret, NOW + MEMBER_LIMITS.sessionMs - 1);
    assert.equal(session?.member.id, created.member.id);
    assert.equal(await findSession(kv, secret, NOW + MEMBER_LIMITS.sessionMs), undefined);
    assert.equal(await findSession(kv, randomSecret(256), NOW), undefined);
    await endSession(kv, session!.sessionHash);
    assert.equal(await findSession(kv, secret, NOW), undefined);
  },
);

testOnStores("endOtherSessions: all others end at once", async (kv) => {
  const { signIn } = await practiceWith(kv);
  const [one, other] = [await signIn(PERSON.email), await signIn(PERSON.email)];
  const who = async () => (await findSession(kv, one, NOW))!;
  const { member, practice } = await who();
  assert.equal((await listSessions(kv, { member, practice, nowMs: NOW })).length, 2);
  const heard: string[] = [];
  const stop = listenToChanges(kv, ({ topic }) => heard.push(topic));
  assert.equal(await endOtherSessions(kv, hashSecret(one), NOW), true);
  stop();
  assert.deepEqual(heard, [practice.id], "a list that waits in one of them hears of it");
  assert.equal(await findSession(kv, other, NOW), undefined);
  const left = await listSessions(kv, { ...await who(), nowMs: NOW });
  assert.deepEqual(left.map(({ hash }) => hash), [hashSecret(one)]);
});

testOnStores("endSessionById: one ends by its id, for its member only", async (kv) => {
  const { signIn } = await practiceWith(kv, "b@x.example");
  const [one, other] = [await signIn(PERSON.email), await signIn(PERSON.email)];
  const { member, practice } = (await findSession(kv, one, NOW))!;
  const { id } = (await listSessions(kv, { member, practice, nowMs: NOW }))
    .find(({ hash }) => hash === hashSecret(other))!;
  assert.equal(await endSessionById(kv, "b@x.example", id), false, "somebody else's");
  assert.ok(await findSession(kv, other, NOW));
  assert.equal(await endSessionById(kv, member.id, id), true);
  assert.equal(await endSessionById(kv, member.id, id), false, "twice");
  assert.equal(await findSession(kv, other, NOW), undefined);
  assert.ok(await findSession(kv, one, NOW));
});

testOnStores("listSessions: when each was last used, to about five minutes", async (kv) => {
  const { signIn } = await practiceWith(kv);
  const secret = await signIn(PERSON.email);
  const seenAt = async (nowMs: number) => {
    const { member, practice } = (await findSession(kv, secret, nowMs))!;
    return (await listSessions(kv, { member, practice, nowMs }))[0]!.seenAtMs - NOW;
  };
  const every = MEMBER_LIMITS.sessionSeenEveryMs;
  assert.deepEqual([await seenAt(NOW), await seenAt(NOW + every - 1)], [0, 0]);
  assert.equal(await seenAt(NOW + every), every);
  assert.equal(await seenAt(NOW + every + 1), every);
  // Being used makes nothing longer.
  assert.equal(await findSession(kv, secret, NOW + MEMBER_LIMITS.sessionMs), undefined);
});

testOnStores(
  "endOtherSessions: a sign-in that has just ended ends no other, and changes nothing",
  async (kv) => {
    const { signIn } = await practiceWith(kv);
    const [mine, ended] = [await signIn(PERSON.email), await signIn(PERSON.email)];
    const end = (secret: string) => endOtherSessions(kv, hashSecret(secret), NOW);
    beforeNextCommit(kv, () => end(mine));
    assert.equal(await end(ended), false);
    const change = {
      sessionHash: hashSecret(ended),
      authKey: "k",
      passphrase: { kdfSalt: "t", authKey: "t", wrappedKey: "t" },
      nowMs: NOW,
    };
    assert.deepEqual(await changePassphrase(kv, change), { refusal: "signed_out" });
    assert.ok(await findSession(kv, mine, NOW));
    assert.equal(await findSession(kv, ended, NOW), undefined);
  },
);

testOnStores("findSession: a change during the look-up signs out nobody who is in", async (kv) => {
  const { signIn } = await practiceWith(kv);
  const secret = await signIn(PERSON.email);
  const hash = hashSecret(secret);
  afterNextGet(kv, sessionKey(hash), () => endOtherSessions(kv, hash, NOW));
  assert.ok(await findSession(kv, secret, NOW));
});

testOnStores("startSession: not by a proof that is outdated", async (kv) => {
  const { signIn } = await practiceWith(kv);
  const proved = (await findMemberByEmail(kv, PERSON.email))!;
  await endOtherSessions(kv, hashSecret(await signIn(PERSON.email)), NOW);
  assert.deepEqual(await startSession(kv, proved, { device: "", nowMs: NOW }), { refusal: "signed_out" });
});
