import assert from "node:assert/strict";
import { listenToChanges } from "../../kv/bumps.ts";
import { hashSecret } from "../../kv/hashes.ts";
import { memberRotationsPrefix, practiceMembersPrefix, sessionKey } from "../../kv/keys.ts";
import { withdrawMemberInvitation } from "../../kv/member_invitations.ts";
import { findMemberByEmail, listMembers } from "../../kv/members.ts";
import { readMembership } from "../../kv/membership.ts";
import { addPasskey, recordPasskeyUse, removePasskey } from "../../kv/passkeys.ts";
import { changePassphrase } from "../../kv/passphrases.ts";
import {
  endOtherSessions,
  endSessionById,
  findSession,
  listSessions,
  startSession,
} from "../../kv/sessions.ts";
import { LIMITS } from "../../wire/limits.ts";
import { NOW, PASSKEY, PERSON, practiceWith } from "./practice_scene.ts";
import { afterNextGet, beforeNextCommit, beforeNextList, loseNextAnswer, testOnStores } from "./stores.ts";

testOnStores("sessions: listed by device; all others end at once", async (kv) => {
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

testOnStores("sessions: one that has just ended ends no other, and changes nothing", async (kv) => {
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
});

testOnStores(
  "sessions: whoever is removed removes nobody any more, not even in the same moment",
  async (kv) => {
    const { practiceId, signIn, invite, join, remove } = await practiceWith(kv);
    await invite("practitioner", "token");
    assert.ok("member" in await join("token", "b@x"));
    const [mine, theirs] = [await signIn(PERSON.email), await signIn("b@x")];
    const back: unknown[] = [];
    // Their record is still there: it is cleared away after the removal.
    beforeNextList(
      kv,
      memberRotationsPrefix("b@x"),
      async () => back.push(await remove("first", theirs, 3, [])),
    );
    assert.equal(await remove("b@x", mine, 2, ["first"]), true);
    assert.deepEqual(back, [{ refusal: "signed_out" }]);
    assert.deepEqual(
      (await listMembers(kv, practiceId)).map(({ id }) => id),
      ["first"],
    );
  },
);

testOnStores("findSession: what changes while it is looked up signs nobody out who is in", async (kv) => {
  const { signIn } = await practiceWith(kv);
  const secret = await signIn(PERSON.email);
  const hash = hashSecret(secret);
  afterNextGet(kv, sessionKey(hash), () => endOtherSessions(kv, hash, NOW));
  assert.ok(await findSession(kv, secret, NOW));
});

testOnStores("startSession: not by a proof that counts no more", async (kv) => {
  const { signIn } = await practiceWith(kv);
  const proved = (await findMemberByEmail(kv, PERSON.email))!;
  await endOtherSessions(kv, hashSecret(await signIn(PERSON.email)), NOW);
  assert.deepEqual(await startSession(kv, proved, { device: "", nowMs: NOW }), { refusal: "signed_out" });
});

testOnStores(
  "removePasskey: a sign-in with it at the same moment ends, and one after it does not begin",
  async (kv) => {
    const { first, signIn } = await practiceWith(kv);
    const passkey = await addPasskey(kv, { ...PASSKEY, memberId: first.id, nowMs: NOW });
    assert.ok("id" in passkey);
    const mine = await signIn(PERSON.email);
    const secrets: string[] = [];
    assert.equal(await recordPasskeyUse(kv, PASSKEY.credentialId, 0, NOW), true);
    beforeNextCommit(kv, async () => secrets.push(await signIn(PERSON.email, passkey.id)));
    const removal = { memberId: first.id, id: passkey.id, sessionHash: hashSecret(mine) };
    assert.equal(await removePasskey(kv, removal), true);
    assert.equal(await findSession(kv, secrets[0]!, NOW), undefined);
    const late = await startSession(kv, first, { device: "", passkeyId: passkey.id, nowMs: NOW });
    assert.deepEqual(late, { refusal: "signed_out" });
    assert.ok(await findSession(kv, mine, NOW));
  },
);

testOnStores(
  "addPasskey: not by a passphrase that was just changed; a lost answer refuses nobody",
  async (kv) => {
    const { first, signIn } = await practiceWith(kv);
    const sessionHash = hashSecret(await signIn(PERSON.email));
    const passphrase = { kdfSalt: "t", authKey: "new", wrappedKey: "w" };
    beforeNextCommit(kv, () => changePassphrase(kv, { sessionHash, authKey: "k", passphrase, nowMs: NOW }));
    const add = (authKey: string) => addPasskey(kv, { ...PASSKEY, authKey, memberId: first.id, nowMs: NOW });
    assert.deepEqual(await add("k"), { refusal: "passphrase_wrong" });
    loseNextAnswer(kv);
    assert.ok("id" in await add("new"));
    assert.deepEqual(await add("new"), { refusal: "passkey_exists" });
  },
);

testOnStores("withdrawMemberInvitation: not one that was used at the same moment", async (kv) => {
  const { practiceId, invite, join } = await practiceWith(kv);
  const invitation = await invite("practitioner", "token");
  assert.ok("id" in invitation);
  beforeNextCommit(kv, () => join("token", "b@x"));
  assert.equal(await withdrawMemberInvitation(kv, practiceId, invitation.id), false);
  assert.equal((await listMembers(kv, practiceId)).length, 2);
});

testOnStores("readMembership: keys, members and invitations are of one moment", async (kv) => {
  const { practiceId, signIn, remove } = await practiceWith(kv, "b@x");
  const mine = await signIn(PERSON.email);
  beforeNextList(kv, practiceMembersPrefix(practiceId), () => remove("b@x", mine, 2, ["first"]));
  const { practice, members } = (await readMembership(kv, practiceId, NOW))!;
  assert.equal(practice.keyEpoch, 2);
  assert.deepEqual(members.map(({ id, publicKey }) => [id, publicKey]), [["first", "new first"]]);
});
