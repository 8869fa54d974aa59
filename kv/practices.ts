import type { NewMember } from "../wire/members.ts";
import { randomSecret } from "./hashes.ts";
import { type Member, type Practice, practiceKey, setUpKey } from "./keys.ts";
import { newMember, setMember } from "./members.ts";
import { type Refused, refused } from "./refused.ts";

/** Does the practice exist already? */
export async function isSetUp(kv: Deno.Kv): Promise<boolean> {
  return (await kv.get(setUpKey)).value !== null;
}

/** Creates the practice and its first practitioner, once. */
export async function createPractice(
  kv: Deno.Kv,
  request: NewMember & { practiceName: string; nowMs: number },
): Promise<{ practice: Practice; member: Member } | Refused<"setup_closed">> {
  const { practiceName, nowMs } = request;
  const practice: Practice = { id: randomSecret(128), name: practiceName, keyEpoch: 1, createdAtMs: nowMs };
  const member = newMember(request, { practiceId: practice.id, role: "practitioner", nowMs });
  const commit = kv.atomic().check({ key: setUpKey, versionstamp: null });
  setMember(commit, member, request.keys);
  const { ok } = await commit.set(setUpKey, practice.id).set(practiceKey(practice.id), practice).commit();
  // It may have been committed and only the answer lost.
  const isCreated = ok || (await kv.get<string>(setUpKey)).value === practice.id;
  return isCreated ? { practice, member } : refused("setup_closed");
}

export async function findPractice(kv: Deno.Kv, practiceId: string): Promise<Practice | undefined> {
  return (await kv.get<Practice>(practiceKey(practiceId))).value ?? undefined;
}
