import assert from "node:assert/strict";
import { randomBytes } from "../../../e2ee/bytes.ts";
import { openMemberEntry } from "../../../e2ee/member_entry.ts";
import {
  createMemberKey,
  createMemberKeys,
  fixPracticeKey,
  type LoosePracticeKey,
  newPracticeKey,
  rotateFor,
} from "../../../e2ee/vault.ts";
import { bindOwnEntry, checkMembers, isUnbound } from "../../../practice/members/member_entries.ts";
import type { MembersAnswer } from "../../../wire/members.ts";
import { sealPointAsBefore } from "../../e2ee/first_seals.ts";
import { refuses } from "../../e2ee/pairs.ts";
import { seenInMemory } from "../vault/seal_scene.ts";

type Member = MembersAnswer["members"][number];

async function joined(loose: LoosePracticeKey, shown: Omit<Member, "publicKey">): Promise<Member> {
  const usages: KeyUsage[] = ["wrapKey", "unwrapKey"];
  const secret = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, usages);
  const { memberKey } = await createMemberKey(secret);
  const keys = await createMemberKeys(memberKey, loose, { memberId: shown.id, epoch: 1, ...shown });
  return { ...shown, publicKey: keys.publicKey };
}

/** Two members, and one from before. */
async function practice() {
  const loose = await newPracticeKey();
  const key = await fixPracticeKey(loose);
  const ada = await joined(loose, { id: "ada", name: "Ada", email: "ada@x", role: "practitioner" });
  const bea = await joined(loose, { id: "bea", name: "Bea", email: "bea@x", role: "assistant" });
  const old: Member = {
    id: "old",
    name: "Olga",
    email: "olga@x",
    role: "practitioner",
    publicKey: await sealPointAsBefore(key, { memberId: "old", epoch: 1 }, randomBytes(65)),
  };
  const keys = { practiceId: "p", memberId: "old", keys: [key] as [typeof key], epoch: 1 };
  return { loose, key, keys, ada, bea, old };
}

Deno.test("checkMembers: tells whose name, address and role are what a member has sealed", async () => {
  const { keys, ada, bea, old } = await practice();
  const check = async (...members: Member[]) =>
    Object.fromEntries(await checkMembers(keys, { members }, seenInMemory()));
  assert.deepEqual(await check(ada, bea, old), { ada: "bound", bea: "bound", old: "unbound" });
  // What a server may try.
  const lies: Member[][] = [
    [{ ...ada, name: bea.name }, { ...bea, name: ada.name }],
    [{ ...ada, role: "assistant" }, { ...bea, role: "practitioner" }],
    [{ ...ada, email: "mallory@x" }, { ...bea, email: "mallory@x" }],
    [{ ...ada, publicKey: bea.publicKey }, { ...bea, publicKey: ada.publicKey }],
    [{ ...ada, id: "bea" }, { ...bea, id: "ada" }],
    [{ ...ada, publicKey: "AAAA" }, { ...bea, publicKey: old.publicKey }],
  ];
  for (const members of lies) {
    assert.deepEqual(await check(...members), { ada: "changed", bea: "changed" }, JSON.stringify(members));
  }
  const madeUp = await joined(await newPracticeKey(), { ...ada, id: "mallory" });
  assert.deepEqual(await check(ada, madeUp), { ada: "bound", mallory: "changed" });
});

Deno.test("checkMembers: whoever was seen bound is not shown unbound again", async () => {
  const { key, keys, ada } = await practice();
  const seen = seenInMemory();
  const check = async (member: Member) => (await checkMembers(keys, { members: [member] }, seen)).get("ada");
  const { point } = await openMemberEntry(key, { memberId: "ada", epoch: 1 }, ada.publicKey);
  const unbound = await sealPointAsBefore(key, { memberId: "ada", epoch: 1 }, point);
  assert.equal(await check({ ...ada, publicKey: unbound }), "unbound");
  assert.equal(await check(ada), "bound");
  assert.equal(await check({ ...ada, name: "Mallory", publicKey: unbound }), "changed");
});

Deno.test("bindOwnEntry: binds a member from before, once; the entry stays bound through a rotation", async () => {
  const { key, keys, old, ada } = await practice();
  const members = [ada, old];
  const sent: string[] = [];
  const api = {
    listMembers: () => Promise.resolve({ keyEpoch: 1, members, invitations: [] }),
    replaceMemberEntry({ publicKey }: { publicKey: string }) {
      sent.push(publicKey);
      old.publicKey = publicKey;
      return Promise.resolve();
    },
  };
  assert.equal(await isUnbound(keys, old.publicKey), true);
  await bindOwnEntry(api, keys);
  await bindOwnEntry(api, keys);
  assert.equal(sent.length, 1);
  assert.equal(await isUnbound(keys, old.publicKey), false);
  assert.deepEqual([...await checkMembers(keys, { members }, seenInMemory())].map(([, check]) => check), [
    "bound",
    "bound",
  ]);
  await bindOwnEntry(api, { ...keys, memberId: "removed meanwhile" });
  await refuses(() => isUnbound(keys, ada.publicKey), "vault_invalid");

  const next = await newPracticeKey();
  const rotated = await rotateFor({ memberId: "ada", publicKey: ada.publicKey, former: key, next, epoch: 2 });
  const after = { ...keys, keys: [await fixPracticeKey(next)] as [typeof key], epoch: 2 };
  const shown = [{ ...ada, publicKey: rotated.publicKey }, ada];
  assert.equal((await checkMembers(after, { members: [shown[0]!] }, seenInMemory())).get("ada"), "bound");
  assert.equal((await checkMembers(after, { members: [shown[1]!] }, seenInMemory())).get("ada"), "changed");
});
