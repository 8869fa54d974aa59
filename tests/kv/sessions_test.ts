import assert from "node:assert/strict";
import { listenToChanges } from "../../kv/bumps.ts";
import { hashSecret, randomSecret } from "../../kv/hashes.ts";
import { type Practice, practiceKey, sessionKey } from "../../kv/keys.ts";
import { findMemberByEmail } from "../../kv/members.ts";
import { changePassphrase, checkAuthKey } from "../../kv/passphrases.ts";
import { createPractice } from "../../kv/practices.ts";
import {
  endOtherSessions,
  endSession,
  endSessionById,
  endSessionsOf,
  findSession,
  keepSessionInUse,
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
    const session = await usedUntil(kv, secret, NOW + MEMBER_LIMITS.sessionMs - 1);
    assert.equal(session?.member.id, created.member.id);
    assert.equal(
      await findSession(kv, secret, { isUse: true, nowMs: NOW + MEMBER_LIMITS.sessionMs }),
      undefined,
    );
    assert.equal(await findSession(kv, randomSecret(256), { isUse: true, nowMs: NOW }), undefined);
    await endSession(kv, session!.sessionHash);
    assert.equal(await findSession(kv, secret, { isUse: true, nowMs: NOW }), undefined);
  },
);

/** Uses a sign-in every half hour; what is found at last. */
async function usedUntil(kv: Deno.Kv, secret: string, endMs: number) {
  for (let nowMs = NOW; nowMs < endMs; nowMs += 30 * 60_000) {
    await findSession(kv, secret, { isUse: true, nowMs });
  }
  return await findSession(kv, secret, { isUse: true, nowMs: endMs });
}

testOnStores(
  "findSession: without use a sign-in ends after an hour, or after what the practice has chosen",
  async (kv) => {
    const { first, signIn, practiceId } = await practiceWith(kv);
    const minutes = (count: number) => NOW + count * 60_000;
    const secret = await signIn(PERSON.email);
    const found = async (nowMs: number, isUse: boolean, of = secret) =>
      await findSession(kv, of, { isUse, nowMs }) !== undefined;
    assert.equal(await found(minutes(30), false), true);
    assert.equal(await found(minutes(59.9), false), true, "a poll is answered");
    assert.equal(await found(minutes(60), false), false, "and counts as no use");
    assert.equal(await found(minutes(60), true), false, "what comes too late counts no more");
    const used = await signIn(PERSON.email);
    assert.equal(await found(minutes(50), true, used), true);
    assert.equal(await found(minutes(109), false, used), true);
    assert.equal(await found(minutes(110), false, used), false);
    assert.deepEqual(await listSessions(kv, { ...(await known()), nowMs: minutes(110) }), []);

    const inCall = await signIn(PERSON.email);
    const keep = (memberId: string | undefined, nowMs: number) =>
      keepSessionInUse(kv, { secret: inCall, memberId, nowMs });
    await keep(first.id, minutes(50));
    assert.equal(await found(minutes(100), false, inCall), true, "a call runs");
    await keep("somebody else", minutes(105));
    await keep(undefined, minutes(105));
    assert.equal(
      await found(minutes(110), false, inCall),
      false,
      "the call of another member is none of its own",
    );

    const { value: practice } = await kv.get<Practice>(practiceKey(practiceId));
    await kv.set(practiceKey(practiceId), { ...practice!, idleMinutes: 15 });
    const short = await signIn(PERSON.email);
    assert.equal(await found(minutes(14.9), false, short), true);
    assert.equal(await found(minutes(15), false, short), false);

    async function known() {
      const fresh = await signIn(PERSON.email);
      return (await findSession(kv, fresh, { isUse: false, nowMs: NOW }))!;
    }
  },
);

testOnStores(
  "endSessionsOf: another member's end everywhere, with the host seats; the account stays",
  async (kv) => {
    const { first, practiceId, signIn } = await practiceWith(kv, "b@x.example");
    const mine = await signIn(PERSON.email);
    const theirs = [await signIn("b@x.example"), await signIn("b@x.example")];
    const heard: string[] = [];
    const stop = listenToChanges(kv, ({ topic }) => heard.push(topic));
    const end = (memberId: string, secret = mine) =>
      endSessionsOf(kv, { sessionHash: hashSecret(secret), memberId, nowMs: NOW });
    assert.deepEqual(await end("nobody"), { refusal: "member_unknown" });
    assert.equal(await end("b@x.example"), true);
    stop();
    assert.ok(heard.includes(practiceId), "a list that waits in one of them hears of it");
    for (const secret of theirs) {
      assert.equal(await findSession(kv, secret, { isUse: true, nowMs: NOW }), undefined);
    }
    assert.equal((await findSession(kv, mine, { isUse: true, nowMs: NOW }))?.member.id, first.id);
    const again = await signIn("b@x.example");
    assert.ok(await findSession(kv, again, { isUse: true, nowMs: NOW }), "the account is as it was");
    assert.deepEqual(await end(first.id, theirs[0]), { refusal: "signed_out" });
  },
);

testOnStores("endOtherSessions: all others end at once", async (kv) => {
  const { signIn } = await practiceWith(kv);
  const [one, other] = [await signIn(PERSON.email), await signIn(PERSON.email)];
  const who = async () => (await findSession(kv, one, { isUse: true, nowMs: NOW }))!;
  const { member, practice } = await who();
  assert.equal((await listSessions(kv, { member, practice, nowMs: NOW })).length, 2);
  const heard: string[] = [];
  const stop = listenToChanges(kv, ({ topic }) => heard.push(topic));
  assert.equal(await endOtherSessions(kv, hashSecret(one), NOW), true);
  stop();
  assert.deepEqual(heard, [practice.id], "a list that waits in one of them hears of it");
  assert.equal(await findSession(kv, other, { isUse: true, nowMs: NOW }), undefined);
  const left = await listSessions(kv, { ...await who(), nowMs: NOW });
  assert.deepEqual(left.map(({ hash }) => hash), [hashSecret(one)]);
});

testOnStores("endSessionById: one ends by its id, for its member only", async (kv) => {
  const { signIn } = await practiceWith(kv, "b@x.example");
  const [one, other] = [await signIn(PERSON.email), await signIn(PERSON.email)];
  const { member, practice } = (await findSession(kv, one, { isUse: true, nowMs: NOW }))!;
  const { id } = (await listSessions(kv, { member, practice, nowMs: NOW }))
    .find(({ hash }) => hash === hashSecret(other))!;
  assert.equal(await endSessionById(kv, "b@x.example", id), false, "somebody else's");
  assert.ok(await findSession(kv, other, { isUse: true, nowMs: NOW }));
  assert.equal(await endSessionById(kv, member.id, id), true);
  assert.equal(await endSessionById(kv, member.id, id), false, "twice");
  assert.equal(await findSession(kv, other, { isUse: true, nowMs: NOW }), undefined);
  assert.ok(await findSession(kv, one, { isUse: true, nowMs: NOW }));
});

testOnStores("listSessions: when each was last used, to about five minutes", async (kv) => {
  const { signIn } = await practiceWith(kv);
  const secret = await signIn(PERSON.email);
  const seenAt = async (nowMs: number) => {
    const { member, practice } = (await findSession(kv, secret, { isUse: true, nowMs: nowMs }))!;
    return (await listSessions(kv, { member, practice, nowMs }))[0]!.seenAtMs - NOW;
  };
  const every = MEMBER_LIMITS.sessionSeenEveryMs;
  assert.deepEqual([await seenAt(NOW), await seenAt(NOW + every - 1)], [0, 0]);
  assert.equal(await seenAt(NOW + every), every);
  assert.equal(await seenAt(NOW + every + 1), every);
  // Being used makes nothing longer.
  assert.equal(
    await findSession(kv, secret, { isUse: true, nowMs: NOW + MEMBER_LIMITS.sessionMs }),
    undefined,
  );
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
    assert.ok(await findSession(kv, mine, { isUse: true, nowMs: NOW }));
    assert.equal(await findSession(kv, ended, { isUse: true, nowMs: NOW }), undefined);
  },
);

testOnStores("findSession: a change during the look-up signs out nobody who is in", async (kv) => {
  const { signIn } = await practiceWith(kv);
  const secret = await signIn(PERSON.email);
  const hash = hashSecret(secret);
  afterNextGet(kv, sessionKey(hash), () => endOtherSessions(kv, hash, NOW));
  assert.ok(await findSession(kv, secret, { isUse: true, nowMs: NOW }));
});

testOnStores("startSession: not by a proof that is outdated", async (kv) => {
  const { signIn } = await practiceWith(kv);
  const proved = (await findMemberByEmail(kv, PERSON.email))!;
  await endOtherSessions(kv, hashSecret(await signIn(PERSON.email)), NOW);
  assert.deepEqual(await startSession(kv, proved, { device: "", nowMs: NOW }), { refusal: "signed_out" });
});
