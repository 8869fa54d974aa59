import { randomInt } from "node:crypto";
import { commitChange } from "./bumps.ts";
import { RACE, untilCommitted } from "./commit.ts";
import {
  type Consultation,
  consultationKey,
  keepFor,
  type LocatorClaim,
  locatorKey,
  rosterKey,
} from "./keys.ts";
import { type SentPart, setPrivatePart } from "./private_parts.ts";
import { type Refused, refused } from "./refused.ts";
import { endUnprovenSeats } from "./guest_seats.ts";
import { endingSeats } from "./seats.ts";

/** The room that a locator leads to. */
export async function findRoomByLocator(
  kv: Deno.Kv,
  locator: string,
  nowMs: number,
): Promise<string | undefined> {
  const { value } = await kv.get<LocatorClaim>(locatorKey(locator));
  return value && nowMs < value.expiresAtMs ? value.room : undefined;
}

/** Draws locators until one is free. @throws {RangeError} when nearly all are taken. */
export async function findFreeLocator(
  kv: Deno.Kv,
  digits: 5 | 6,
  nowMs: number,
): Promise<{ locator: string; entry: Deno.KvEntryMaybe<LocatorClaim> }> {
  for (let draw = 0; draw < 1000; draw++) {
    const locator = String(randomInt(10 ** digits)).padStart(digits, "0");
    const entry = await kv.get<LocatorClaim>(locatorKey(locator));
    if (!entry.value || entry.value.expiresAtMs <= nowMs) return { locator, entry };
  }
  throw new RangeError(`Cannot find a free locator of ${digits} digits: use CODE_LENGTH 16`);
}

/** Adds the claim to a consultation's locator, if it has one, to a commit. It lives until `expiresAtMs`. */
export function setLocator(
  commit: Deno.AtomicOperation,
  { room, locator, expiresAtMs }: Pick<Consultation, "room" | "locator" | "expiresAtMs">,
  nowMs: number,
): void {
  if (locator === undefined) return;
  const claim: LocatorClaim = { room, expiresAtMs };
  commit.set(locatorKey(locator), claim, { expireIn: Math.max(1, expiresAtMs - nowMs) });
}

/**
 * Gives a consultation a new locator and, in the same commit, the private part with the new secret; the old code is dead at
 * once. Guests that have not proved themselves lose their seats, and those who came by the old code are told. No code becomes
 * shorter: its browser refuses that.
 */
export async function replaceLocator(
  kv: Deno.Kv,
  room: string,
  { locatorDigits, part, linkProofHash, retentionMs, nowMs }: {
    locatorDigits: 5 | 6;
    part: SentPart;
    /** Of the invite link; absent for a practice's page of an older version. */
    linkProofHash?: string | undefined;
    retentionMs: number;
    nowMs: number;
  },
): Promise<Consultation | Refused<"consultation_unknown" | "version_conflict" | "signed_out">> {
  const replace = async (
    ended: string[],
  ): Promise<Awaited<ReturnType<typeof replaceLocator>> | typeof RACE> => {
    const [entry, roster] = await kv.getMany<[Consultation, true]>([consultationKey(room), rosterKey(room)]);
    const { value: former } = entry;
    if (!former || nowMs >= former.expiresAtMs) return refused("consultation_unknown");
    if ((former.privateVersion ?? 0) + 1 !== part.version) return refused("version_conflict");
    const claim = await findFreeLocator(kv, former.locator?.length === 6 ? 6 : locatorDigits, nowMs);
    const next: Consultation = {
      ...former,
      locator: claim.locator,
      ...(linkProofHash === undefined ? {} : { linkProofHash }),
      privateVersion: part.version,
    };
    // A seat taken from here on changes the roster, so the commit fails and the seats are read again.
    const commit = kv.atomic().check(entry, roster, claim.entry)
      .set(consultationKey(room), next, keepFor(next, { retentionMs, nowMs }));
    setLocator(commit, next, nowMs);
    if (former.locator !== undefined) commit.delete(locatorKey(former.locator));
    if (!await setPrivatePart(kv, commit, next, part, nowMs)) return refused("signed_out");
    ended.push(...await endUnprovenSeats(kv, commit, former, nowMs));
    return (await commitChange(kv, commit, { room, practiceId: next.practiceId })).ok ? next : RACE;
  };
  return await endingSeats(kv, room, (ended) => untilCommitted(() => replace(ended)));
}
