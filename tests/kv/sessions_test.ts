import assert from "node:assert/strict";
import { listenToChanges } from "../../kv/bumps.ts";
import { hashSecret } from "../../kv/hashes.ts";
import { endOtherSessions, endSessionById, findSession, listSessions } from "../../kv/sessions.ts";
import { LIMITS } from "../../wire/limits.ts";
import { NOW, PERSON, practiceWith } from "./practice_scene.ts";
import { testOnStores } from "./stores.ts";

testOnStores("sessions: listed by device; all others end at once", async (kv) => {
  const { first, signIn } = await practiceWith(kv);
  const [one, other] = [await signIn(PERSON.email), await signIn(PERSON.email)];
  const who = async () => (await findSession(kv, one, NOW))!;
  const { member, practice } = await who();
  assert.equal((await listSessions(kv, { member, practice, nowMs: NOW })).length, 2);
  const heard: string[] = [];
  const stop = listenToChanges(kv, ({ room }) => heard.push(room));
  assert.equal(await endOtherSessions(kv, first.id, hashSecret(one), NOW), true);
  stop();
  assert.deepEqual(heard, [practice.id], "a list that waits in one of them hears of it");
  assert.equal(await findSession(kv, other, NOW), undefined);
  const left = await listSessions(kv, { ...await who(), nowMs: NOW });
  assert.deepEqual(left.map(({ hash }) => hash), [hashSecret(one)]);
});

testOnStores("sessions: one ends by its id, for its member only", async (kv) => {
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

testOnStores("sessions: tell when they were last used, to about five minutes", async (kv) => {
  const { signIn } = await practiceWith(kv);
  const secret = await signIn(PERSON.email);
  const seenAt = async (nowMs: number) => {
    const { member, practice } = (await findSession(kv, secret, nowMs))!;
    return (await listSessions(kv, { member, practice, nowMs }))[0]!.seenAtMs - NOW;
  };
  const every = LIMITS.sessionSeenEveryMs;
  assert.deepEqual([await seenAt(NOW), await seenAt(NOW + every - 1)], [0, 0]);
  assert.equal(await seenAt(NOW + every), every);
  assert.equal(await seenAt(NOW + every + 1), every);
  // Being used makes nothing longer.
  assert.equal(await findSession(kv, secret, NOW + LIMITS.sessionMs), undefined);
});
