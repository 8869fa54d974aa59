import assert from "node:assert/strict";
import { LOOK_AGAIN_MS, LOOK_SOON_MS, type RoomStatus, RoomWatch } from "../../../call/entry/room_status.ts";
import { ApiError, NetworkError, type RequestPort } from "../../../wire/client.ts";
import type { RoomStatusAnswer } from "../../../wire/rooms.ts";
import { FakeClock, settle } from "../../support/fake_clock.ts";

const ROOM = "AAAAAAAAAAAAAAAAAAAAAA";
const START = 1_800_003_600_000;
/** This device is an hour and a half behind the server. */
const BEHIND_MS = 90 * 60_000;

/** A watched room whose server answers by `answer`, and the states that the page received. */
function watchRoom(
  answer: (serverNowMs: number, token: string | undefined) => Partial<RoomStatusAnswer> | Error,
  proofs: readonly string[] = [],
) {
  const clock = new FakeClock(START - 3600_000 - BEHIND_MS);
  const told: RoomStatus[] = [];
  const asked: string[] = [];
  const request: RequestPort = (endpoint, options) => {
    asked.push(`${endpoint} ${JSON.stringify("params" in options ? options.params : {})}`);
    const serverNowMs = clock.nowMs() + BEHIND_MS;
    const given = answer(serverNowMs, options.token);
    if (given instanceof Error) return Promise.reject(given);
    const opensAtMs = (given.startsAtMs ?? START) - 1800_000;
    const state = serverNowMs < opensAtMs ? "early" : "open";
    const outline = { state, practiceName: "Praxis", startsAtMs: START, opensAtMs, serverNowMs, ...given };
    return Promise.resolve(outline as never);
  };
  const watch = new RoomWatch(
    ROOM,
    { clock, request, random: () => 0.5, proofs: () => Promise.resolve(proofs) },
    (state) => told.push(state),
  );
  const stateNow = () => {
    const last = told.at(-1);
    return last?.kind === "known" ? last.outline.state : last?.kind;
  };
  return { clock, told, asked, watch, stateNow };
}

Deno.test("RoomWatch: too early goes on by itself when it opens, by the server's clock", async () => {
  const { clock, told, asked, stateNow } = watchRoom(() => ({}));
  await settle();
  assert.equal(stateNow(), "early");
  assert.equal(told[0]?.kind === "known" && told[0].offsetMs, BEHIND_MS);
  await clock.turn(1800_000 - 1);
  assert.equal(stateNow(), "early");
  await clock.turn(1);
  assert.equal(stateNow(), "open");
  const looks = asked.length;
  await clock.turn(24 * 3600_000);
  assert.equal(asked.length, looks, "an open room is not asked about again");
  assert.ok(looks <= 8 + 1800_000 / LOOK_AGAIN_MS, `${looks} looks`);
  assert.deepEqual([...new Set(asked)], [`GET /api/rooms/:room {"room":"${ROOM}"}`]);
});

Deno.test("RoomWatch: a device that slept looks as soon as it wakes, once", async () => {
  const { clock, asked, watch, stateNow } = watchRoom(() => ({}));
  await settle();
  clock.sleep(2 * 3600_000);
  watch.wake();
  watch.wake();
  await settle();
  assert.equal(stateNow(), "open");
  assert.equal(asked.length, 2);
  watch.wake();
  await settle();
  assert.equal(asked.length, 2, "nothing to look for any more");
});

Deno.test("RoomWatch: moved while waiting is told; cancelled ends it, unless that is taken back", async () => {
  const served: Partial<RoomStatusAnswer> = { startsAtMs: START };
  const { clock, told, asked, stateNow } = watchRoom(() => ({ ...served }));
  await settle();
  served.startsAtMs = START + 3600_000;
  await clock.turn(LOOK_AGAIN_MS);
  const moved = told.at(-1);
  assert.ok(moved?.kind === "known");
  assert.equal(moved.outline.startsAtMs, START + 3600_000);
  served.state = "cancelled";
  await clock.turn(LOOK_AGAIN_MS);
  assert.equal(stateNow(), "cancelled");
  const looks = asked.length;
  await clock.turn(LOOK_SOON_MS);
  assert.equal(asked.length, looks + 1);
  served.state = "early";
  await clock.turn(LOOK_SOON_MS);
  assert.equal(stateNow(), "early", "restored");
  served.state = "cancelled";
  await clock.turn(3600_000);
  assert.equal(stateNow(), "cancelled");
  const atLast = asked.length;
  await clock.turn(3600_000);
  assert.equal(asked.length, atLast);
});

Deno.test("RoomWatch: without a server it says so and goes on trying; what is known stays", async () => {
  let down = true;
  const { clock, told, stateNow } = watchRoom(() => down ? new NetworkError("down") : {});
  await settle();
  assert.equal(stateNow(), "unreachable");
  down = false;
  await clock.turn(1_000);
  assert.equal(stateNow(), "early");
  down = true;
  const before = told.length;
  await clock.turn(5 * LOOK_AGAIN_MS);
  assert.equal(told.length, before, "nothing else is told");
  down = false;
  await clock.turn(1800_000);
  assert.equal(stateNow(), "open");
});

Deno.test("RoomWatch: an unknown room ends it; asked too often waits as told; closed asks no more", async () => {
  const unknown = watchRoom(() => new ApiError("consultation_unknown", 404));
  await settle();
  assert.equal(unknown.stateNow(), "unknown");
  await unknown.clock.turn(3600_000);
  assert.equal(unknown.asked.length, 1);

  const busy = watchRoom(() => new ApiError("too_many_requests", 429, { retryAfterMs: 40_000 }));
  await busy.clock.turn(39_000);
  assert.equal(busy.asked.length, 1);
  await busy.clock.turn(2_000);
  assert.equal(busy.asked.length, 2);
  busy.watch.close();
  await busy.clock.turn(3600_000);
  assert.equal(busy.asked.length, 2);
});

Deno.test("RoomWatch: shows what proves to know the room, one after the other until the server knows it", async () => {
  const shown: (string | undefined)[] = [];
  const watchWith = async (proofs: readonly string[], known: string | undefined) => {
    shown.length = 0;
    const { told, clock } = watchRoom(
      (serverNowMs, token) => {
        shown.push(token);
        return token === known ? { serverNowMs } : new ApiError("consultation_unknown", 404);
      },
      proofs,
    );
    await settle();
    clock.sleep(1);
    return told.at(-1)?.kind;
  };
  assert.equal(await watchWith(["link", "resume", "former"], "resume"), "known");
  assert.deepEqual(shown, ["link", "resume"]);
  assert.equal(await watchWith(["link", "resume"], "former"), "unknown");
  assert.deepEqual(shown, ["link", "resume"]);
  assert.equal(await watchWith([], undefined), "known", "a consultation of an older version");
  assert.deepEqual(shown, [undefined]);
});
