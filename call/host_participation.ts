import type { ConsultationKey } from "../e2ee/consultation_key.ts";
import { realClock } from "../browser/clock.ts";
import { decodeBase64Url, type ResumeSecret } from "../e2ee/mod.ts";
import { changeRecord, deleteExpired, type Expiring, getRecord, ifStorageFails } from "./database.ts";
import { guessStore } from "./guess_counts.ts";
import { HostGuesses, type HostGuessPorts, type SharedGuesses } from "./pairing/host_guesses.ts";
import { type AdmittedGuest, HostChannel } from "./pairing/host_channel.ts";
import { hostSeats, vouch } from "./seats/host_seats.ts";
import type { Participation } from "./use_call.ts";

/** Maximum number of guests per consultation who can resume. */
const MAX_RESUME_RECORDS = 8;

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
  expiresAtMs: number;
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
  const { expiresAtMs, consultationKey } = ports;
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
        resume: {
          load: async () => (await getRecord<ResumeRecords>("resume", room))?.records ?? [],
          save: (record, replaced) =>
            void changeRecord<ResumeRecords>("resume", room, (stored) => {
              const others = (stored?.records ?? [])
                .filter(({ current }) => !sameSecret(current, replaced?.current));
              return { records: [...others, record].slice(-MAX_RESUME_RECORDS), expiresAtMs };
            }).catch(ifStorageFails(undefined)),
          async forget(peerIds) {
            await changeRecord<ResumeRecords>("resume", room, (stored) => {
              const others = (stored?.records ?? []).filter(({ peerId }) => !peerIds.includes(peerId));
              return { records: others, expiresAtMs };
            });
          },
        },
      }),
  };
}

function sameSecret(a: ResumeSecret, b: ResumeSecret | undefined): boolean {
  return b !== undefined && a.id.every((byte, index) => byte === b.id[index]);
}
