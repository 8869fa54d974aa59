import assert from "node:assert/strict";
import { hashSecret } from "../../kv/hashes.ts";
import { memberInvitationKey } from "../../kv/keys.ts";
import {
  findMemberInvitation,
  joinPractice,
  listMemberInvitations,
  takeInvitationKey,
  withdrawMemberInvitation,
} from "../../kv/member_invitations.ts";
import { listMembers } from "../../kv/members.ts";
import { findPractice } from "../../kv/practices.ts";
import { MEMBER_LIMITS } from "../../wire/limits.ts";
import { NOW, PERSON, practiceWith } from "./practice_scene.ts";
import { beforeNextCommit, testOnStores } from "./stores.ts";

testOnStores("joinPractice: an invitation is used once, by one, within 48 hours", async (kv) => {
  const { practiceId, invite, join } = await practiceWith(kv);
  const find = (token: string, nowMs = NOW) =>
    findMemberInvitation(kv, { token, claim: `claim of ${hashSecret(token)}`, nowMs });
  await invite("assistant", "token");
  const { value: stored } = await Array.fromAsync(kv.list({ prefix: ["member_invitation"] })).then(([e]) =>
    e!
  );
  assert.ok(!JSON.stringify(stored).includes("token"), "a hash is stored");
  const late = NOW + MEMBER_LIMITS.memberInvitationMs;
  assert.equal(await find("token", late), undefined);
  assert.deepEqual(await join("token", "a@x", 1, late), { refusal: "member_invitation_unknown" });
  assert.deepEqual(await join("token", PERSON.email), { refusal: "email_taken" });
  assert.deepEqual(await join("token", "a@x", 2), { refusal: "members_changed" });
  assert.equal((await find("token"))?.invitation.role, "assistant", "still good");
  const joined = await Promise.all(["a@x", "b@x", "c@x"].map((email) => join("token", email)));
  assert.equal(joined.filter((result) => "member" in result).length, 1);
  assert.equal((await listMembers(kv, practiceId)).length, 2);
  assert.deepEqual(await join("token", "d@x"), { refusal: "member_invitation_unknown" });
  const again = await invite("practitioner", "other");
  assert.ok("id" in again);
  assert.equal(await withdrawMemberInvitation(kv, "foreign", again.id), false);
  assert.equal(await withdrawMemberInvitation(kv, practiceId, again.id), true);
  assert.equal(await find("other"), undefined);
});

testOnStores(
  "joinPractice: of two that race for a practice's last place one gets it",
  async (kv) => {
    const some = Array.from({ length: MEMBER_LIMITS.members - 2 }, (_, i) => `${i}@x`);
    const { practiceId, invite, join, signIn, remove } = await practiceWith(kv, ...some);
    await invite("assistant", "one");
    await invite("assistant", "two");
    const joined = await Promise.all([join("one", "one@x"), join("two", "two@x")]);
    const out = joined.findIndex((result) => "refusal" in result);
    assert.deepEqual(joined[out], { refusal: "members_full" });
    const members = (await listMembers(kv, practiceId)).map(({ id }) => id);
    assert.equal(members.length, MEMBER_LIMITS.members);
    const token = ["one", "two"][out]!;
    const claim = `claim of ${hashSecret(token)}`;
    assert.ok(await findMemberInvitation(kv, { token, claim, nowMs: NOW }), "not used up by that");
    const mine = await signIn(PERSON.email);
    assert.equal(await remove("0@x", mine, 2, members.filter((id) => id !== "0@x")), true);
    await invite("assistant", "three", 2);
    assert.ok("member" in await join("three", "three@x", 2));
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

testOnStores(
  "takeInvitationKey: given to one claim only; whoever has merely the link joins no longer",
  async (kv) => {
    const { practiceId, invite } = await practiceWith(kv);
    await invite("assistant", "token");
    const take = (claim: string, nowMs = NOW) => takeInvitationKey(kv, { token: "token", claim, nowMs });
    const join = (claim: string) =>
      joinPractice(kv, {
        ...PERSON,
        token: "token",
        claim,
        email: `${claim}@x`,
        memberId: claim,
        authKey: "k",
        nowMs: NOW,
      });
    const unknown = { refusal: "member_invitation_unknown" };
    assert.deepEqual(await join("bea"), unknown, "not without having taken the key");
    const raced = await Promise.all(["bea", "carl", "dora"].map((claim) => take(claim)));
    const given = raced.filter((key) => typeof key === "string");
    assert.deepEqual(given, [`key for ${hashSecret("token")}`]);
    const mine = ["bea", "carl", "dora"][raced.findIndex((key) => typeof key === "string")]!;
    assert.equal(await take(mine), given[0], "again, after a lost answer");
    assert.deepEqual(await take("eva"), unknown);
    assert.equal(await findMemberInvitation(kv, { token: "token", claim: "eva", nowMs: NOW }), undefined);
    assert.deepEqual(await join("eva"), unknown);
    const practice = (await findPractice(kv, practiceId))!;
    const [listed] = await listMemberInvitations(kv, practice, NOW);
    assert.equal(listed!.claimHash, hashSecret(mine), "the practice sees that somebody has it");
    assert.deepEqual(await take(mine, NOW + MEMBER_LIMITS.memberInvitationMs), unknown);
    assert.ok("member" in await join(mine));
    assert.deepEqual(await take(mine), unknown, "used up");
    for await (const { value } of kv.list({ prefix: ["member_invitation"] })) {
      assert.fail(
        JSON.stringify(value),
      );
    }
  },
);

testOnStores(
  "member invitations of the version before, whose links carried the key, are over",
  async (kv) => {
    const { practiceId } = await practiceWith(kv);
    const expiresAtMs = NOW + 1000;
    await kv.set(memberInvitationKey(hashSecret("old")), {
      id: "old",
      practiceId,
      role: "assistant",
      keyEpoch: 1,
      expiresAtMs,
    });
    const asked = { token: "old", claim: "mine", nowMs: NOW };
    assert.equal(await findMemberInvitation(kv, asked), undefined);
    assert.deepEqual(await takeInvitationKey(kv, asked), { refusal: "member_invitation_unknown" });
  },
);
