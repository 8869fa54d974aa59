import { LIMITS } from "../wire/limits.ts";
import { commitChange } from "./bumps.ts";
import { RACE, untilCommitted } from "./commit.ts";
import { keepFor, setLocator, setPrivatePart } from "./consultations.ts";
import {
  type CancelledConsultation,
  cancelledKey,
  type Consultation,
  consultationKey,
  type LocatorClaim,
  locatorKey,
  practiceConsultationKey,
  type PrivatePart,
  privatePartKey,
  type Restorable,
  restorableKey,
  rosterKey,
} from "./keys.ts";
import { deleteMail, deleteSeats } from "./seats.ts";

/**
 * Cancels a consultation: code, link, seats and messages are gone at once. For `LIMITS.restoreMs` it can be restored; so
 * long nobody else gets its locator.
 */
export async function cancelConsultation(kv: Deno.Kv, room: string, nowMs: number): Promise<void> {
  // Of all tries: a commit may have landed whose answer was lost.
  const left: string[] = [];
  await untilCommitted(async () => {
    const [entry, part, roster] = await kv.getMany<[Consultation, PrivatePart, true]>([
      consultationKey(room),
      privatePartKey(room),
      rosterKey(room),
    ]);
    if (!entry.value) return true;
    const { practiceId, startsAtMs, opensAtMs, expiresAtMs, waitingPhone, locator } = entry.value;
    const cancelled: CancelledConsultation = {
      practiceId,
      startsAtMs,
      opensAtMs,
      expiresAtMs,
      ...(waitingPhone === undefined ? {} : { waitingPhone }),
    };
    const restorable: Restorable = {
      consultation: entry.value,
      ...(part.value ? { part: part.value } : {}),
      endsAtMs: Math.min(nowMs + LIMITS.restoreMs, expiresAtMs),
    };
    const expireIn = Math.max(1, restorable.endsAtMs - nowMs);
    const commit = kv.atomic().check(entry, part, roster)
      .delete(consultationKey(room))
      .delete(practiceConsultationKey(practiceId, room))
      .delete(privatePartKey(room))
      .set(cancelledKey(room), cancelled, { expireIn: Math.max(1, expiresAtMs - nowMs) })
      .set(restorableKey(room), restorable, { expireIn });
    // The claim leads to no consultation: whoever types the code is told what a stranger is told.
    if (locator !== undefined) {
      const claim: LocatorClaim = { room, expiresAtMs: restorable.endsAtMs };
      commit.set(locatorKey(locator), claim, { expireIn });
    }
    // All seats at once: a waiting poll must not see some of them gone, and take it for somebody who left.
    left.push(...await deleteSeats(kv, commit, room, { goesOn: false }));
    return (await commitChange(kv, commit, { room, practiceId })).ok || RACE;
  });
  // Without the consultation nobody can use the rest any more; it is only in the way.
  await deleteMail(kv, room, left);
}

/** Takes a cancellation back: the same code, link and private part, as if nothing had happened. */
export async function restoreConsultation(
  kv: Deno.Kv,
  { practiceId, room, retentionMs, nowMs }: {
    practiceId: string;
    room: string;
    retentionMs: number;
    nowMs: number;
  },
): Promise<Consultation | { refusal: "consultation_unknown" }> {
  return await untilCommitted(async () => {
    const [entry, existing] = await kv.getMany<[Restorable, Consultation]>([
      restorableKey(room),
      consultationKey(room),
    ]);
    // A repeated request finds it restored.
    if (existing.value?.practiceId === practiceId && nowMs < existing.value.expiresAtMs) {
      return existing.value;
    }
    if (!entry.value || entry.value.consultation.practiceId !== practiceId || nowMs >= entry.value.endsAtMs) {
      return { refusal: "consultation_unknown" as const };
    }
    const { consultation: { locator, ...rest }, part } = entry.value;
    const claim = locator === undefined ? undefined : await kv.get<LocatorClaim>(locatorKey(locator));
    // In the last moment somebody else may have got the locator: then there is a new code to be made.
    const isOwn = !claim?.value || claim.value.room === room || claim.value.expiresAtMs <= nowMs;
    const consultation: Consultation = locator === undefined || !isOwn ? rest : { ...rest, locator };
    const kept = keepFor(consultation, { retentionMs, nowMs });
    const commit = kv.atomic().check(entry, existing, ...(claim ? [claim] : []))
      .delete(restorableKey(room))
      .delete(cancelledKey(room))
      .set(consultationKey(room), consultation, kept)
      .set(practiceConsultationKey(practiceId, room), consultation.startsAtMs, kept);
    setLocator(commit, consultation, nowMs);
    if (part) setPrivatePart(commit, consultation, part, nowMs);
    return (await commitChange(kv, commit, { practiceId })).ok ? consultation : RACE;
  });
}
