import { LIMITS } from "../wire/limits.ts";
import { isOpenAt } from "../wire/windows.ts";
import { commitChange } from "./bumps.ts";
import { RACE, untilCommitted } from "./commit.ts";
import {
  type CancelledConsultation,
  cancelledKey,
  type Consultation,
  consultationKey,
  keepFor,
  type LocatorClaim,
  locatorKey,
  type Practice,
  practiceConsultationKey,
  practiceKey,
  type PrivatePart,
  privatePartKey,
  type Restorable,
  restorableKey,
  rosterKey,
} from "./keys.ts";
import { setLocator } from "./locators.ts";
import { setPrivatePart } from "./private_parts.ts";
import { type Refused, refused } from "./refused.ts";
import { endingSeats, vacateSeats } from "./seats.ts";

/**
 * Cancels a consultation: code, invite link, seats and messages are gone at once. For `LIMITS.restoreMs` it can be restored,
 * and its locator is reserved.
 */
export async function cancelConsultation(kv: Deno.Kv, room: string, nowMs: number): Promise<void> {
  const cancel = async (ended: string[]): Promise<true | typeof RACE> => {
    const [entry, part, roster] = await kv.getMany<[Consultation, PrivatePart, true]>([
      consultationKey(room),
      privatePartKey(room),
      rosterKey(room),
    ]);
    if (!entry.value) return true;
    const practice = await kv.get<Practice>(practiceKey(entry.value.practiceId));
    const { practiceId, linkProofHash, startsAtMs, opensAtMs, expiresAtMs, waitingPhone } = entry.value;
    const untilExpiry = { expireIn: Math.max(1, expiresAtMs - nowMs) };
    const cancelled: CancelledConsultation = {
      practiceId,
      ...(linkProofHash === undefined ? {} : { linkProofHash }),
      startsAtMs,
      opensAtMs,
      expiresAtMs,
      ...(waitingPhone === undefined ? {} : { waitingPhone }),
    };
    const restorable: Restorable = {
      consultation: entry.value,
      ...(part.value ? { part: part.value } : {}),
      ...(part.value && practice.value ? { keyEpoch: practice.value.keyEpoch } : {}),
      endsAtMs: Math.min(nowMs + LIMITS.restoreMs, expiresAtMs),
    };
    const commit = kv.atomic().check(entry, part, roster, practice)
      .delete(consultationKey(room))
      .delete(practiceConsultationKey(practiceId, room))
      .delete(privatePartKey(room))
      .set(cancelledKey(room), cancelled, untilExpiry)
      .set(restorableKey(room), restorable, { expireIn: Math.max(1, restorable.endsAtMs - nowMs) });
    // Reserves the locator. The room it names is gone, so the code is answered like an unknown one.
    setLocator(commit, { ...entry.value, expiresAtMs: restorable.endsAtMs }, nowMs);
    // All seats in this commit: a waiting poll that saw only some of them gone would report peers that left.
    ended.push(...await vacateSeats(kv, commit, room, { goesOn: false, ...untilExpiry }));
    return (await commitChange(kv, commit, { room, practiceId })).ok || RACE;
  };
  await endingSeats(kv, room, (ended) => untilCommitted(() => cancel(ended)));
}

/**
 * Takes a cancellation back: code, invite link and private part are as before. Not with a new practice key: its ledger does
 * not list what was cancelled, so the private part could never be opened.
 */
export async function restoreConsultation(
  kv: Deno.Kv,
  { practiceId, room, retentionMs, nowMs }: {
    practiceId: string;
    room: string;
    retentionMs: number;
    nowMs: number;
  },
): Promise<Consultation | Refused<"consultation_unknown">> {
  return await untilCommitted(async () => {
    const [entry, existing, practice] = await kv.getMany<[Restorable, Consultation, Practice]>([
      restorableKey(room),
      consultationKey(room),
      practiceKey(practiceId),
    ]);
    // A repeated request.
    if (existing.value?.practiceId === practiceId && nowMs < existing.value.expiresAtMs) {
      return existing.value;
    }
    if (
      entry.value?.consultation.practiceId !== practiceId ||
      !isOpenAt(nowMs, { endsAtMs: entry.value.endsAtMs, lengthMs: LIMITS.restoreMs })
    ) {
      return refused("consultation_unknown");
    }
    const { consultation: { locator, ...rest }, part, keyEpoch } = entry.value;
    if (keyEpoch !== undefined && keyEpoch !== practice.value?.keyEpoch) {
      return refused("consultation_unknown");
    }
    const claim = locator === undefined ? undefined : await kv.get<LocatorClaim>(locatorKey(locator));
    // When the reservation has just ended, another room may have got the locator; then the practice makes a new code.
    const isOwn = !claim?.value || claim.value.room === room || claim.value.expiresAtMs <= nowMs;
    const consultation: Consultation = locator === undefined || !isOwn ? rest : { ...rest, locator };
    const kept = keepFor(consultation, { retentionMs, nowMs });
    const commit = kv.atomic().check(entry, existing, practice, ...(claim ? [claim] : []))
      .delete(restorableKey(room))
      .delete(cancelledKey(room))
      .set(consultationKey(room), consultation, kept)
      .set(practiceConsultationKey(practiceId, room), consultation.startsAtMs, kept);
    setLocator(commit, consultation, nowMs);
    if (part) await setPrivatePart(kv, commit, consultation, part, nowMs);
    return (await commitChange(kv, commit, { practiceId })).ok ? consultation : RACE;
  });
}
