import { LIMITS } from "../wire/limits.ts";
import { commitChange } from "./bumps.ts";
import { RACE, untilCommitted } from "./commit.ts";
import { keepFor, setLocator, setPrivatePart } from "./consultations.ts";
import {
  type Consultation,
  consultationKey,
  practiceConsultationKey,
  type PrivatePart,
  privatePartKey,
  rosterKey,
} from "./keys.ts";
import { deleteMail, deleteSeats, isRunning } from "./seats.ts";

export type MoveRefusal = { refusal: "consultation_unknown" | "version_conflict" | "consultation_running" };

/**
 * Moves a consultation to another start: when it opens and dies, and everything's lifetime, moves with it, and its private
 * part says the same from the same commit on. Code and link stay. Whoever waits loses the seat and takes a new one, or
 * hears that it is too early now. While practice and guest are both in the room nothing is moved.
 */
export async function moveConsultation(
  kv: Deno.Kv,
  room: string,
  { startsAtMs, lobbyMs, part, retentionMs, nowMs }: {
    startsAtMs: number;
    lobbyMs: number;
    part: PrivatePart;
    retentionMs: number;
    nowMs: number;
  },
): Promise<Consultation | MoveRefusal> {
  const left: string[] = [];
  const moved = await untilCommitted(async (lost) => {
    const [entry, roster] = await kv.getMany<[Consultation, true]>([consultationKey(room), rosterKey(room)]);
    const { value: before } = entry;
    if (!before || nowMs >= before.expiresAtMs) return { refusal: "consultation_unknown" as const };
    // Moved by this very run, whose answer was lost.
    if (lost > 0 && before.privateVersion === part.version && before.startsAtMs === startsAtMs) {
      const { value: stored } = await kv.get<PrivatePart>(privatePartKey(room));
      if (stored?.sealed === part.sealed) return before;
    }
    if ((before.privateVersion ?? 0) + 1 !== part.version) return { refusal: "version_conflict" as const };
    if (await isRunning(kv, room, nowMs)) return { refusal: "consultation_running" as const };
    const { movedFromMs, ...rest } = before;
    const next: Consultation = {
      ...rest,
      startsAtMs,
      // Moved back: nobody has to be told that it had been elsewhere.
      ...(movedFromMs === startsAtMs ? {} : { movedFromMs: before.startsAtMs }),
      opensAtMs: startsAtMs - lobbyMs,
      expiresAtMs: startsAtMs + LIMITS.codeLifeMs,
      privateVersion: part.version,
    };
    const kept = keepFor(next, { retentionMs, nowMs });
    const commit = kv.atomic().check(entry, roster)
      .set(consultationKey(room), next, kept)
      .set(practiceConsultationKey(next.practiceId, room), startsAtMs, kept);
    setLocator(commit, next, nowMs);
    setPrivatePart(commit, next, part, nowMs);
    left.push(...await deleteSeats(kv, commit, room, { goesOn: true }));
    return (await commitChange(kv, commit, { room, practiceId: next.practiceId })).ok ? next : RACE;
  });
  if (!("refusal" in moved)) await deleteMail(kv, room, left);
  return moved;
}
