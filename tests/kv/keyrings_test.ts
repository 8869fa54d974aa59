import assert from "node:assert/strict";
import { findKeyring, replaceMemberEntry } from "../../kv/keyrings.ts";
import { PERSON, practiceWith } from "./practice_scene.ts";
import { beforeNextCommit, testOnStores } from "./stores.ts";

testOnStores("findKeyring: a concurrent removal is seen whole", async (kv) => {
  const { signIn, remove } = await practiceWith(kv, "b@x");
  const mine = await signIn(PERSON.email);
  beforeNextCommit(kv, () => remove("b@x", mine, 2, ["first"]));
  const { keys, rotations } = (await findKeyring(kv, "first"))!;
  assert.deepEqual([keys.publicKey, rotations.length], ["new first", 1]);
});

testOnStores(
  "replaceMemberEntry: changes one's own entry, under the practice's newest key only",
  async (kv) => {
    const { practiceId, signIn, remove } = await practiceWith(kv, "a@x", "b@x");
    const replace = (memberId: string, keyEpoch: number, publicKey: string) =>
      replaceMemberEntry(kv, { practiceId, memberId, keyEpoch, publicKey });
    assert.equal(await replace("a@x", 1, "bound"), true);
    assert.equal((await findKeyring(kv, "a@x"))?.keys.publicKey, "bound");
    assert.equal((await findKeyring(kv, "b@x"))?.keys.publicKey, PERSON.keys.publicKey);
    assert.equal(await remove("b@x", await signIn(PERSON.email), 2, ["first", "a@x"]), true);
    assert.deepEqual(await replace("a@x", 1, "late"), { refusal: "members_changed" });
    assert.deepEqual(await replace("b@x", 2, "gone"), { refusal: "members_changed" });
    assert.equal((await findKeyring(kv, "a@x"))?.keys.publicKey, "new a@x");
  },
);
