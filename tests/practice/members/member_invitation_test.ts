import assert from "node:assert/strict";
import {
  createMemberKey,
  createMemberKeys,
  fixPracticeKey,
  newPracticeKey,
  rotateFor,
} from "../../../e2ee/vault.ts";
import { inviteMember } from "../../../practice/members/member_invitation.ts";
import { refuses } from "../../e2ee/pairs.ts";
import { seenInMemory } from "../vault/seal_scene.ts";

Deno.test("inviteMember: hands on no older practice key than this browser has seen", async () => {
  const usages: KeyUsage[] = ["wrapKey", "unwrapKey"];
  const wrappingKey = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, usages);
  const { memberKey, wrapped: [wrappedKey] } = await createMemberKey(wrappingKey);
  const [first, next] = [await newPracticeKey(), await newPracticeKey()];
  const shown = { name: "Ada", email: "ada@x.example", role: "practitioner" };
  const keys = await createMemberKeys(memberKey, first, { memberId: "ada", epoch: 1, ...shown });
  const { publicKey } = keys;
  const former = await fixPracticeKey(first);
  const rotation = await rotateFor({ memberId: "ada", publicKey, former, next, epoch: 2 });
  const sent: number[] = [];
  const by = {
    api: {
      inviteMember: ({ keyEpoch }: { keyEpoch: number }) =>
        Promise.resolve(void sent.push(keyEpoch)) as never,
    },
    seen: seenInMemory(),
    origin: "https://v.example",
    practiceId: "p",
    memberId: "ada",
  };
  const proof = { token: "", expiresAtMs: 0, keys, opener: { wrappedKey: wrappedKey!, wrappingKey } };
  await inviteMember(by, "assistant", { ...proof, rotations: [rotation] });
  // The server withholds the rotation: a removed member knows the first key.
  await refuses(inviteMember(by, "assistant", { ...proof, rotations: [] }), "vault_older");
  assert.deepEqual(sent, [2]);
});
