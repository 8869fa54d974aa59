import { decodeBase64Url, type ResumeSecret } from "../e2ee/mod.ts";
import {
  changeRecord,
  deleteExpired,
  type Expiring,
  getRecord,
  putRecord,
  StorageError,
} from "./database.ts";
import { type Failures, GuessBudget, type GuessedMethod, MAX_GUEST_FAILURES } from "./guess_budget.ts";
import { guestSeats, hostSeats } from "./seats.ts";
import { seatFailures, type StoredSeat } from "./stored_seat.ts";
import type { Participation } from "./use_call.ts";
import { type AdmittedGuest, GuestChannel, type GuestSecret, HostChannel } from "./vc1_channel.ts";

/** Most guests of one consultation that can come back without another knock. */
const MAX_RESUME_RECORDS = 8;

/** A guest's part, from what the tab knows. */
export function guestParticipation(seat: StoredSeat, onTaken: (seat: StoredSeat) => void): Participation {
  const { room, name, expiresAtMs } = seat;
  const secret: GuestSecret = seat.method === "c"
    ? { method: "c", digits: seat.secret }
    : { method: "l", bytes: decodeBase64Url(seat.secret) };
  const untilMs = expiresAtMs || Date.now() + 48 * 3600_000;
  // Not the host's record: somebody may try an invitation in the browser that made it.
  const kept = `${room} guest`;
  const budget = new GuessBudget(seatFailures(sessionStorage, seat), undefined, MAX_GUEST_FAILURES);
  // A browser that keeps nothing lets its guest in all the same: after a reload it knocks again.
  void deleteExpired(Date.now()).catch(ifStorageFails(undefined));
  return {
    role: "guest",
    name,
    seats: guestSeats(sessionStorage, seat, onTaken),
    makeChannel: (place) =>
      new GuestChannel({
        ...place,
        origin: location.origin,
        name,
        secret,
        budget,
        resume: {
          load: () =>
            getRecord<{ secret: ResumeSecret } & Expiring>("resume", kept)
              .then((record) => record?.secret, ifStorageFails(undefined)),
          save: (secret) =>
            putRecord("resume", kept, { secret, expiresAtMs: untilMs }).catch(ifStorageFails(undefined)),
        },
      }),
  };
}

/** The resume secrets of a host's guests. */
type ResumeRecords = { records: AdmittedGuest[] } & Expiring;

/** What the practice's browser knows of a consultation. */
export interface HostSecrets {
  codeSecret: string;
  /** base64url. */
  linkSecret: string;
  expiresAtMs: number;
}

/** The host's part. Without secrets (another device made the consultation) nobody can be let in. */
export function hostParticipation(
  room: string,
  name: string,
  known: HostSecrets,
  onLocked: (method: GuessedMethod) => void,
): Participation {
  const { expiresAtMs } = known;
  // Where it fails, counting guesses fails, too, and that is told.
  void deleteExpired(Date.now()).catch(ifStorageFails(undefined));
  const budget = new GuessBudget({
    change: (by) =>
      changeRecord<Failures & Expiring>("guesses", room, (stored) => ({
        ...by({ c: stored?.c ?? 0, l: stored?.l ?? 0 }),
        expiresAtMs,
      })),
  }, onLocked);
  return {
    role: "host",
    name,
    seats: hostSeats(room),
    makeChannel: (place) =>
      new HostChannel({
        ...place,
        origin: location.origin,
        secrets: { code: known.codeSecret, link: decodeBase64Url(known.linkSecret) },
        budget,
        resume: {
          load: async () => (await getRecord<ResumeRecords>("resume", room))?.records ?? [],
          async save(record, replaced) {
            await changeRecord<ResumeRecords>("resume", room, (stored) => {
              const others = (stored?.records ?? [])
                .filter(({ current }) => !sameSecret(current, replaced?.current));
              return { records: [...others, record].slice(-MAX_RESUME_RECORDS), expiresAtMs };
            });
          },
        },
      }),
  };
}

function sameSecret(a: ResumeSecret, b: ResumeSecret | undefined): boolean {
  return b !== undefined && a.id.every((byte, index) => byte === b.id[index]);
}

function ifStorageFails<Value>(instead: Value): (error: unknown) => Value {
  return (error) => {
    if (error instanceof StorageError) return instead;
    throw error;
  };
}
