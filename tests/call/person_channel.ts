import { pause } from "../../browser/clock.ts";
import { MAX_GUEST_FAILURES } from "../../e2ee/guesses.ts";
import { type Bytes, randomBytes } from "../../e2ee/bytes.ts";
import type { ResumeSecret } from "../../e2ee/mod.ts";
import type { ChannelPlace } from "../../call/engine_ports.ts";
import { type AdmittedGuest, AdmittedGuests } from "../../call/pairing/admitted_guests.ts";
import { GuessBudget, type GuessStore } from "../../call/pairing/guess_budget.ts";
import { GuestChannel } from "../../call/pairing/guest_channel.ts";
import { HostChannel } from "../../call/pairing/host_channel.ts";
import { HostGuesses } from "../../call/pairing/host_guesses.ts";
import { KeyPin } from "../../call/pairing/key_pin.ts";
import type { SecureChannel } from "../../call/pairing/secure_channel.ts";
import type { Switches } from "../../call/state.ts";
import { NetworkError } from "../../wire/client.ts";
import { openRecord, type Travel } from "./shared_record.ts";
import type { Person } from "./world.ts";

export const ORIGIN = "https://vieraugen.example";

/** What a person's device keeps over a reload. */
export interface Storage {
  /** Guesses that it has counted at its code. */
  failures: { code: number };
  /** What the browser says to a change of counts and admitted guests, where it stores nothing. */
  refuses?: Error;
  resume?: ResumeSecret;
  /** Guest: the practice has let it in; kept by the tab. */
  wasAdmitted?: true;
  /** A changed safety code that nobody has compared; kept by the tab. */
  safetyChanged?: boolean;
  /** Fingerprint of the consultation key that it holds the practice to. */
  pinned?: Bytes;
  records: AdmittedGuest[];
  switches: Switches;
}

/** The key by which a new page of a guest's recognizes the practice. */
export function pinOf({ keyFingerprint, storage }: Pick<Person, "keyFingerprint" | "storage">): KeyPin {
  return new KeyPin(
    keyFingerprint,
    (fingerprint) => Promise.resolve(storage.pinned ??= fingerprint),
  );
}

/** Where a person's browser counts guesses. */
function storeOf({ storage }: Person): GuessStore {
  return {
    change: (by) =>
      storage.refuses
        ? Promise.reject(storage.refuses)
        : Promise.resolve(storage.failures.code = by(storage.failures.code)),
  };
}

/** The guests whom a new page of a host's knows. */
export function admittedOf({ storage }: Pick<Person, "storage">): AdmittedGuests {
  return new AdmittedGuests({
    read: () => Promise.resolve(storage.records),
    async change(by) {
      if (storage.refuses) throw storage.refuses;
      storage.records = await Promise.resolve(by(storage.records));
    },
  });
}

/** The guesses that a new page of a host by code counts; undefined if its private part cannot be opened. */
export async function guessesOf(
  person: Person,
  closing: AbortSignal,
  travel: Travel,
): Promise<HostGuesses | undefined> {
  const { world: { clock }, world, role, secret, failed, locked, held } = person;
  if (role !== "host" || secret.method !== "code") return undefined;
  // For longer than any server is away here.
  for (let tries = 0; tries < 200 && !closing.aborted; tries++) {
    try {
      const guesses = new HostGuesses({
        ...await openRecord(world.recordOf(secret.digits), travel, clock),
        clock,
        storeOf: () => storeOf(person),
        failed: (failures) => failed.push(failures),
        blocked: () => locked.push("code"),
        held: (error) => held.push(error),
      });
      await guesses.look();
      return guesses;
    } catch (error) {
      // The page does not open: it says why.
      if (!(error instanceof NetworkError)) held.push(error);
      if (!(error instanceof NetworkError)) return undefined;
      await pause(1_000, { clock, signal: closing });
    }
  }
  return undefined;
}

/** The channel that a person's page makes to one peer. */
export function channelOf(person: Person, place: ChannelPlace): SecureChannel {
  const { storage, secret } = person;
  if (person.role === "guest") {
    return new GuestChannel({
      ...place,
      origin: ORIGIN,
      name: person.name,
      secret,
      budget: new GuessBudget(storeOf(person), MAX_GUEST_FAILURES),
      pin: person.pin,
      resume: {
        load: () => Promise.resolve(storage.resume),
        save: (made) => {
          storage.resume = made;
          storage.wasAdmitted = true;
        },
      },
    });
  }
  return new HostChannel({
    ...place,
    origin: ORIGIN,
    consultationKey: person.consultationKey,
    linkSecret: secret.method === "link" ? secret.bytes : randomBytes(16),
    vouch: () => {},
    guesses: { take: async (isOver) => await (await person.guesses)?.take(isOver) },
    admitted: person.admitted,
  });
}
