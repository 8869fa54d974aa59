import assert from "node:assert/strict";
import {
  checkNetwork,
  PATH_TIMEOUT_MS,
  PREPARE_TIMEOUT_MS,
  relaysOf,
} from "../../../call/check/network_check.ts";
import { ApiError, NetworkError, type RequestPort } from "../../../wire/client.ts";
import type { IceAnswer } from "../../../wire/rooms.ts";
import { FakeClock, settle } from "../../support/fake_clock.ts";

const ICE: IceAnswer = {
  iceServers: [
    { urls: ["stun:s.example:3478"] },
    {
      urls: ["turn:t.example:3478", "turn:t.example:3478?transport=tcp", "turns:t.example:443?transport=tcp"],
      username: "u",
      credential: "c",
    },
  ],
  iceTransportPolicy: "all",
};

Deno.test("relaysOf: each address by itself, with its transport", () => {
  assert.deepEqual(relaysOf(ICE).map(({ transport }) => transport), ["udp", "tcp", "tls"]);
  assert.deepEqual(relaysOf(ICE)[2]!.server, {
    urls: ["turns:t.example:443?transport=tcp"],
    username: "u",
    credential: "c",
  });
});

Deno.test("checkNetwork: ways that never answer end by their bounds, and everything is closed", async () => {
  const clock = new FakeClock();
  let made = 0;
  let closed = 0;
  const configurations: RTCConfiguration[] = [];
  const makeConnection = (configuration: RTCConfiguration) => {
    made++;
    configurations.push(configuration);
    const never = () => new Promise<never>(() => {});
    return {
      createDataChannel: () => ({}),
      createOffer: never,
      close: () => closed++,
    } as unknown as RTCPeerConnection;
  };
  const request: RequestPort = () => Promise.resolve(ICE as never);
  const report = checkNetwork({ request, makeConnection, clock });
  await clock.turn(PREPARE_TIMEOUT_MS);
  assert.deepEqual(await report, {
    server: { outcome: "good", tookMs: 0 },
    direct: { outcome: "bad" },
    relays: (["udp", "tcp", "tls"] as const).map((transport) => ({ transport, outcome: "bad" })),
  });
  assert.deepEqual([made, closed, clock.waiting], [8, 8, 0]);
  assert.deepEqual(configurations[0], { iceServers: [{ urls: ["stun:s.example:3478"] }] });
  assert.equal(configurations[2]!.iceTransportPolicy, "relay");
});

Deno.test("checkNetwork: no server, or one that never answers", async () => {
  const clock = new FakeClock();
  const makeConnection = () => assert.fail("nothing to connect with");
  const down: RequestPort = () => Promise.reject(new NetworkError("down"));
  assert.deepEqual(await checkNetwork({ request: down, makeConnection, clock }), {
    server: { outcome: "bad" },
    relays: [],
  });
  const onBreak: RequestPort = () => Promise.reject(new ApiError("unavailable", 503));
  assert.deepEqual(await checkNetwork({ request: onBreak, makeConnection, clock }), {
    server: { outcome: "bad", isUnavailable: true },
    relays: [],
  });
  const silent: RequestPort = (_endpoint, { signal }) =>
    new Promise((_, reject) => signal!.addEventListener("abort", () => reject(signal!.reason)));
  const report = checkNetwork({ request: silent, makeConnection, clock });
  await settle();
  await clock.turn(PATH_TIMEOUT_MS);
  assert.equal((await report).server.outcome, "bad");
});
