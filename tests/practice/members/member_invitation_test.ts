import assert from "node:assert/strict";
import {
  createMemberKey,
  createMemberKeys,
  fixPracticeKey,
  newPracticeKey,
  rotateFor,
} from "../../../e2ee/vault.ts";
import { encodeUtf8 } from "../../../e2ee/bytes.ts";
import { openRecord, sealRecord } from "../../../e2ee/record.ts";
import { hashSecret, randomSecret } from "../../../kv/hashes.ts";
import type { OpeningProof } from "../../../practice/account/proofs.ts";
import {
  inviteMember,
  parseMemberInvitation,
  takePracticeKey,
} from "../../../practice/members/member_invitation.ts";
import type { InviteMemberRequest } from "../../../wire/members.ts";
import { makeMember, newWrappingKey } from "../../e2ee/made_members.ts";
import { refuses } from "../../e2ee/pairs.ts";
import { seenInMemory } from "../vault/seal_scene.ts";

Deno.test("inviteMember: hands on no older practice key than this browser has seen, and no other one", async () => {
  const [first, next] = [await newPracticeKey(), await newPracticeKey()];
  const { secret: wrappingKey, wrapped: wrappedKey, keys } = await makeMember("ada", first);
  const { publicKey } = keys;
  const former = await fixPracticeKey(first);
  const rotation = await rotateFor({ memberId: "ada", publicKey, former, next, epoch: 2 });
  const theirs = await newPracticeKey();
  const forged = await rotateFor({ memberId: "ada", publicKey, former, next: theirs, epoch: 2 });
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
  const proof = { token: "", expiresAtMs: 0, keys, opener: { wrappedKey, wrappingKey } };
  await inviteMember(by, "assistant", { ...proof, rotations: [rotation] });
  // The server withholds the rotation: a removed member knows the first key.
  await refuses(inviteMember(by, "assistant", { ...proof, rotations: [] }), "vault_older");
  // Or has another one, which that member has made.
  await refuses(inviteMember(by, "assistant", { ...proof, rotations: [forged] }), "vault_invalid");
  assert.deepEqual(sent, [2]);
});

/** A practitioner who has just proved to be there, and the practice key of the practice. */
async function inviter() {
  const [practiceKey, wrappingKey] = [await newPracticeKey(), await newWrappingKey()];
  const { memberKey, wrapped } = await createMemberKey(wrappingKey);
  const member = {
    memberId: "ada",
    epoch: 1,
    name: "Ada",
    email: "a@x.example",
    role: "practitioner" as const,
  };
  const proof: OpeningProof = {
    token: "proof",
    expiresAtMs: Infinity,
    keys: await createMemberKeys(memberKey, practiceKey, member),
    rotations: [],
    opener: { wrappedKey: wrapped[0]!, wrappingKey },
  };
  return { practiceKey, proof };
}

Deno.test("inviteMember: the link opens the practice key that the server keeps, for the role and epoch it was made for", async () => {
  const { practiceKey, proof } = await inviter();
  const sent: InviteMemberRequest[] = [];
  const api = {
    inviteMember(body: InviteMemberRequest, { token }: { token: string }) {
      assert.equal(token, proof.token);
      sent.push(body);
      return Promise.resolve({ id: "i", role: body.role, expiresAtMs: 0, isTaken: false });
    },
  };
  const by = { api, seen: seenInMemory(), origin: "https://v.example", practiceId: "p", memberId: "ada" };
  const link = await inviteMember(by, "assistant", proof);
  const [{ tokenHash, wrappedKey, role, keyEpoch }] = sent as [InviteMemberRequest];
  assert.deepEqual([role, keyEpoch, wrappedKey.length], ["assistant", 1, 80]);
  const fragment = new URL(link).hash;
  assert.ok(!JSON.stringify(sent).includes(fragment.slice(1)), "the secret stays in the link");

  const invitation = await parseMemberInvitation(`${fragment}.)`, "claim");
  assert.equal(hashSecret(invitation.token), tokenHash);
  const server = { takeInvitationKey: () => Promise.resolve({ wrappedKey }) };
  const taken = await takePracticeKey(server, invitation, { role, keyEpoch });
  const place = { practiceId: "p", recordId: "r", version: 1 };
  const sealed = await sealRecord(
    { keys: [await fixPracticeKey(practiceKey)], epoch: 1 },
    place,
    encodeUtf8("x"),
  );
  const opened = await openRecord({ keys: [await fixPracticeKey(taken)], epoch: 1 }, place, sealed);
  assert.deepEqual(opened.content, encodeUtf8("x"));
  for (const lie of [{ role: "practitioner", keyEpoch }, { role, keyEpoch: 2 }] as const) {
    await refuses(takePracticeKey(server, invitation, lie), "vault_invalid");
  }
});

Deno.test("parseMemberInvitation: a link of the version before, which carried the key, is told as such", async () => {
  const old = `#${randomSecret(256)}.${randomSecret(256)}`;
  await refuses(parseMemberInvitation(old, "claim"), "version_unsupported");
  for (const text of ["", "#", "#AAAA", `#${randomSecret(128)}`, `${old}.x`]) {
    await refuses(parseMemberInvitation(text, "claim"), "malformed");
  }
});
