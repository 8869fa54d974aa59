import assert from "node:assert/strict";
import { randomBytes } from "../../e2ee/bytes.ts";
import {
  isIdentity,
  memberIdentity,
  openMemberEntry,
  sealMemberEntry,
  type ShownMember,
} from "../../e2ee/member_entry.ts";
import { createMemberKey, createMemberKeys, newPracticeKey } from "../../e2ee/vault.ts";
import { sealPointAsBefore } from "./first_seals.ts";
import { refuses } from "./pairs.ts";

const SHOWN: ShownMember = { name: "Ada", email: "ada@x.example", role: "practitioner" };

Deno.test("member entry: binds name, address and role to the public key", async () => {
  const key = await newPracticeKey();
  const wrapping = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
    "wrapKey",
    "unwrapKey",
  ]);
  const { memberKey } = await createMemberKey(wrapping);
  const at = { memberId: "ada", epoch: 1 };
  const { publicKey } = await createMemberKeys(memberKey, key, { ...at, ...SHOWN });
  const { point, identity } = await openMemberEntry(key, at, publicKey);
  assert.equal(point.length, 65);
  assert.ok(await isIdentity(identity!, SHOWN));
  for (
    const swapped of [{ name: "Bea" }, { role: "assistant" }, { email: "bea@x.example" }, {
      name: "Adaa",
      email: "da@x.example",
    }]
  ) assert.ok(!await isIdentity(identity!, { ...SHOWN, ...swapped }));
  await refuses(openMemberEntry(key, { ...at, memberId: "bea" }, publicKey), "vault_invalid");
  await refuses(openMemberEntry(key, { ...at, epoch: 2 }, publicKey), "vault_invalid");
  await refuses(openMemberEntry(await newPracticeKey(), at, publicKey), "vault_invalid");
});

Deno.test("member entry: one of the first version has no identity, and keeps none when it is sealed anew", async () => {
  const [key, next] = [await newPracticeKey(), await newPracticeKey()];
  const point = randomBytes(65);
  const before = await sealPointAsBefore(key, { memberId: "ada", epoch: 1 }, point);
  const entry = await openMemberEntry(key, { memberId: "ada", epoch: 1 }, before);
  assert.deepEqual(entry, { point });
  const anew = await sealMemberEntry(next, { memberId: "ada", epoch: 2 }, entry);
  assert.deepEqual(await openMemberEntry(next, { memberId: "ada", epoch: 2 }, anew), { point });
  const bound = { point, identity: await memberIdentity(SHOWN) };
  const sealed = await sealMemberEntry(next, { memberId: "ada", epoch: 2 }, bound);
  assert.deepEqual(await openMemberEntry(next, { memberId: "ada", epoch: 2 }, sealed), bound);
});
