import { commitChange } from "./bumps.ts";
import { RACE, untilCommitted } from "./commit.ts";
import {
  type Consultation,
  consultationKey,
  keepFor,
  type Practice,
  practiceKey,
  type PrivatePart,
  privatePartKey,
} from "./keys.ts";
import { type Refused, refused } from "./refused.ts";

/** A private part that a browser sends. */
export interface SentPart extends PrivatePart {
  /** The practice's epoch at the sign-in of the sender; absent for a part that was stored before. */
  keyEpoch?: number;
}

/**
 * Adds a private part to a commit; it lives until code and invite link are dead. Returns false if the practice has another key
 * by now: its ledger does not list what a former key seals later, so that could never be opened.
 */
export async function setPrivatePart(
  kv: Deno.Kv,
  commit: Deno.AtomicOperation,
  { room, practiceId, expiresAtMs }: Consultation,
  { keyEpoch, ...part }: SentPart,
  nowMs: number,
): Promise<boolean> {
  if (keyEpoch !== undefined) {
    const practice = await kv.get<Practice>(practiceKey(practiceId));
    if (practice.value?.keyEpoch !== keyEpoch) return false;
    commit.check(practice);
  }
  commit.set(privatePartKey(room), part, { expireIn: Math.max(1, expiresAtMs - nowMs) });
  return true;
}

/** Replaces a private part by its next version; a repeated request changes nothing. */
export async function replacePrivatePart(
  kv: Deno.Kv,
  room: string,
  part: SentPart,
  keep: { retentionMs: number; nowMs: number },
): Promise<Consultation | Refused<"consultation_unknown" | "version_conflict" | "signed_out">> {
  return await untilCommitted(async () => {
    const [entry, stored] = await kv.getMany<[Consultation, PrivatePart]>([
      consultationKey(room),
      privatePartKey(room),
    ]);
    if (!entry.value || keep.nowMs >= entry.value.expiresAtMs) return refused("consultation_unknown");
    const { privateVersion = 0 } = entry.value;
    if (privateVersion === part.version && stored.value?.sealed === part.sealed) return entry.value;
    if (privateVersion + 1 !== part.version) return refused("version_conflict");
    const next: Consultation = { ...entry.value, privateVersion: part.version };
    const commit = kv.atomic().check(entry).set(consultationKey(room), next, keepFor(next, keep));
    if (!await setPrivatePart(kv, commit, next, part, keep.nowMs)) return refused("signed_out");
    return (await commitChange(kv, commit, { practiceId: next.practiceId })).ok ? next : RACE;
  });
}

/** The private parts of those of `rooms` that are the practice's and have not expired, each with its locator. */
export async function readPrivateParts(
  kv: Deno.Kv,
  practiceId: string,
  rooms: readonly string[],
  nowMs: number,
): Promise<(PrivatePart & Pick<Consultation, "room" | "locator">)[]> {
  const found: (PrivatePart & Pick<Consultation, "room" | "locator">)[] = [];
  for (let i = 0; i < rooms.length; i += 5) {
    const some = rooms.slice(i, i + 5);
    // Read in one snapshot: versions and parts belong together.
    const entries = await kv.getMany<(Consultation | PrivatePart)[]>([
      ...some.map(consultationKey),
      ...some.map(privatePartKey),
    ]);
    some.forEach((room, at) => {
      const consultation = entries[at]?.value as Consultation | null;
      const part = entries[at + some.length]?.value as PrivatePart | null;
      if (!part || consultation?.practiceId !== practiceId || nowMs >= consultation.expiresAtMs) return;
      const { locator } = consultation;
      found.push({ ...part, room, ...(locator === undefined ? {} : { locator }) });
    });
  }
  return found;
}
