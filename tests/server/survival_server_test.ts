import assert from "node:assert/strict";
import { randomSecret } from "../../kv/hashes.ts";
import type { ApiClient, Seated } from "../api/client.ts";
import { withRoom } from "../api/room_scene.ts";
import { gauge, gaugeIs, METRICS } from "../support/gauges.ts";

/** Tries again while the server is away; bounded. */
async function persist<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tries = 0; tries < 400; tries++) {
    try {
      return await work();
    } catch (error) {
      // Refused, reset, or cut off in the middle of an answer.
      if (!(error instanceof TypeError)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  throw new Error("The server did not come back");
}

Deno.test("server: killed (-9) twice during an exchange, it neither loses nor repeats a message", async () => {
  await withRoom(async ({ server, api, cookie, room, locator, guest, host }) => {
    const count = 60;
    const received: number[] = [];
    const receive = async () => {
      let cursor = 0;
      const endAtMs = Date.now() + 60_000;
      while (received.length < count && Date.now() < endAtMs) {
        const { status, body } = await persist(() => api.poll(host, cursor, 5_000));
        assert.equal(status, 200);
        received.push(...body.messages.map(({ n }) => n));
        cursor = body.cursor;
      }
    };
    const send = async () => {
      for (let n = 1; n <= count; n++) {
        assert.equal((await persist(() => api.send(guest, host, n))).status, 201);
        if (n === 20 || n === 40) {
          // The poll of the other one is held, and the next message is under way, when it happens.
          const next = persist(() => api.send(guest, host, n + 1));
          await server.kill();
          await server.restart();
          assert.equal((await next).status, 201);
        }
      }
    };
    await Promise.all([receive(), send()]);
    assert.deepEqual(received, Array.from({ length: count }, (_, i) => i + 1));
    const stored = await api.poll(host, 0);
    assert.ok(stored.body.messages.every(({ n }, i, all) => i === 0 || n === all[i - 1]!.n + 1), "each once");
    assert.equal((await api.send(guest, host, count)).body.cursor, count, "the counters survive");

    // Whoever was signed in still is; the code still leads to the room; the practice is not set up again.
    const list = await api.call<{ consultations: { room: string }[] }>("GET", "/api/practice/consultations", {
      cookie,
    });
    assert.deepEqual(list.body.consultations.map((item) => item.room), [room]);
    const joined = await api.call("POST", "/api/join", { body: { locator, peerId: randomSecret(128) } });
    assert.deepEqual([joined.status, joined.body["room"]], [201, room]);
    const again = await api.call("POST", "/api/practice/setup", { body: api.setUpRequest() });
    assert.equal(again.body.error, "setup_closed");
    assert.equal(server.log.filter((line) => line.startsWith("Set-up link")).length, 1);
  });
});

/** Ten seats of the room, which can hold two polls each. */
async function tenSeats(api: ApiClient, room: string, taken: readonly Seated[]): Promise<Seated[]> {
  const seats = [...taken];
  while (seats.length < 10) seats.push(await api.guest(room));
  return seats;
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  Deno.test(`server: ${signal} ends held polls with an empty answer, within 3 s; nothing is lost`, async () => {
    await withRoom(async ({ server, api, room, guest, host }) => {
      await api.send(guest, host, 1);
      const held = (await tenSeats(api, room, [guest, host])).flatMap((seat) => {
        const cursor = seat === host ? 1 : 0;
        return [1, 2].map(async () => ({ cursor, answer: await api.poll(seat, cursor, 25_000) }));
      });
      await gaugeIs(server, "vieraugen_polls_held", 20);
      const { code, tookMs } = await server.stop(signal);
      assert.equal(code, 0);
      assert.ok(tookMs < 3_000, `took ${tookMs} ms`);
      for (const { cursor, answer: { status, body } } of await Promise.all(held)) {
        assert.deepEqual([status, body.messages, body.cursor], [200, [], cursor]);
      }
      await server.restart();
      await api.send(guest, host, 2, "eQ");
      assert.deepEqual((await api.poll(host, 1)).body.messages.map(({ n }) => n), [2]);
    }, METRICS);
  });
}

Deno.test("server: half a request does not keep it from stopping", async () => {
  await withRoom(async ({ server }) => {
    using connection = await Deno.connect({ port: server.port, hostname: "127.0.0.1" });
    const half =
      "POST /api/join HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{";
    await connection.write(new TextEncoder().encode(half));
    const { code, tookMs } = await server.stop("SIGTERM");
    assert.equal(code, 0);
    assert.ok(tookMs < 3_000, `took ${tookMs} ms`);
  });
});

Deno.test("server: releases polls of vanished clients at once, and their watchers soon after", async () => {
  await withRoom(async ({ server, api, room, guest, host }) => {
    const clients = new AbortController();
    const held = (await tenSeats(api, room, [guest, host])).flatMap((seat) =>
      [1, 2].map(() => api.poll(seat, 0, 25_000, clients.signal))
    );
    await gaugeIs(server, "vieraugen_polls_held", 20);
    assert.equal(await gauge(server, "vieraugen_watchers"), 1);
    clients.abort();
    for (const { status } of await Promise.allSettled(held)) assert.equal(status, "rejected");
    await gaugeIs(server, "vieraugen_polls_held", 0, 2_000);
    await gaugeIs(server, "vieraugen_watchers", 0);
  }, METRICS);
});

Deno.test("server: a HEAD of a long-poll is answered at once", async () => {
  await withRoom(async ({ server, api, cookie, room, guest }) => {
    const list = "/api/practice/consultations";
    const { body: { tag } } = await api.call("GET", list, { cookie });
    const mailbox = `/api/rooms/${room}/messages?after=0&waitMs=25000`;
    const asked: [string, Record<string, string>][] = [
      [mailbox, { authorization: `Bearer ${guest.token}` }],
      [`${list}?tag=${tag}&waitMs=25000`, { cookie }],
    ];
    for (const [path, headers] of asked) {
      const { status } = await fetch(server.origin + path, { method: "HEAD", headers });
      assert.equal(status, 200);
      assert.equal(await gauge(server, "vieraugen_polls_held"), 0, path);
    }
  }, METRICS);
});
