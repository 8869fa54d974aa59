import assert from "node:assert/strict";
import { IceServers } from "../../../call/signaling/ice_servers.ts";
import { ApiError, NetworkError } from "../../../wire/client.ts";
import type { IceAnswer } from "../../../wire/rooms.ts";
import { FakeClock, settle } from "../../support/fake_clock.ts";

const LIFETIME_MS = 3600_000;

/** Relays whose answers are numbered; `failures` come first. */
function relays(failures: Error[] = [], lifetimeMs: number | null = LIFETIME_MS, former?: IceAnswer) {
  const clock = new FakeClock();
  const renewed: string[] = [];
  let asked = 0;
  const nameOf = (answer: IceAnswer) => answer.iceServers[0]?.username ?? "";
  const servers = new IceServers(
    () => {
      const failure = failures.shift();
      if (failure) return Promise.reject(failure);
      const iceServers = [{ urls: ["turn:relay.example"], username: `user ${++asked}`, credential: "x" }];
      return Promise.resolve({
        iceServers,
        iceTransportPolicy: "all",
        ...(lifetimeMs === null ? {} : { lifetimeMs }),
      });
    },
    { clock, random: () => 0.5 },
    (answer) => renewed.push(nameOf(answer)),
    former,
  );
  return { clock, servers, renewed, failures, current: async () => nameOf(await servers.current()) };
}

Deno.test("IceServers: credentials are renewed before they end, again and again", async () => {
  const { clock, renewed, current } = relays();
  assert.equal(await current(), "user 1");
  await clock.turn(LIFETIME_MS * 0.69);
  assert.deepEqual(renewed, []);
  await clock.turn(LIFETIME_MS * 0.02);
  assert.deepEqual(renewed, ["user 2"]);
  assert.equal(await current(), "user 2");
  await clock.turn(LIFETIME_MS * 2);
  assert.deepEqual(renewed, ["user 2", "user 3", "user 4"].slice(0, renewed.length));
  assert.ok(renewed.length >= 3);
});

Deno.test("IceServers: a server out of reach is asked until it answers, within the rest of their life", async () => {
  const { clock, renewed, current, failures } = relays([new NetworkError("gone")]);
  const first = current();
  await clock.turn(1_000);
  assert.equal(await first, "user 1");
  failures.push(...Array.from({ length: 50 }, () => new NetworkError("gone")));
  await clock.turn(LIFETIME_MS);
  assert.deepEqual(renewed, ["user 2"]);
});

Deno.test("IceServers: a server in trouble is asked again, as late as it wants, and believed in the end", async () => {
  for (const [code, status] of [["internal", 500], ["unavailable", 503]] as const) {
    const { clock, current } = relays([new ApiError(code, status), new ApiError(code, status)]);
    const first = current();
    await clock.turn(2_000);
    assert.equal(await first, "user 1");
  }
  const busy = relays([new ApiError("too_many_requests", 429, { retryAfterMs: 20_000 })]);
  const first = busy.current();
  await busy.clock.turn(19_000);
  assert.equal(busy.failures.length, 0);
  assert.equal(busy.clock.waiting, 1, "not before the server allows it");
  await busy.clock.turn(2_000);
  assert.equal(await first, "user 1");
  const broken = relays(Array.from({ length: 50 }, () => new ApiError("internal", 500)));
  const refused = assert.rejects(broken.current(), ApiError);
  await broken.clock.turn(120_000);
  await refused;
  assert.equal(broken.failures.length, 40);
});

Deno.test("IceServers: a device that slept past their end waits for new ones", async () => {
  const { clock, servers, current } = relays();
  await current();
  assert.equal(servers.isStale, false, "a new offer need not wait");
  clock.sleep(2 * LIFETIME_MS);
  assert.equal(servers.isStale, true);
  const coming = current();
  assert.equal(servers.isStale, true, "not yet there");
  assert.equal(await coming, "user 2");
  await settle();
  assert.equal(servers.isStale, false);
  servers.close();
  assert.equal(clock.waiting, 0);
});

Deno.test("IceServers: a refused renewal leaves what there is; a refused first answer is told", async () => {
  const { clock, current, failures, renewed } = relays();
  await current();
  failures.push(new ApiError("consultation_unknown", 404));
  await clock.turn(LIFETIME_MS);
  assert.equal(await current(), "user 1");
  assert.deepEqual(renewed, []);
  const refused = relays([new ApiError("seat_unknown", 401)]);
  await assert.rejects(refused.current(), ApiError);
});

Deno.test("IceServers: without relays nothing is renewed, and closing ends all waiting", async () => {
  const { clock, current } = relays([], null);
  await current();
  await clock.turn(LIFETIME_MS * 10);
  assert.equal(await current(), "user 1");
  const waiting = relays([new NetworkError("gone"), new NetworkError("gone")]);
  const answer = waiting.current();
  await settle();
  waiting.servers.close();
  await assert.rejects(answer, { name: "AbortError" });
  assert.equal(waiting.clock.waiting, 0);
});

Deno.test("IceServers: no lifetime that a server makes up has it asked without end, or never", async () => {
  for (const lifetimeMs of [0, -1, 1, 1e18]) {
    const { clock, renewed, current } = relays([], lifetimeMs);
    await current();
    await clock.turn(3600_000);
    assert.ok(renewed.length >= 1 && renewed.length <= 90, `${lifetimeMs}: ${renewed.length}`);
  }
});

Deno.test("IceServers: from a new seat the relays of the one before stay until there are others", async () => {
  const former: IceAnswer = {
    iceServers: [{ urls: ["turn:relay.example"], username: "former", credential: "x" }],
    iceTransportPolicy: "relay",
  };
  const refused = relays([new ApiError("seat_unknown", 401)], LIFETIME_MS, former);
  assert.equal(await refused.current(), "former");
  const granted = relays([], LIFETIME_MS, former);
  assert.equal(await granted.current(), "user 1");
  assert.deepEqual([granted.renewed, granted.servers.latest?.iceServers[0]?.username], [
    ["user 1"],
    "user 1",
  ]);
});

Deno.test("IceServers: where the server gives no fresh credentials, the former ones are used after a moment", async () => {
  const { clock, current, failures } = relays();
  assert.equal(await current(), "user 1");
  failures.push(...Array.from({ length: 100_000 }, () => new NetworkError("gone")));
  await clock.turn(LIFETIME_MS * 1.5);
  const late = current();
  await clock.turn(5_000);
  assert.equal(await Promise.race([late, settle().then(() => "waits")]), "user 1");
});

Deno.test("IceServers: neither sleep nor a clock that is set back makes them last longer", async () => {
  const slept = relays();
  await slept.current();
  slept.clock.set(LIFETIME_MS); // the page's clock stood still
  assert.equal(slept.servers.isStale, true);
  assert.equal(await slept.current(), "user 2");
  const setBack = relays();
  await setBack.current();
  setBack.clock.set(-24 * LIFETIME_MS);
  assert.equal(setBack.servers.isStale, false);
  setBack.clock.sleep(LIFETIME_MS);
  assert.equal(setBack.servers.isStale, true);
  assert.equal(await setBack.current(), "user 2");
});
