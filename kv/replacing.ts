import { commitChange } from "./bumps.ts";
import { RACE, untilCommitted } from "./commit.ts";
import { findFreeLocator, keepFor, setLocator, setPrivatePart } from "./consultations.ts";
import { type Consultation, consultationKey, locatorKey, type PrivatePart, rosterKey } from "./keys.ts";
import { endSeatsByCode, isRunning } from "./seats.ts";

/**
 * Gives a consultation a new locator; the old one is dead at once. The private part with the new secret takes the place
 * of the one before in the same commit. Whoever waits by the old code is told; while practice and guest are both in the
 * room, those who are there stay.
 */
export async function replaceLocator(
  kv: Deno.Kv,
  room: string,
  { locatorDigits, part, retentionMs, nowMs }: {
    locatorDigits: 5 | 6;
    part: PrivatePart;
    retentionMs: number;
    nowMs: number;
  },
): Promise<Consultation | { refusal: "consultation_unknown" } | { refusal: "version_conflict" }> {
  return await untilCommitted(async () => {
    const [entry, roster, claim] = await Promise.all([
      kv.get<Consultation>(consultationKey(room)),
      kv.get<true>(rosterKey(room)),
      findFreeLocator(kv, locatorDigits, nowMs),
    ]);
    if (!entry.value || nowMs >= entry.value.expiresAtMs) {
      return { refusal: "consultation_unknown" as const };
    }
    if ((entry.value.privateVersion ?? 0) + 1 !== part.version) {
      return { refusal: "version_conflict" as const };
    }
    const next: Consultation = { ...entry.value, locator: claim.locator, privateVersion: part.version };
    const isLeftAlone = await isRunning(kv, room, nowMs);
    // Whoever takes a seat from here on changes the roster, and is looked at again.
    const commit = kv.atomic().check(entry, roster, claim.entry)
      .set(consultationKey(room), next, keepFor(next, { retentionMs, nowMs }));
    setLocator(commit, next, nowMs);
    if (entry.value.locator !== undefined) commit.delete(locatorKey(entry.value.locator));
    setPrivatePart(commit, next, part, nowMs);
    if (!isLeftAlone) await endSeatsByCode(kv, commit, entry.value, nowMs);
    return (await commitChange(kv, commit, { room, practiceId: next.practiceId })).ok ? next : RACE;
  });
}
