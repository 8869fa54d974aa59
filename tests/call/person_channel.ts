import { type GuessCounts, MAX_GUEST_FAILURES } from "../../e2ee/guesses.ts";
import type { Bytes } from "../../e2ee/bytes.ts";
import type { ResumeSecret } from "../../e2ee/mod.ts";
import type { ChannelPlace } from "../../call/engine_ports.ts";
import { GuessBudget } from "../../call/pairing/guess_budget.ts";
import { GuestChannel } from "../../call/pairing/guest_channel.ts";
import { type AdmittedGuest, HostChannel } from "../../call/pairing/host_channel.ts";
import { KeyPin } from "../../call/pairing/key_pin.ts";
import type { SecureChannel } from "../../call/pairing/secure_channel.ts";
import type { Switches } from "../../call/state.ts";
import type { Person } from "./world.ts";

export const ORIGIN = "https://vieraugen.example";

/** What a person's device keeps over a reload. */
export interface Storage {
  failures: GuessCounts;
  resume?: ResumeSecret;
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

/** The channel that a person's page makes to one peer. */
export function channelOf(person: Person, place: ChannelPlace): SecureChannel {
  const { storage, secret } = person;
  const store = {
    change: (by: (failures: GuessCounts) => GuessCounts) =>
      Promise.resolve(storage.failures = by(storage.failures)),
  };
  if (person.role === "guest") {
    return new GuestChannel({
      ...place,
      origin: ORIGIN,
      name: person.name,
      secret,
      budget: new GuessBudget(store, undefined, MAX_GUEST_FAILURES),
      pin: person.pin,
      resume: {
        load: () => Promise.resolve(storage.resume),
        save: (made) => {
          storage.resume = made;
        },
      },
    });
  }
  return new HostChannel({
    ...place,
    origin: ORIGIN,
    consultationKey: person.consultationKey,
    secrets: secret.method === "code" ? { code: secret.digits } : { link: secret.bytes },
    budget: new GuessBudget(store, (method) => person.locked.push(method)),
    resume: {
      load: () => Promise.resolve(storage.records),
      save: (record, replaced) => {
        storage.records = [
          ...storage.records.filter((other) => other.current !== replaced?.current),
          record,
        ];
      },
      forget(peerIds) {
        storage.records = storage.records.filter(({ peerId }) => !peerIds.includes(peerId));
        return Promise.resolve();
      },
    },
  });
}
