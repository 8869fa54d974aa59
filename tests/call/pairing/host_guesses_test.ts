import assert from "node:assert/strict";
import { MAX_FAILURES } from "../../../e2ee/guesses.ts";
import { StorageError } from "../../../call/database.ts";
import type { GuessStore } from "../../../call/pairing/guess_budget.ts";
import { HostGuesses } from "../../../call/pairing/host_guesses.ts";
import { failuresOf } from "../../../practice/consultations/secrets.ts";
import { ApiError, NetworkError } from "../../../wire/client.ts";
import { FakeClock } from "../../support/fake_clock.ts";
import { openRecord, recordOf, SharedRecord } from "../shared_record.ts";

const CODE = "123456";

/** A browser of the practice: what it keeps, and its pages of one room. */
class Device {
  /** Counts by secret. */
  readonly kept = new Map<string, number>();
  refuses: Error | undefined;
  readonly failed: number[] = [];
  readonly held: unknown[] = [];
  blocked = 0;

  constructor(readonly server: SharedRecord, readonly clock: FakeClock) {}

  async open(): Promise<HostGuesses> {
    const storeOf = (secret: string): GuessStore => ({
      change: (by) => {
        if (this.refuses) return Promise.reject(this.refuses);
        const count = by(this.kept.get(secret) ?? 0);
        this.kept.set(secret, count);
        return Promise.resolve(count);
      },
    });
    const guesses = new HostGuesses({
      ...await openRecord(this.server, (_, work) => work(), this.clock),
      clock: this.clock,
      storeOf,
      failed: (failures) => this.failed.push(failures),
      blocked: () => this.blocked++,
      held: (error) => this.held.push(error),
    });
    await guesses.look();
    return guesses;
  }
}

/** Many devices take many turns. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 1_000; turn++) await Promise.resolve();
}

function scene(devices = 1) {
  const server = new SharedRecord(recordOf(CODE));
  const clock = new FakeClock(undefined, settle);
  return { server, clock, devices: Array.from({ length: devices }, () => new Device(server, clock)) };
}

/** How many of so many hellos at once are answered. */
async function answered(guesses: HostGuesses, clock: FakeClock, hellos: number): Promise<number> {
  const taken = Array.from({ length: hellos }, () => guesses.take());
  for (let minutes = 0; minutes < 2; minutes++) await clock.turn(60_000);
  return (await Promise.all(taken)).filter((guess) => guess !== undefined).length;
}

Deno.test("HostGuesses: a count is stored and told before the hello is answered", async () => {
  const { server, devices: [device] } = scene();
  const guesses = await device!.open();
  let stored = -1;
  server.mischief.write = () => void (stored = device!.kept.get(CODE)!);
  const guess = await guesses.take();
  assert.equal(guess?.secret, CODE);
  assert.equal(stored, 1, "stored before it was told");
  assert.equal(failuresOf(server.newest.record), 1, "told before it was answered");
});

Deno.test("HostGuesses: nothing is answered while the vault refuses: 503, 401, 409, silence or an older version", async () => {
  const lies: [string, (server: SharedRecord) => void][] = [
    ["503", (server) =>
      server.mischief.write = () => {
        throw new ApiError("unavailable", 503);
      }],
    ["401", (server) =>
      server.mischief.write = () => {
        throw new ApiError("signed_out", 401);
      }],
    ["409 for ever", (server) =>
      server.mischief.write = () => {
        throw new ApiError("version_conflict", 409);
      }],
    ["no answer", (server) =>
      server.mischief.write = () => {
        throw new NetworkError("none");
      }],
    ["silence", (server) => server.mischief.write = () => new Promise(() => {})],
    ["409 and an older version", (server) => {
      server.mischief.read = ([first]) => first!;
      server.mischief.write = () => {
        throw new ApiError("version_conflict", 409);
      };
    }],
  ];
  for (const [what, lie] of lies) {
    const { server, clock, devices: [device] } = scene();
    const guesses = await device!.open();
    assert.equal(await answered(guesses, clock, 1), 1, what);
    lie(server);
    assert.equal(await answered(guesses, clock, 40), 0, what);
    assert.ok(device!.held.length > 0 && device!.held.at(-1) !== undefined, `${what}: the host is told`);
    assert.equal(device!.kept.get(CODE), 1, `${what}: what is not answered is no guess`);
    server.mischief = {};
    assert.equal(await answered(guesses, clock, 40), MAX_FAILURES - 1, `${what}: answered again`);
    assert.equal(device!.held.at(-1), undefined, `${what}: the host is told that it goes on`);
  }
});

Deno.test("HostGuesses: a hello waits for the vault, and is answered when it takes the count", async () => {
  const { server, clock, devices: [device] } = scene();
  const guesses = await device!.open();
  server.mischief.write = () => {
    throw new ApiError("unavailable", 503);
  };
  const waiting = guesses.take();
  let isGone = false;
  const gone = guesses.take(() => isGone);
  await clock.turn(10_000);
  isGone = true;
  server.mischief = {};
  await clock.turn(10_000);
  assert.ok(await waiting);
  assert.equal(await gone, undefined, "a guest that has left costs nothing");
  assert.equal(failuresOf(server.newest.record), 1);
});

Deno.test("HostGuesses: nothing is answered while this browser stores nothing", async () => {
  const { server, clock, devices: [device] } = scene();
  device!.refuses = new StorageError("full");
  const guesses = await device!.open();
  assert.equal(await answered(guesses, clock, 3), 0);
  assert.ok(device!.held[0] instanceof StorageError);
  assert.equal(server.versions.length, 1, "nothing is told that is not stored");
  device!.refuses = undefined;
  assert.equal(await answered(guesses, clock, 240), MAX_FAILURES);
});

Deno.test("HostGuesses: a storage that is emptied under the page does not reset it", async () => {
  const { server, clock, devices: [device] } = scene();
  const guesses = await device!.open();
  // The server shows version 1 for ever and keeps nothing, and has the browser's storage emptied (Clear-Site-Data).
  server.mischief = { read: ([first]) => first!, write: () => false };
  let answers = 0;
  for (let i = 0; i < 240; i++) {
    device!.kept.clear();
    answers += await answered(guesses, clock, 1);
  }
  assert.equal(answers, MAX_FAILURES);
});

Deno.test("HostGuesses: another code begins anew, and its old one goes on where it was, whatever version is shown", async () => {
  const { server, clock, devices: [device] } = scene();
  assert.equal(await answered(await device!.open(), clock, 3), 3);
  const old = server.newest;
  await server.write({
    version: old.version + 1,
    record: { ...recordOf("654321"), replaced: { c: 1, l: 0 } },
  });
  let answers = 0;
  for (let turn = 0; turn < 60; turn++) {
    // A page that is opened anew is shown the old code and the new one in turn, and its counts go nowhere.
    server.mischief = { read: (versions) => turn % 2 ? versions.at(-1)! : versions[0]!, write: () => false };
    answers += await answered(await device!.open(), clock, 2);
  }
  assert.equal(answers, MAX_FAILURES - 3 + MAX_FAILURES);
});

Deno.test("HostGuesses: five answers in all from several devices, if the server is honest", async () => {
  const { server, clock, devices } = scene(4);
  const pages = await Promise.all(devices.map((device) => device.open()));
  const counts = await Promise.all(pages.map((guesses) => answered(guesses, clock, 10)));
  assert.equal(counts.reduce((sum, count) => sum + count), MAX_FAILURES);
  assert.equal(failuresOf(server.newest.record), MAX_FAILURES);
});

Deno.test("HostGuesses: a lying server gets five answers from each device, and no more", async () => {
  const { server, clock, devices } = scene(4);
  // Each device is shown the first version, and its counts are taken and thrown away.
  server.mischief = { read: ([first]) => first!, write: () => false };
  let answers = 0;
  for (let visit = 0; visit < 3; visit++) {
    for (const device of devices) answers += await answered(await device.open(), clock, 20);
  }
  assert.equal(answers, 4 * MAX_FAILURES);
  // A device that has heard of the others' counts keeps them.
  server.mischief = {};
  await server.write({
    version: 2,
    record: { ...recordOf(CODE), failures: { c: 4, l: 0 } },
  });
  const fifth = new Device(server, clock);
  await fifth.open();
  server.mischief = { read: ([first]) => first!, write: () => false };
  assert.equal(await answered(await fifth.open(), clock, 20), 1);
});

Deno.test("HostGuesses: the host is told of each failed try, and of none that succeeds", async () => {
  const { server, clock, devices: [device] } = scene();
  const guesses = await device!.open();
  const lately = () => device!.failed.splice(0).at(-1);
  assert.equal(lately(), 0);
  for (let tries = 0; tries < 20; tries++) {
    const guess = await guesses.take();
    await clock.turn(2_000);
    await guess!.forgive();
    await clock.turn(60_000);
    assert.equal(lately(), 0);
  }
  assert.equal(failuresOf(server.newest.record), 0, "each is given back in the vault");
  for (let tries = 1; tries <= MAX_FAILURES; tries++) {
    assert.equal(device!.blocked, 0);
    await guesses.take();
    await clock.turn(6_000);
    assert.equal(lately(), tries);
  }
  assert.equal(device!.blocked, 1, "with the fifth, not only with the sixth");
  assert.equal(await (await device!.open()).look(), MAX_FAILURES, "and after a reload");
});

Deno.test("HostGuesses: two pages of a browser at once share one count", async () => {
  const { clock, server, devices: [device] } = scene();
  server.mischief = { read: ([first]) => first!, write: () => false };
  const pages = [await device!.open(), await device!.open()];
  const counts = await Promise.all(pages.map((guesses) => answered(guesses, clock, 20)));
  assert.equal(counts[0]! + counts[1]!, MAX_FAILURES);
});
