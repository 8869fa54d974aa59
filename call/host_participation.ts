import type { ConsultationKey } from "../e2ee/consultation_key.ts";
import { realClock } from "../browser/clock.ts";
import { decodeBase64Url } from "../e2ee/mod.ts";
import {
  changeRecord,
  deleteExpired,
  type Expiring,
  getRecord,
  ifStorageFails,
  RESUME_KEPT_MS,
} from "./database.ts";
import { guessStore } from "./guess_counts.ts";
import { type AdmittedGuest, AdmittedGuests } from "./pairing/admitted_guests.ts";
import { HostGuesses, type HostGuessPorts, type SharedGuesses } from "./pairing/host_guesses.ts";
import { HostChannel } from "./pairing/host_channel.ts";
import { hostSeats, vouch } from "./seats/host_seats.ts";
import type { Participation } from "./use_call.ts";

/** The resume secrets of a host's guests. */
type ResumeRecords = { records: AdmittedGuest[] } & Expiring;

/** A consultation's secrets and guess counts, as the practice's browser knows them. */
interface HostSecrets extends SharedGuesses {
  /** base64url. */
  linkSecret: string;
  /** How often the code was replaced. */
  replaced: number;
}

/** What the host's participation needs from the practice. */
interface HostPorts
  extends Pick<HostGuessPorts, "refresh" | "tell" | "giveBack" | "failed" | "blocked" | "held"> {
  consultationKey: ConsultationKey;
  /** The last values read. */
  shared(): HostSecrets;
  /** A seat was taken; the consultation may have been moved. */
  seated(startsAtMs: number): void;
}

/** The guesses at the codes of one consultation. */
export function hostGuesses(room: string, ports: HostPorts): HostGuesses {
  return new HostGuesses({
    ...ports,
    clock: realClock,
    storeOf: (secret) =>
      guessStore(
        ["host", room, secret],
        room,
        (stored) => stored && (stored.replaced?.c ?? 0) >= ports.shared().replaced ? stored.c : 0,
      ),
  });
}

/** The host's participation. */
export function hostParticipation(
  room: string,
  name: string,
  guesses: HostGuesses,
  ports: HostPorts,
): Participation {
  const { consultationKey } = ports;
  const admitted = admittedGuests(room);
  // If this fails, counting guesses fails as well, which is reported.
  void deleteExpired(Date.now()).catch(ifStorageFails(undefined));
  return {
    room,
    role: "host",
    name,
    seats: hostSeats(room, ({ startsAtMs }) => ports.seated(startsAtMs)),
    makeChannel: (place) =>
      new HostChannel({
        ...place,
        origin: location.origin,
        consultationKey,
        get linkSecret() {
          return decodeBase64Url(ports.shared().linkSecret);
        },
        guesses,
        vouch: (resume) => vouch(room, place.theirPeerId, resume),
        admitted,
      }),
  };
}

/** The guests whom this browser has let into the room. */
function admittedGuests(room: string): AdmittedGuests {
  return new AdmittedGuests({
    read: async () => (await getRecord<ResumeRecords>("resume", room))?.records ?? [],
    async change(by) {
      await changeRecord<ResumeRecords>(
        "resume",
        room,
        (stored) => ({ records: by(stored?.records ?? []), expiresAtMs: Date.now() + RESUME_KEPT_MS }),
      );
    },
  });
}
