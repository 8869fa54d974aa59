import type { MemberKeys, ReplaceMemberEntryRequest, Rotation } from "../wire/members.ts";
import { RACE, untilCommitted } from "./commit.ts";
import {
  type MemberKeyring,
  memberKeyringKey,
  memberRotationKey,
  memberRotationsPrefix,
  type Practice,
  practiceKey,
} from "./keys.ts";
import { type Refused, refused } from "./refused.ts";

/** What a member opens with the member key: the first practice key, and the rotations to the later ones, in order. */
export interface Keyring {
  keys: MemberKeys;
  rotations: Rotation[];
}

/** Reads a member's keyring as it is at one moment. */
export async function findKeyring(kv: Deno.Kv, memberId: string): Promise<Keyring | undefined> {
  return await untilCommitted(async () => {
    const entry = await findKeyringEntry(kv, memberId);
    if (!entry.value) return undefined;
    const keyring = await readKeyring(kv, memberId, entry.value);
    return (await kv.atomic().check(entry).commit()).ok ? keyring : RACE;
  });
}

/** The entry that changes with every rotation; commits that rely on a keyring check it. */
export async function findKeyringEntry(
  kv: Deno.Kv,
  memberId: string,
): Promise<Deno.KvEntryMaybe<MemberKeyring>> {
  return await kv.get<MemberKeyring>(memberKeyringKey(memberId));
}

/** Reads the rotations of a keyring whose entry has been read. */
export async function readKeyring(
  kv: Deno.Kv,
  memberId: string,
  { keys }: MemberKeyring,
): Promise<Keyring> {
  const found = kv.list<Rotation>({ prefix: memberRotationsPrefix(memberId) }, { batchSize: 500 });
  const rotations = (await Array.fromAsync(found)).map(({ value }) => value);
  return { keys, rotations };
}

/** Adds a member's rotation to the next practice key to a commit. */
export function addRotation(
  commit: Deno.AtomicOperation,
  memberId: string,
  keyring: MemberKeyring,
  { epoch, sealed, publicKey }: Rotation & Pick<MemberKeys, "publicKey">,
): void {
  const changed: MemberKeyring = { ...keyring, keys: { ...keyring.keys, publicKey } };
  commit.set(memberKeyringKey(memberId), changed)
    .set(memberRotationKey(memberId, epoch), { epoch, sealed } satisfies Rotation);
}

/** Replaces a member's sealed entry, unless the practice has another key by now. */
export async function replaceMemberEntry(
  kv: Deno.Kv,
  { practiceId, memberId, keyEpoch, publicKey }: ReplaceMemberEntryRequest & {
    practiceId: string;
    memberId: string;
  },
): Promise<true | Refused<"members_changed">> {
  return await untilCommitted(async () => {
    const [practice, keyring] = await kv.getMany<[Practice, MemberKeyring]>([
      practiceKey(practiceId),
      memberKeyringKey(memberId),
    ]);
    if (practice.value?.keyEpoch !== keyEpoch || !keyring.value) return refused("members_changed");
    const changed: MemberKeyring = { ...keyring.value, keys: { ...keyring.value.keys, publicKey } };
    const { ok } = await kv.atomic().check(practice, keyring).set(keyring.key, changed).commit();
    return ok || RACE;
  });
}
