import assert from "node:assert/strict";
import { findKeyring } from "../../kv/keyrings.ts";
import { memberRotationsPrefix } from "../../kv/keys.ts";
import { findMemberByEmail, listMembers } from "../../kv/members.ts";
import { replacePrivatePart } from "../../kv/private_parts.ts";
import { findSession } from "../../kv/sessions.ts";
import { MEMBER_LIMITS } from "../../wire/limits.ts";
import { consultation, RETENTION } from "./consultation_scene.ts";
import { NOW, PERSON, practiceWith } from "./practice_scene.ts";
import { beforeNextCommit, beforeNextList, testOnStores } from "./stores.ts";

testOnStores(
  "removeMember: the member is out at once; the others have a new key and sign in again",
  async (kv) => {
    const { practiceId, first, invite, join, signIn, remove } = await practiceWith(kv, "a@x", "b@x");
    const [mine, theirs, gone] = [await signIn(PERSON.email), await signIn("a@x"), await signIn("b@x")];
    await invite("practitioner", "open");
    const isIn = async (secret: string) =>
      await findSession(kv, secret, { isUse: true, nowMs: NOW }) !== undefined;
    assert.deepEqual(
      await remove("b@x", mine, 2, ["first"]),
      { refusal: "members_changed" },
      "one is missing",
    );
    assert.deepEqual(await remove("b@x", mine, 3, ["first", "a@x"]), { refusal: "members_changed" });
    assert.deepEqual(await remove("nobody", mine, 2, ["first", "a@x", "b@x"]), { refusal: "member_unknown" });
    assert.ok(await isIn(gone));
    const seals = ["one", "two", "three"];
    const races = await Promise.all(seals.map((seal) => remove("b@x", mine, 2, ["first", "a@x"], seal)));
    assert.equal(races.filter((result) => result === true).length, 1);
    const seal = seals[races.indexOf(true)]!;
    assert.deepEqual([await isIn(mine), await isIn(theirs), await isIn(gone)], [true, false, false]);
    assert.equal(await findMemberByEmail(kv, "b@x"), undefined);
    assert.deepEqual((await listMembers(kv, practiceId)).map(({ id }) => id).sort(), ["a@x", "first"]);
    assert.deepEqual(
      await join("open", "c@x"),
      { refusal: "member_invitation_unknown" },
      "it carries the old key",
    );
    for (const id of ["first", "a@x"]) {
      const keyring = await findKeyring(kv, id);
      assert.deepEqual(keyring?.rotations, [{ epoch: 2, sealed: `${seal} ${id}` }]);
      assert.equal(keyring?.keys.publicKey, `new ${id}`);
      assert.equal(keyring?.keys.epoch, 1);
    }
    assert.equal(await findKeyring(kv, "b@x"), undefined);
    assert.deepEqual(await remove("b@x", mine, 3, ["first", "a@x"]), { refusal: "member_unknown" });
    await invite("assistant", "new", 2);
    assert.ok("member" in await join("new", "b@x", 2), "the address is free again");
    assert.ok(await isIn(await signIn("a@x")));
    assert.equal(first.role, "practitioner");
  },
);

testOnStores(
  "removeMember: in a full practice one after the other is removed, after any number of rotations",
  async (kv) => {
    const some = Array.from({ length: MEMBER_LIMITS.members - 2 }, (_, i) => `${i}@x`);
    const { practiceId, invite, join, signIn, remove } = await practiceWith(kv, ...some);
    const mine = await signIn(PERSON.email);
    const staying = (await listMembers(kv, practiceId)).map(({ id }) => id);
    const seal = "x".repeat(300); // as long as a real one
    for (let epoch = 1; epoch <= 30; epoch++) {
      await invite("assistant", "short", epoch);
      assert.ok("member" in await join("short", "short@x", epoch));
      assert.equal(await remove("short@x", mine, epoch + 1, staying, seal), true);
      assert.equal((await Array.fromAsync(kv.list({ prefix: memberRotationsPrefix("short@x") }))).length, 0);
    }
    const { rotations = [] } = await findKeyring(kv, "first") ?? {};
    assert.deepEqual(rotations.map(({ epoch }) => epoch), Array.from({ length: 30 }, (_, i) => i + 2));
  },
);

testOnStores("removeMember: a member who joins meanwhile is noticed", async (kv) => {
  const { invite, join, signIn, remove } = await practiceWith(kv, "a@x");
  const mine = await signIn(PERSON.email);
  await invite("assistant", "late");
  const [removed, joined] = await Promise.all([remove("a@x", mine, 2, ["first"]), join("late", "late@x")]);
  // Whichever comes first, nobody is left without the key that counts.
  assert.equal(removed === true, !("member" in joined));
});

testOnStores(
  "removeMember: a removed member removes nobody, not even at the same moment",
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

testOnStores(
  "renewPracticeKey: nobody leaves; all have the new key, and only the requesting sign-in stays",
  async (kv) => {
    const { practiceId, invite, join, signIn, renew } = await practiceWith(kv, "a@x", "b@x");
    const all = ["first", "a@x", "b@x"];
    const [mine, other, theirs] = [
      await signIn(PERSON.email),
      await signIn(PERSON.email),
      await signIn("a@x"),
    ];
    await invite("practitioner", "open");
    const isIn = async (secret: string) =>
      await findSession(kv, secret, { isUse: true, nowMs: NOW }) !== undefined;
    const refused = { refusal: "members_changed" };
    assert.deepEqual(await renew(mine, 2, ["first", "a@x"]), refused, "one is missing");
    assert.deepEqual(await renew(mine, 2, [...all, "c@x"]), refused, "one is too many");
    assert.deepEqual(await renew(mine, 2, [...all, "first"]), refused, "one is there twice");
    assert.deepEqual(await renew(mine, 3, all), refused, "an epoch is left out");
    assert.deepEqual(await renew("nobody", 2, all), { refusal: "signed_out" });
    assert.ok(await isIn(theirs), "nothing has happened");
    const seals = ["one", "two", "three"];
    const races = await Promise.all(seals.map((seal) => renew(mine, 2, all, seal)));
    assert.equal(races.filter((result) => result === true).length, 1);
    const seal = seals[races.indexOf(true)]!;
    assert.equal(await renew(mine, 2, all, seal), true, "the answer was lost");
    assert.deepEqual([await isIn(mine), await isIn(other), await isIn(theirs)], [true, false, false]);
    assert.deepEqual((await listMembers(kv, practiceId)).map(({ id }) => id).sort(), [...all].sort());
    for (const id of all) {
      const keyring = await findKeyring(kv, id);
      assert.deepEqual(keyring?.rotations, [{ epoch: 2, sealed: `${seal} ${id}` }]);
      assert.deepEqual([keyring.keys.publicKey, keyring.keys.epoch], [`new ${id}`, 1]);
    }
    assert.deepEqual(
      await join("open", "c@x"),
      { refusal: "member_invitation_unknown" },
      "it carries the old key",
    );
    assert.deepEqual(await renew(theirs, 3, all), { refusal: "signed_out" });
    assert.equal(await renew(await signIn("a@x"), 3, all), true);
    assert.equal(await isIn(mine), false);
  },
);

testOnStores("renewPracticeKey: what changes at the same moment is not lost", async (kv) => {
  const { practiceId, invite, join, signIn, renew } = await practiceWith(kv);
  const mine = await signIn(PERSON.email);
  await invite("assistant", "late");
  const [renewed, joined] = await Promise.all([renew(mine, 2, ["first"]), join("late", "late@x")]);
  // Whichever comes first, nobody is left without the key that counts.
  assert.equal(renewed === true, !("member" in joined));
  const epoch = renewed === true ? 3 : 2;
  const members = (await listMembers(kv, practiceId)).map(({ id }) => id);
  const { room } = await consultation(kv, { practiceId, sealed: "one" });
  const replaced = { version: 2, sealed: "two" };
  beforeNextCommit(
    kv,
    () => replacePrivatePart(kv, room, replaced, { retentionMs: RETENTION, nowMs: NOW }),
  );
  assert.deepEqual(await renew(mine, epoch, members), { refusal: "records_changed" });
  assert.equal(await renew(mine, epoch, members), true);
});

testOnStores("renewPracticeKey: in a full practice, too", async (kv) => {
  const some = Array.from({ length: MEMBER_LIMITS.members - 1 }, (_, i) => `${i}@x`);
  const { practiceId, signIn, renew } = await practiceWith(kv, ...some);
  const all = (await listMembers(kv, practiceId)).map(({ id }) => id);
  assert.equal(await renew(await signIn(PERSON.email), 2, all, "x".repeat(300)), true);
});
