import assert from "node:assert/strict";
import { practiceMembersPrefix } from "../../kv/keys.ts";
import { readMembership } from "../../kv/membership.ts";
import { NOW, PERSON, practiceWith } from "./practice_scene.ts";
import { beforeNextList, testOnStores } from "./stores.ts";

testOnStores("readMembership: keys, members and invitations are of one moment", async (kv) => {
  const { practiceId, signIn, remove } = await practiceWith(kv, "b@x");
  const mine = await signIn(PERSON.email);
  beforeNextList(kv, practiceMembersPrefix(practiceId), () => remove("b@x", mine, 2, ["first"]));
  const { practice, members } = (await readMembership(kv, practiceId, NOW))!;
  assert.equal(practice.keyEpoch, 2);
  assert.deepEqual(members.map(({ id, publicKey }) => [id, publicKey]), [["first", "new first"]]);
});
