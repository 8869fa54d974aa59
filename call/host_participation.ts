import { decodeBase64Url, type ResumeSecret } from "../e2ee/mod.ts";
import {
  changeRecord,
  deleteExpired,
  type Expiring,
  getRecord,
  ifStorageFails,
} from "../browser/database.ts";
import { type Failures, GuessBudget, type GuessedMethod } from "./pairing/guess_budget.ts";
import { type AdmittedGuest, HostChannel } from "./pairing/host_channel.ts";
import { hostSeats } from "./seats/host_seats.ts";
import type { Participation } from "./use_call.ts";

/** Most guests of one consultation that can come back without another knock. */
const MAX_RESUME_RECORDS = 8;

/** The resume secrets of a host's guests. */
type ResumeRecords = { records: AdmittedGuest[] } & Expiring;

/** What the practice's browser knows of a consultation. */
export interface HostSecrets {
  codeSecret: string;
  /** base64url. */
  linkSecret: string;
  /** Failed handshakes that the practice's devices have told each other of. */
  failures: Failures;
  /** How often each secret was replaced: guesses at the one before do not count. */
  replaced: Failures;
}

/** What the host's part needs of the practice. */
export interface HostPorts {
  expiresAtMs: number;
  /** As read last. */
  secrets(): HostSecrets;
  /** Reads them again, before a hello is answered: another device may have replaced a code or counted guesses. */
  refresh(): Promise<void>;
  /** A handshake was taken out of the budget (1), or put back (-1). */
  counted(method: GuessedMethod, by: 1 | -1): void;
  locked(method: GuessedMethod): void;
  /** A seat was taken; it may have been moved meanwhile. */
  seated(startsAtMs: number): void;
}

/** What this browser has counted, and at which secrets. */
type CountedGuesses = Failures & { replaced?: Failures } & Expiring;

/** The host's part. */
export function hostParticipation(room: string, name: string, ports: HostPorts): Participation {
  const { expiresAtMs } = ports;
  // Where it fails, counting guesses fails, too, and that is told.
  void deleteExpired(Date.now()).catch(ifStorageFails(undefined));
  const budget = new GuessBudget({
    refresh: () => ports.refresh(),
    async change(by) {
      const { failures, replaced } = ports.secrets();
      let before: Failures = failures;
      const after = await changeRecord<CountedGuesses>("guesses", room, (stored) => {
        // The larger count: a server may hand an old record back. One of a secret that is gone is no count.
        const larger = (method: GuessedMethod) =>
          stored && (stored.replaced?.[method] ?? 0) >= replaced[method]
            ? Math.max(stored[method], failures[method])
            : failures[method];
        before = { c: larger("c"), l: larger("l") };
        return { ...by(before), replaced, expiresAtMs };
      });
      for (const method of ["c", "l"] as const) {
        const difference = after[method] - before[method];
        if (difference === 1 || difference === -1) ports.counted(method, difference);
      }
      return after;
    },
  }, ports.locked);
  return {
    room,
    role: "host",
    name,
    seats: hostSeats(room, ({ startsAtMs }) => ports.seated(startsAtMs)),
    makeChannel: (place) =>
      new HostChannel({
        ...place,
        origin: location.origin,
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
