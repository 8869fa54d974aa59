import type { ConsultationKey } from "../e2ee/consultation_key.ts";
import { type GuessCounts, type GuessedMethod, readGuessCounts } from "../e2ee/guesses.ts";
import { decodeBase64Url, type ResumeSecret } from "../e2ee/mod.ts";
import { changeRecord, deleteExpired, type Expiring, getRecord, ifStorageFails } from "./database.ts";
import { GuessBudget } from "./pairing/guess_budget.ts";
import {
  largerCounts,
  type SharedGuesses,
  type StoredGuesses,
  storedGuesses,
} from "./pairing/host_guesses.ts";
import { type AdmittedGuest, HostChannel } from "./pairing/host_channel.ts";
import { hostSeats } from "./seats/host_seats.ts";
import type { Participation } from "./use_call.ts";

/** Maximum number of guests per consultation who can resume. */
const MAX_RESUME_RECORDS = 8;

/** The resume secrets of a host's guests. */
type ResumeRecords = { records: AdmittedGuest[] } & Expiring;

/** A consultation's secrets and guess counts, as the practice's browser knows them. */
interface HostSecrets extends SharedGuesses {
  codeSecret: string;
  /** base64url. */
  linkSecret: string;
}

/** What the host's participation needs from the practice. */
interface HostPorts {
  consultationKey: ConsultationKey;
  expiresAtMs: number;
  /** The method whose secret was already blocked when the page was opened. */
  blockedMethod: GuessedMethod | undefined;
  /** The last values read. */
  secrets(): HostSecrets;
  /** Reads them again before a hello is answered: another device may have replaced a code or counted guesses. */
  refresh(): Promise<void>;
  /** A handshake was taken out of the budget (1), or put back (-1). */
  counted(method: GuessedMethod, by: 1 | -1): void;
  /** A handshake was refused because its code or link is blocked. */
  blocked(method: GuessedMethod): void;
  /** A seat was taken; the consultation may have been moved. */
  seated(startsAtMs: number): void;
}

/** The host's participation. */
export function hostParticipation(room: string, name: string, ports: HostPorts): Participation {
  const { expiresAtMs, consultationKey } = ports;
  // If this fails, counting guesses fails as well, which is reported.
  void deleteExpired(Date.now()).catch(ifStorageFails(undefined));
  const budget = new GuessBudget({
    refresh: () => ports.refresh(),
    async change(by) {
      const shared = ports.secrets();
      let before = shared.failures;
      const stored = await changeRecord<StoredGuesses & Expiring>("guesses", room, (stored) => {
        before = largerCounts(stored, shared);
        return { ...storedGuesses(by(before), shared.replaced), expiresAtMs };
      });
      const after: GuessCounts = readGuessCounts(stored);
      for (const method of ["code", "link"] as const) {
        const difference = after[method] - before[method];
        if (difference === 1 || difference === -1) ports.counted(method, difference);
      }
      return after;
    },
  }, ports.blocked);
  return {
    room,
    role: "host",
    name,
    blockedMethod: ports.blockedMethod,
    seats: hostSeats(room, ({ startsAtMs }) => ports.seated(startsAtMs)),
    makeChannel: (place) =>
      new HostChannel({
        ...place,
        origin: location.origin,
        consultationKey,
        secrets: {
          get code() {
            return ports.secrets().codeSecret;
          },
          get link() {
            return decodeBase64Url(ports.secrets().linkSecret);
          },
        },
        budget,
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
