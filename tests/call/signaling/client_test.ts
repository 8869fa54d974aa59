import assert from "node:assert/strict";
import { SignalingClient } from "../../../call/signaling/client.ts";
import { ApiError, NetworkError, type RequestPort } from "../../../wire/client.ts";
import type { OutgoingMessage, PollAnswer, PollQuery } from "../../../wire/mailbox.ts";
import type { MailboxRequest } from "../relay.ts";
import { FakeClock, settle } from "../../support/fake_clock.ts";

const SEAT = { room: "room", peerId: "me", token: "me.secret" };

/** A server in memory: answers polls when told to, and can be out of reach. */
class FakeServer {
  readonly polls: {
    query: PollQuery;
    answer: (answer: PollAnswer) => void;
    fail: (e: unknown) => void;
  }[] = [];
  readonly posts: (readonly OutgoingMessage[])[] = [];
  /** What the next POSTs meet, in order; nothing means they succeed. */
  readonly postFailures: (Error | "lostReply")[] = [];

  request: RequestPort = (_endpoint, given) => {
    const request = given as unknown as MailboxRequest;
    if ("body" in request) {
      const failure = this.postFailures.shift();
      if (failure instanceof Error) return Promise.reject(failure);
      this.posts.push(request.body.messages);
      if (failure === "lostReply") return Promise.reject(new NetworkError("lost"));
      return Promise.resolve({ cursor: 0 } as never);
    }
    return new Promise<never>((resolve, reject) => {
      request.signal?.addEventListener("abort", () => reject(new DOMException("cut off", "AbortError")));
      this.polls.push({
        query: request.query,
        answer: (answer) => resolve(answer as never),
        fail: reject,
      });
    });
  };

  get last() {
    return this.polls.at(-1)!;
  }
}

function setUp() {
  const clock = new FakeClock();
  const server = new FakeServer();
  const heard: string[] = [];
  const client = new SignalingClient(SEAT, { request: server.request, clock, random: () => 0.5 }, {
    messageReceived: ({ from, n, body }) => heard.push(`${from} ${n} ${body}`),
    peersSeen: () => {},
    lost: (how) => heard.push(`lost: ${how}`),
    regained: () => heard.push("regained"),
    ended: (code) => heard.push(`ended ${code}`),
  });
  return { clock, server, heard, client };
}

function answer(cursor: number, ...messages: [from: string, n: number, body: string][]): PollAnswer {
  return {
    cursor,
    messages: messages.map(([from, n, body]) => ({ from, n, body })),
    peers: [],
    peersTag: "tag",
    serverNowMs: 0,
  };
}

Deno.test("SignalingClient: follows its cursor and hands over each message once", async () => {
  const { server, heard, client } = setUp();
  client.start();
  await settle();
  server.last.answer(answer(2, ["a", 1, "x"], ["a", 2, "y"]));
  await settle();
  assert.deepEqual(server.last.query, { after: 2, waitMs: 25_000, peers: "tag" });
  server.last.answer(answer(4, ["a", 2, "y"], ["b", 1, "z"]));
  await settle();
  assert.deepEqual(heard, ["a 1 x", "a 2 y", "b 1 z"]);
  client.close();
});

Deno.test("SignalingClient: a message that comes again because the cursor stayed is dropped", async () => {
  const { server, heard, client } = setUp();
  client.start();
  await settle();
  server.last.answer(answer(0, ["a", 1, "x"])); // as servers before 1.0 did
  await settle();
  assert.deepEqual(server.last.query, { after: 0, waitMs: 25_000, peers: "tag" });
  server.last.answer(answer(2, ["a", 1, "x"], ["a", 2, "y"]));
  await settle();
  assert.deepEqual(server.last.query, { after: 2, waitMs: 25_000, peers: "tag" });
  assert.deepEqual(heard, ["a 1 x", "a 2 y"]);
  client.close();
});

Deno.test("SignalingClient: follows a cursor that goes back, as after the restore of a backup, and drops what it has seen", async () => {
  const { server, heard, client } = setUp();
  client.start();
  await settle();
  server.last.answer(answer(3, ["a", 1, "x"], ["a", 2, "y"], ["a", 3, "z"]));
  await settle();
  server.last.answer(answer(1, ["a", 1, "x"]));
  await settle();
  assert.equal(server.last.query.after, 1);
  server.last.answer(answer(2, ["a", 4, "new"]));
  await settle();
  assert.equal(server.last.query.after, 2);
  assert.deepEqual(heard, ["a 1 x", "a 2 y", "a 3 z", "a 4 new"]);
  client.close();
});

Deno.test("SignalingClient: after a cursor that goes back without a reason, messages go on where the server has them", async () => {
  const { server, heard, client } = setUp();
  client.start();
  await settle();
  server.last.answer(answer(2, ["a", 1, "x"], ["a", 2, "y"]));
  await settle();
  server.last.answer(answer(0));
  await settle();
  assert.equal(server.last.query.after, 0);
  // The two have been confirmed, and are deleted.
  server.last.answer(answer(3, ["a", 3, "z"]));
  await settle();
  assert.equal(server.last.query.after, 3);
  server.last.answer(answer(5, ["a", 5, "jump"]));
  await settle();
  assert.deepEqual(heard, ["a 1 x", "a 2 y", "a 3 z", "lost: offline"]);
  client.close();
});

Deno.test("SignalingClient: a lost server is told once, tried again with growing waits, and told when back", async () => {
  const { clock, server, heard, client } = setUp();
  client.start();
  await settle();
  for (let tries = 1; tries <= 5; tries++) {
    server.last.fail(new NetworkError("down"));
    await settle();
    await clock.turn(8_000);
    assert.equal(server.polls.length, tries + 1);
  }
  assert.equal(server.last.query.waitMs, 0, "the first poll after a loss answers at once");
  server.last.answer(answer(0));
  await settle();
  assert.deepEqual(heard, ["lost: offline", "regained"]);
  assert.deepEqual(server.last.query, { after: 0, waitMs: 25_000, peers: "tag" });
  client.close();
});

Deno.test("SignalingClient: a server without its database is told apart from one that is not reached", async () => {
  const { clock, server, heard, client } = setUp();
  client.start();
  for (
    const error of [
      new ApiError("unavailable", 503),
      new ApiError("unavailable", 503),
      new NetworkError("down"),
      new ApiError("unavailable", 503),
    ]
  ) {
    await settle();
    server.last.fail(error);
    await clock.turn(8_000);
  }
  server.last.answer(answer(0));
  await settle();
  assert.deepEqual(heard, ["lost: unavailable", "lost: offline", "lost: unavailable", "regained"]);
  client.close();
});

Deno.test("SignalingClient: a poll that never answers is cut off and made again", async () => {
  const { clock, server, heard, client } = setUp();
  client.start();
  await clock.turn(34_999);
  assert.equal(server.polls.length, 1);
  await clock.turn(3_000);
  assert.equal(server.polls.length, 2);
  assert.deepEqual(heard, ["lost: offline"]);
  client.close();
});

Deno.test("SignalingClient: waking up does not trust the poll that is under way", async () => {
  const { clock, server, client } = setUp();
  client.start();
  await settle();
  client.wake();
  await clock.turn(0);
  assert.equal(server.polls.length, 2);
  client.close();
});

Deno.test("SignalingClient: numbers messages per recipient, and repeats a POST whose reply was lost unchanged", async () => {
  const { clock, server, client } = setUp();
  server.postFailures.push("lostReply");
  client.send("a", "one");
  client.send("a", "two");
  client.send("b", "three");
  client.send("a", "four");
  await clock.turn(20_000);
  const first = { to: "a", n: 1, body: "one" };
  assert.deepEqual(server.posts[0]?.[0], first);
  assert.deepEqual(server.posts[1]?.[0], first);
  const flat = server.posts.slice(1).flat();
  assert.deepEqual(flat.map(({ to, n }) => `${to}${n}`), ["a1", "a2", "b1", "a3"]);
  client.close();
});

Deno.test("SignalingClient: batches stay within the limits of one POST", async () => {
  const { clock, server, client } = setUp();
  client.send("a", "first");
  for (let i = 0; i < 20; i++) client.send("a", "x".repeat(10_000));
  await clock.turn(0);
  assert.equal(server.posts.flat().length, 21);
  for (const batch of server.posts) {
    assert.ok(batch.length <= 16);
    assert.ok(JSON.stringify({ messages: batch }).length < 64 * 1024);
  }
  client.close();
});

Deno.test("SignalingClient: messages for a peer that left are dropped, the others' are not", async () => {
  const { clock, server, client } = setUp();
  server.postFailures.push(new ApiError("peer_unknown", 404));
  client.send("gone", "x");
  client.send("gone", "y");
  client.send("here", "z");
  await clock.turn(10_000);
  assert.deepEqual(server.posts.flat().map(({ to }) => to), ["here"]);
  client.close();
});

Deno.test("SignalingClient: waits as long as the server asks", async () => {
  const { clock, server, client } = setUp();
  server.postFailures.push(new ApiError("too_many_requests", 429, { retryAfterMs: 30_000 }));
  client.send("a", "x");
  await clock.turn(29_999);
  assert.equal(server.posts.length, 0);
  await clock.turn(1);
  assert.equal(server.posts.length, 1);
  client.close();
});

Deno.test("SignalingClient: a final refusal ends it, with its code, and leaves no timer behind", async () => {
  const { clock, server, heard, client } = setUp();
  client.start();
  await settle();
  server.last.fail(new ApiError("seat_replaced", 410));
  await settle();
  assert.deepEqual(heard, ["ended seat_replaced"]);
  client.send("a", "x");
  await settle();
  assert.equal(server.posts.length, 0);
  assert.equal(clock.waiting, 0);
});

Deno.test("SignalingClient: close ends everything, in every state", async () => {
  const { clock, server, heard, client } = setUp();
  client.start();
  await settle();
  server.last.fail(new NetworkError("down"));
  await settle();
  client.close();
  await clock.turn(60_000);
  assert.equal(server.polls.length, 1);
  assert.equal(clock.waiting, 0);
  assert.deepEqual(heard, ["lost: offline"]);
});
