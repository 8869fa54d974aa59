import assert from "node:assert/strict";
import { StorageError } from "../../../call/database.ts";
import { type AdmittedGuest, AdmittedGuests } from "../../../call/pairing/admitted_guests.ts";
import { randomBytes } from "../../../e2ee/bytes.ts";
import type { ResumeSecret } from "../../../e2ee/resume.ts";

const secret = (): ResumeSecret => ({ id: randomBytes(16), key: {} as CryptoKey });
const guest = (peerId: string): AdmittedGuest => ({ peerId, current: secret() });

/** A browser's store, which changes nothing while `fails`. */
function makeStore() {
  const store = {
    fails: false,
    kept: [] as AdmittedGuest[],
    read: () => Promise.resolve(store.kept),
    change(by: (kept: AdmittedGuest[]) => AdmittedGuest[]) {
      if (store.fails) return Promise.reject(new StorageError("full"));
      return Promise.resolve(void (store.kept = by(store.kept)));
    },
  };
  return store;
}

const seatsOf = async (guests: AdmittedGuests) => (await guests.load()).map(({ peerId }) => peerId);

Deno.test("AdmittedGuests: the last eight, each with its last secrets", async () => {
  const store = makeStore();
  const guests = new AdmittedGuests(store);
  const first = guest("0");
  guests.save(first, undefined);
  for (let i = 1; i < 8; i++) guests.save(guest(String(i)), undefined);
  guests.save(guest("0 again"), first);
  assert.deepEqual(await seatsOf(guests), ["1", "2", "3", "4", "5", "6", "7", "0 again"]);
  guests.save(guest("8"), undefined);
  assert.deepEqual(await seatsOf(guests), ["2", "3", "4", "5", "6", "7", "0 again", "8"]);
  await guests.forget(["3", "8"]);
  assert.deepEqual(await seatsOf(guests), ["2", "4", "5", "6", "7", "0 again"]);
  assert.deepEqual(await seatsOf(new AdmittedGuests(store)), await seatsOf(guests), "and after a reload");
});

Deno.test("AdmittedGuests: who was turned away does not come back in this page, whatever the browser stores", async () => {
  const store = makeStore();
  const guests = new AdmittedGuests(store);
  guests.save(guest("removed"), undefined);
  guests.save(guest("other"), undefined);
  store.fails = true;
  await guests.forget(["removed"]);
  assert.equal(store.kept.length, 2);
  assert.deepEqual(await seatsOf(guests), ["other"]);
  guests.save(guest("unstored"), undefined);
  store.fails = false;
  assert.deepEqual(await seatsOf(guests), ["other"]);
  // The next change makes up for it.
  guests.save(guest("third"), undefined);
  assert.deepEqual(await seatsOf(new AdmittedGuests(store)), ["other", "third"]);
  // What such a seat is said to be saved with later is not kept either.
  guests.save(guest("removed"), undefined);
  assert.deepEqual(await seatsOf(guests), ["other", "third"]);
});

Deno.test("AdmittedGuests: an error that is not the storage's is a defect", async () => {
  const defect = new TypeError("defect");
  const guests = new AdmittedGuests({
    read: () => Promise.resolve([]),
    change: () => Promise.reject(defect),
  });
  await assert.rejects(guests.forget(["a"]), defect);
});
