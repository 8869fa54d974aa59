import assert from "node:assert/strict";
import { hashSecret, randomSecret } from "../../kv/hashes.ts";
import { memberKey } from "../../kv/keys.ts";
import { inviteMember, joinPractice, takeInvitationKey } from "../../kv/member_invitations.ts";
import { findMemberByEmail, newMember, removeMember, renewPracticeKey } from "../../kv/members.ts";
import { listConsultations } from "../../kv/consultations.ts";
import { storeLedgerPortion } from "../../kv/ledgers.ts";
import { createPractice, findPractice } from "../../kv/practices.ts";
import { type LedgerRequest, ledgerTag } from "../../wire/ledger.ts";
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
    await inviteMember(kv, {
      practiceId,
      tokenHash: hashSecret(token),
      wrappedKey: `key for ${hashSecret(token)}`,
      role,
      keyEpoch,
      nowMs: NOW,
    });
  const join = async (token: string, email: string, epoch = 1, nowMs = NOW) => {
    const claim = `claim of ${hashSecret(token)}`;
    await takeInvitationKey(kv, { token, claim, nowMs });
    return await joinPractice(kv, {
      ...PERSON,
      token,
      claim,
      email,
      memberId: email,
      authKey: "k",
      keys: { ...PERSON.keys, epoch },
      nowMs,
    });
  };
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
  /** Stores a ledger of all that there is, and removes the member by a request that names it. */
  const remove = async (id: string, by: string, keyEpoch: number, staying: string[], seal = "for") =>
    await removeWith(await ledgerNow(kv, practiceId), id, by, keyEpoch, staying, seal);
  const removeWith = async (
    ledger: LedgerRequest,
    id: string,
    by: string,
    keyEpoch: number,
    staying: string[],
    seal = "for",
  ) => await removeMember(kv, { memberId: id, ...changeTo(keyEpoch, ledger, by, staying, seal) });
  /** Stores a ledger of all that there is, and renews the practice key by a request that names it. */
  const renew = async (by: string, keyEpoch: number, members: string[], seal = "for") =>
    await renewPracticeKey(kv, changeTo(keyEpoch, await ledgerNow(kv, practiceId), by, members, seal));
  const changeTo = (
    keyEpoch: number,
    ledger: LedgerRequest,
    by: string,
    members: string[],
    seal: string,
  ) => ({
    ledger,
    practiceId,
    sessionHash: hashSecret(by),
    keyEpoch,
    members: members.map((of) => ({
      id: of,
      epoch: keyEpoch,
      sealed: `${seal} ${of}`,
      publicKey: `new ${of}`,
    })),
    nowMs: NOW,
  });
  return { practiceId, first: member, invite, join, signIn, remove, removeWith, renew };
}

/** A ledger, stored, of what the practice has now. */
export async function ledgerNow(kv: Deno.Kv, practiceId: string): Promise<LedgerRequest> {
  const id = randomSecret(128);
  await storeLedgerPortion(kv, practiceId, { id, portion: 0, sealed: `ledger ${id}` });
  const versions = new Map(
    (await listConsultations(kv, practiceId, NOW)).flatMap(({ room, privateVersion }) =>
      privateVersion === undefined ? [] : [[room, privateVersion] as const]
    ),
  );
  const { settingsVersion } = (await findPractice(kv, practiceId))!;
  if (settingsVersion !== undefined) versions.set("settings", settingsVersion);
  return { id, portions: 1, tag: await ledgerTag(versions) };
}
