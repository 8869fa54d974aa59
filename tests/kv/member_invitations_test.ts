import assert from "node:assert/strict";
import { findMemberInvitation, withdrawMemberInvitation } from "../../kv/member_invitations.ts";
import { listMembers } from "../../kv/members.ts";
import { MEMBER_LIMITS } from "../../wire/limits.ts";
import { NOW, PERSON, practiceWith } from "./practice_scene.ts";
import { beforeNextCommit, testOnStores } from "./stores.ts";

testOnStores("joinPractice: an invitation is used once, by one, within 48 hours", async (kv) => {
  const { practiceId, invite, join } = await practiceWith(kv);
  await invite("assistant", "token");
  const { value: stored } = await Array.fromAsync(kv.list({ prefix: ["member_invitation"] })).then(([e]) =>
    e!
  );
  assert.ok(!JSON.stringify(stored).includes("token"), "a hash is stored");
  const late = NOW + MEMBER_LIMITS.memberInvitationMs;
  assert.equal(await findMemberInvitation(kv, "token", late), undefined);
  assert.deepEqual(await join("token", "a@x", 1, late), { refusal: "member_invitation_unknown" });
  assert.deepEqual(await join("token", PERSON.email), { refusal: "email_taken" });
  assert.deepEqual(await join("token", "a@x", 2), { refusal: "members_changed" });
  assert.equal((await findMemberInvitation(kv, "token", NOW))?.invitation.role, "assistant", "still good");
  const joined = await Promise.all(["a@x", "b@x", "c@x"].map((email) => join("token", email)));
  assert.equal(joined.filter((result) => "member" in result).length, 1);
  assert.equal((await listMembers(kv, practiceId)).length, 2);
  assert.deepEqual(await join("token", "d@x"), { refusal: "member_invitation_unknown" });
  const again = await invite("practitioner", "other");
  assert.ok("id" in again);
  assert.equal(await withdrawMemberInvitation(kv, "foreign", again.id), false);
  assert.equal(await withdrawMemberInvitation(kv, practiceId, again.id), true);
  assert.equal(await findMemberInvitation(kv, "other", NOW), undefined);
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
    assert.ok(await findMemberInvitation(kv, token, NOW), "not used up by that");
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
