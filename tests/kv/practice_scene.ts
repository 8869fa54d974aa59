import assert from "node:assert/strict";
import { hashSecret } from "../../kv/hashes.ts";
import { memberKey } from "../../kv/keys.ts";
import { inviteMember, joinPractice } from "../../kv/member_invitations.ts";
import { findMemberByEmail, newMember, removeMember } from "../../kv/members.ts";
import { createPractice } from "../../kv/practices.ts";
import { startSession } from "../../kv/sessions.ts";

export const NOW = Date.UTC(2027, 0, 15, 9, 0, 0);

export const PERSON = {
  practiceName: "P",
  memberName: "M",
  email: "m@x.example",
  kdfSalt: "s",
  memberId: "first",
  keys: { practiceKey: "k", privateKey: "p", publicKey: "q", epoch: 1 },
  wrappedKey: "w",
  recovery: { authKey: "recovery", wrappedKey: "r" },
  nowMs: NOW,
};

/** Somebody of the practice `practice`, who may take the host's seat there; gives the id. */
export async function hostOfPractice(kv: Deno.Kv): Promise<string> {
  const person = { ...PERSON, memberId: "member", authKey: "k" };
  const member = newMember(person, { practiceId: "practice", role: "practitioner", nowMs: NOW });
  const { value } = await kv.get(memberKey(member.id));
  if (value === null) await kv.set(memberKey(member.id), member);
  return member.id;
}

export const PASSKEY = {
  authKey: "k",
  credentialId: "credential",
  publicKey: "p",
  counter: 0,
  device: "Firefox, Linux",
  external: false,
};

/** A practice with members, as far as the store knows. */
export async function practiceWith(kv: Deno.Kv, ...emails: string[]) {
  const created = await createPractice(kv, { ...PERSON, authKey: "k" });
  assert.ok("member" in created);
  const { practice: { id: practiceId }, member } = created;
  const invite = async (role: "assistant" | "practitioner", token: string, keyEpoch = 1) =>
    await inviteMember(kv, { practiceId, tokenHash: hashSecret(token), role, keyEpoch, nowMs: NOW });
  const join = async (token: string, email: string, epoch = 1, nowMs = NOW) =>
    await joinPractice(kv, {
      ...PERSON,
      token,
      email,
      memberId: email,
      authKey: "k",
      keys: { ...PERSON.keys, epoch },
      nowMs,
    });
  for (const email of emails) {
    await invite("assistant", email);
    assert.ok("member" in await join(email, email));
  }
  const signIn = async (email: string, passkeyId?: string) => {
    const started = await startSession(kv, (await findMemberByEmail(kv, email))!, {
      device: "",
      ...(passkeyId === undefined ? {} : { passkeyId }),
      nowMs: NOW,
    });
    assert.ok("secret" in started);
    return started.secret;
  };
  const remove = async (id: string, by: string, keyEpoch: number, staying: string[], seal = "for") =>
    await removeMember(kv, {
      practiceId,
      memberId: id,
      sessionHash: hashSecret(by),
      keyEpoch,
      members: staying.map((of) => ({
        id: of,
        epoch: keyEpoch,
        sealed: `${seal} ${of}`,
        publicKey: `new ${of}`,
      })),
      nowMs: NOW,
    });
  return { practiceId, first: member, invite, join, signIn, remove };
}
