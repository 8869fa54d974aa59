import assert from "node:assert/strict";
import fc from "fast-check";
import {
  loadSeat,
  noteAdmission,
  parseStoredSeat,
  saveSeat,
  type StoredSeat,
} from "../../../call/seats/stored_seat.ts";
import { nearly } from "../../support/nearly.ts";

const seed = Math.floor(Math.random() * 2 ** 31);
const runs = { seed, numRuns: 2_000 };

const SEAT: StoredSeat = {
  role: "guest",
  room: "r",
  peerId: "p",
  token: "t",
  name: "Ada",
  method: "code",
  locator: "12345",
  secret: "123456",
  failures: 1,
  startsAtMs: 1,
  practiceName: "P",
  waitingPhone: "1",
  clockOffsetMs: 0,
};

Deno.test("parseStoredSeat: a seat or nothing, whatever the tab has kept; what was saved comes back", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        nearly({ ...SEAT, method: "c" }).map((value) => JSON.stringify(value)),
      ),
      (text) => {
        const seat = parseStoredSeat(text);
        if (!seat) return;
        assert.equal(typeof seat.name, "string");
        assert.ok(seat.failures === undefined || typeof seat.failures === "number");
        assert.ok(seat.token === undefined || typeof seat.token === "string");
      },
    ),
    runs,
  );
  const items: string[] = [];
  saveSeat({ getItem: () => null, setItem: (_, text) => void items.push(text), removeItem() {} }, SEAT);
  assert.deepEqual(parseStoredSeat(items[0]!), SEAT);
});

Deno.test("parseStoredSeat: a seat of an older version, without the end that its server gave", () => {
  for (const expiresAtMs of [0, 1, 1e300, "never"]) {
    assert.deepEqual(parseStoredSeat(JSON.stringify({ ...SEAT, method: "c", expiresAtMs })), SEAT);
  }
});

Deno.test("noteAdmission: stays with the seat of this tab until the person joins anew", () => {
  const items = new Map<string, string>();
  const storage = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
  saveSeat(storage, SEAT);
  assert.equal(loadSeat(storage, "r")?.wasAdmitted, undefined);
  noteAdmission(storage, { ...SEAT, name: "of an older page" });
  assert.deepEqual(loadSeat(storage, "r"), { ...SEAT, wasAdmitted: true });
  saveSeat(storage, SEAT);
  assert.equal(loadSeat(storage, "r")?.wasAdmitted, undefined, "joined by code or link, with a click");
  items.clear();
  noteAdmission(storage, SEAT);
  assert.equal(loadSeat(storage, "r")?.wasAdmitted, true);
  for (const wasAdmitted of [false, 1, "yes"]) {
    assert.equal(parseStoredSeat(JSON.stringify({ ...SEAT, method: "c", wasAdmitted })), undefined);
  }
});
