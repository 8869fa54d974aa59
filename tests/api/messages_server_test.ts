import assert from "node:assert/strict";
import { ROOM_LIMITS } from "../../wire/limits.ts";
import type { PollAnswer } from "../../wire/mailbox.ts";
import { gaugeIs, METRICS } from "../support/gauges.ts";
import { testWithRoom } from "./room_scene.ts";

testWithRoom(
  "messages: stored once, fetched in order, confirmed by the cursor",
  async ({ api, guest, host }) => {
    assert.equal((await api.send(guest, host, 1, "eA")).status, 201);
    assert.equal((await api.send(guest, host, 1, "eA")).status, 201, "a lost reply, sent again");
    await api.send(guest, host, 2, "eQ");
    const first = await api.poll(host, 0);
    assert.equal(first.headers.get("cache-control"), "no-store");
    assert.deepEqual(first.body.messages, [
      { from: guest.peerId, n: 1, body: "eA" },
      { from: guest.peerId, n: 2, body: "eQ" },
    ]);
    assert.deepEqual((await api.poll(host, 0)).body.messages.length, 2, "not confirmed: still there");
    assert.deepEqual((await api.poll(host, first.body.cursor)).body.messages, []);
    assert.deepEqual((await api.poll(host, 0)).body.messages, [], "confirmed: gone");
  },
);

testWithRoom(
  "messages: the largest body is stored; one character more is refused",
  async (
    { api, guest, host },
  ) => {
    const largest = "x".repeat(ROOM_LIMITS.messageChars);
    const refused = await api.send(guest, host, 1, `${largest}x`);
    assert.deepEqual([refused.status, refused.body.error], [413, "too_large"]);
    const last = Number.MAX_SAFE_INTEGER;
    for (const n of [1, last]) assert.equal((await api.send(guest, host, n, largest)).status, 201);
    const { body: { messages } } = await api.poll(host, 0);
    assert.deepEqual(messages, [1, last].map((n) => ({ from: guest.peerId, n, body: largest })));
  },
);

testWithRoom(
  "long-poll: what it confirms is deleted while it waits, and at once in a long exchange",
  async ({ api, guest, host }) => {
    const stored = async () => (await api.poll(host, 0)).body.messages.length;
    await api.send(guest, host, 1);
    let held = api.poll(host, 1, 20_000);
    for (let looks = 0; await stored() > 0; looks++) {
      assert.ok(looks < 100, "it stays");
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    for (let n = 2; n < 60; n++) {
      await api.send(guest, host, n);
      held = api.poll(host, (await held).body.cursor, 20_000);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    assert.ok(await stored() < 40, `${await stored()} are left`);
    await api.send(guest, host, 60);
    await held;
  },
);

testWithRoom(
  "long-poll: woken at once by a message, a new peer, a peer that leaves",
  async ({ api, room, guest, host }) => {
    const { body: { peersTag } } = await api.poll(host, 0);
    const held = api.poll(host, 0, 20_000);
    await api.send(guest, host, 1);
    const { body } = await held;
    assert.equal(body.messages.length, 1);
    const waiting = api.poll(host, body.cursor, 20_000, undefined, peersTag);
    const second = await api.guest(room);
    const joined = await waiting;
    assert.deepEqual([joined.body.cursor, joined.body.messages], [1, []]);
    assert.deepEqual(
      joined.body.peers.map(({ peerId }) => peerId).sort(),
      [guest, host, second].map((p) => p.peerId).sort(),
    );
    const after = api.poll(host, joined.body.cursor, 20_000, undefined, joined.body.peersTag);
    assert.equal((await api.call("DELETE", `/api/rooms/${room}/seat`, { token: second.token })).status, 204);
    assert.equal((await after).body.peers.length, 2);
    assert.equal((await api.poll(second, 0)).body.error, "seat_unknown");
  },
);

testWithRoom(
  "long-poll: a message comes once, with the cursor behind it; and again to a poll that does not confirm it",
  async ({ server, api, guest, host }) => {
    let cursor = 0;
    for (let n = 1; n <= 20; n++) {
      const held = api.poll(host, cursor, 20_000);
      await gaugeIs(server, "vieraugen_polls_held", 1); // it stands by
      await api.send(guest, host, n);
      const { body } = await held;
      assert.deepEqual(body.messages.map((message) => message.n), [n]);
      cursor = body.cursor;
      assert.equal(cursor, n);
    }
    const numbers = async (after: number) => (await api.poll(host, after)).body.messages.map(({ n }) => n);
    assert.deepEqual(await numbers(19), [20]);
    assert.deepEqual(await numbers(20), []);
  },
  METRICS,
);

testWithRoom(
  "long-poll: a page that was loaded before 1.0 and sends `early` is answered like any other",
  async ({ api, room, guest, host }) => {
    await api.send(guest, host, 1);
    const path = `/api/rooms/${room}/messages?after=0&waitMs=0&early=AAAAAAAAAAAAAAAAAAAAAA`;
    const { status, body } = await api.call<PollAnswer>("GET", path, { token: host.token });
    assert.deepEqual([status, body.cursor, body.messages.map(({ n }) => n)], [200, 1, [1]]);
  },
);

testWithRoom(
  "long-poll: a change between two polls is told by the next at once",
  async ({ api, room, host }) => {
    const { body } = await api.poll(host, 0);
    await api.guest(room);
    const startedAtMs = performance.now();
    assert.equal((await api.poll(host, 0, 20_000, undefined, body.peersTag)).body.peers.length, 3);
    assert.ok(performance.now() - startedAtMs < 10_000);
  },
);

testWithRoom("long-poll: waits its time, then answers with nothing", async ({ api, host }) => {
  const startedAtMs = performance.now();
  const { status, body } = await api.poll(host, 0, 400);
  assert.equal(status, 200);
  assert.deepEqual([body.cursor, body.messages], [0, []]);
  assert.ok(performance.now() - startedAtMs >= 399);
});

testWithRoom(
  "long-poll: a host's second device ends the first one's poll",
  async ({ api, room, cookie, host }) => {
    const held = api.poll(host, 0, 20_000);
    await api.host(room, cookie);
    const { status, body } = await held;
    assert.deepEqual([status, body.error], [410, "seat_replaced"]);
  },
);

testWithRoom(
  "long-poll: a seat holds two; the older ones end, and messages still come",
  async ({ server, api, guest, host }) => {
    const polls = Array.from({ length: 60 }, () => api.poll(host, 0, 20_000));
    await gaugeIs(server, "vieraugen_polls_held", ROOM_LIMITS.pollsPerSeat);
    assert.equal((await Promise.race(polls)).status, 200, "an answer without messages");
    await api.send(guest, host, 1);
    const answers = await Promise.all(polls);
    assert.equal(answers.filter(({ body }) => body.messages.length === 1).length, ROOM_LIMITS.pollsPerSeat);
  },
  METRICS,
);

testWithRoom(
  "mail: a stranger's posts are capped, and gone with its seat",
  async ({ api, cookie, room, locator, host }) => {
    const stranger = await api.stranger(locator, room);
    const largest = "x".repeat(ROOM_LIMITS.messageChars);
    let stored = 0;
    for (let n = 1; n <= 256; n++) {
      const { status } = await api.send(stranger, host, n, n % 2 ? largest : "eA");
      if (status === 201) stored++;
      else assert.equal(status, 429);
    }
    assert.equal(stored, ROOM_LIMITS.unprovenMessages);
    await api.host(room, cookie);
    const after = await api.send(stranger, host, 300);
    assert.deepEqual(
      [after.status, after.body.error],
      [404, "peer_unknown"],
      "that seat has gone, with its mail",
    );
  },
);
