import { LIMITS } from "../wire/limits.ts";
import { commitChange } from "./bumps.ts";
import { RACE, untilCommitted } from "./commit.ts";
import {
  type Consultation,
  consultationKey,
  keepFor,
  practiceConsultationKey,
  type PrivatePart,
  privatePartKey,
  rosterKey,
} from "./keys.ts";
import { setLocator } from "./locators.ts";
import { type SentPart, setPrivatePart } from "./private_parts.ts";
import { type Refused, refused } from "./refused.ts";
import { endingSeats, isRunning, vacateSeats } from "./seats.ts";

/**
 * Moves a consultation to another start. Its opening, its end and all lifetimes move along, and the private part changes in
 * the same commit. Code and invite link stay. All seats end: their clients take new ones, or are told that it is too early.
 * Refused while practice and guest are both in the room.
 */
export async function moveConsultation(
  kv: Deno.Kv,
  room: string,
  { startsAtMs, lobbyMs, part, retentionMs, nowMs }: {
    startsAtMs: number;
    lobbyMs: number;
    part: SentPart;
    retentionMs: number;
    nowMs: number;
  },
): Promise<
  Consultation | Refused<"consultation_unknown" | "version_conflict" | "consultation_running" | "signed_out">
> {
  const move = async (
    ended: string[],
    lost: number,
  ): Promise<Awaited<ReturnType<typeof moveConsultation>> | typeof RACE> => {
    const [entry, roster] = await kv.getMany<[Consultation, true]>([consultationKey(room), rosterKey(room)]);
    const { value: before } = entry;
    if (!before || nowMs >= before.expiresAtMs) return refused("consultation_unknown");
    // Moved by the attempt before, whose answer was lost.
    if (lost > 0 && before.privateVersion === part.version && before.startsAtMs === startsAtMs) {
      const { value: stored } = await kv.get<PrivatePart>(privatePartKey(room));
      if (stored?.sealed === part.sealed) return before;
    }
    if ((before.privateVersion ?? 0) + 1 !== part.version) return refused("version_conflict");
    if (await isRunning(kv, room, nowMs)) return refused("consultation_running");
    const { movedFromMs, ...rest } = before;
    const next: Consultation = {
      ...rest,
      startsAtMs,
      // Moved back to where guests know it.
      ...(movedFromMs === startsAtMs ? {} : { movedFromMs: before.startsAtMs }),
      opensAtMs: startsAtMs - lobbyMs,
      expiresAtMs: startsAtMs + LIMITS.codeLifeMs,
      privateVersion: part.version,
    };
    const kept = keepFor(next, { retentionMs, nowMs });
    const expiry = { expireIn: Math.max(1, next.expiresAtMs - nowMs) };
    const commit = kv.atomic().check(entry, roster)
      .set(consultationKey(room), next, kept)
      .set(practiceConsultationKey(next.practiceId, room), startsAtMs, kept);
    setLocator(commit, next, nowMs);
    if (!await setPrivatePart(kv, commit, next, part, nowMs)) return refused("signed_out");
    ended.push(...await vacateSeats(kv, commit, room, { goesOn: true, ...expiry }));
    return (await commitChange(kv, commit, { room, practiceId: next.practiceId })).ok ? next : RACE;
  };
  return await endingSeats(kv, room, (ended) => untilCommitted((lost) => move(ended, lost)));
}
