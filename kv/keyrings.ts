import type { MemberKeys, Rotation } from "../wire/practice.ts";
import { RACE, untilCommitted } from "./commit.ts";
import { type MemberKeyring, memberKeyringKey, memberRotationKey, memberRotationsPrefix } from "./keys.ts";

/** What a member opens by the member's key: the first practice key, and those that took its place, in their order. */
export interface Keyring {
  keys: MemberKeys;
  rotations: Rotation[];
}

/** A member's keyring, as it was at one moment. */
export async function findKeyring(kv: Deno.Kv, memberId: string): Promise<Keyring | undefined> {
  return await untilCommitted(async () => {
    const entry = await findKeyringEntry(kv, memberId);
    if (!entry.value) return undefined;
    const keyring = await openKeyring(kv, memberId, entry.value);
    return (await kv.atomic().check(entry).commit()).ok ? keyring : RACE;
  });
}

/** What changes with every rotation: whoever commits by it checks it. */
export async function findKeyringEntry(
  kv: Deno.Kv,
  memberId: string,
): Promise<Deno.KvEntryMaybe<MemberKeyring>> {
  return await kv.get<MemberKeyring>(memberKeyringKey(memberId));
}

/** Reads what belongs to a keyring besides its entry. */
export async function openKeyring(
  kv: Deno.Kv,
  memberId: string,
  { keys, rotations = [] }: MemberKeyring,
): Promise<Keyring> {
  const found = kv.list<Rotation>({ prefix: memberRotationsPrefix(memberId) }, { batchSize: 500 });
  const all = [...rotations, ...(await Array.fromAsync(found)).map(({ value }) => value)];
  return { keys, rotations: all.sort((a, b) => a.epoch - b.epoch) };
}

/** Gives the rotations of an older version keys of their own: together with a new one they may be too large for a commit. */
export async function spreadRotations(kv: Deno.Kv, memberId: string): Promise<void> {
  await untilCommitted(async () => {
    const entry = await findKeyringEntry(kv, memberId);
    if (!entry.value?.rotations) return true;
    const { keys, rotations } = entry.value;
    const commit = kv.atomic().check(entry).set(entry.key, { keys } satisfies MemberKeyring);
    for (const rotation of rotations) commit.set(memberRotationKey(memberId, rotation.epoch), rotation);
    return (await commit.commit()).ok || RACE;
  });
}

/** Puts the practice key that takes the place of the one before into a commit, for one member. */
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
