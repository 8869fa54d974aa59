import assert from "node:assert/strict";
import { hashSecret, randomSecret } from "../../kv/hashes.ts";
import { LIMITS } from "../../wire/limits.ts";
import type { ConsultationListAnswer, MembersAnswer } from "../../wire/practice.ts";
import type { GuestSeatAnswer, PollAnswer, RoomOutline } from "../../wire/rooms.ts";
import { gaugeIs, METRICS } from "../server/gauges.ts";
import { type RunningServer, startServer } from "../support/running_server.ts";
import {
  ApiClient,
  AUTH_KEY,
  cookieOf,
  MEMBER_KEYS,
  RECOVERY_AUTH_KEY,
  type Seated,
  WRAPPED_KEY,
} from "./client.ts";

interface Scene {
  server: RunningServer;
  api: ApiClient;
  cookie: string;
  room: string;
  locator: string;
  guest: Seated;
  host: Seated;
}

/** A server with a practice, a consultation, a guest and a host. */
function testWithRoom(
  name: string,
  work: (scene: Scene) => Promise<void>,
  env: Record<string, string> = {},
): void {
  Deno.test(name, async () => {
    await using server = await startServer(env);
    const api = new ApiClient(server);
    const cookie = await api.setUp();
    const { room, locator = "" } = await api.create(cookie);
    const [guest, host] = [await api.guest(room), await api.host(room, cookie)];
    await work({ server, api, cookie, room, locator, guest, host });
  });
}

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
  "messages: the largest body is stored, whatever is stored with it; one character more is refused",
  async (
    { api, guest, host },
  ) => {
    const largest = "x".repeat(LIMITS.messageChars);
    const refused = await api.send(guest, host, 1, `${largest}x`);
    assert.deepEqual([refused.status, refused.body.error], [413, "too_large"]);
    const last = Number.MAX_SAFE_INTEGER;
    for (const n of [1, last]) assert.equal((await api.send(guest, host, n, largest)).status, 201);
    const { body: { messages } } = await api.poll(host, 0);
    assert.deepEqual(messages, [1, last].map((n) => ({ from: guest.peerId, n, body: largest })));
  },
);

testWithRoom("ids in a path: what is none is unknown, however long it is", async ({ api, cookie }) => {
  for (
    const [method, before, after, code, body] of [
      ["DELETE", "sessions", "", "session_unknown"],
      ["DELETE", "passkeys", "", "passkey_unknown"],
      ["DELETE", "member-invitations", "", "member_invitation_unknown"],
      ["POST", "members", "/removal", "member_unknown", { keyEpoch: 2, members: [] }],
    ] as const
  ) {
    for (const id of ["x", "A".repeat(5_000), "%00"]) {
      const answer = await api.call(method, `/api/practice/${before}/${id}${after}`, { cookie, body });
      assert.deepEqual([answer.status, answer.body.error], [404, code], id.slice(0, 20));
    }
  }
});

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
  "long-poll: a message, a new peer, a leaving one, each wakes it at once",
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
  "long-poll: what has changed between two polls is told by the next, at once",
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
  "join: by locator or by room; unknown, early, expired, locked",
  async ({ api, cookie, room, locator }) => {
    const join = (request: object) =>
      api.call("POST", "/api/join", { body: { peerId: randomSecret(128), ...request } });
    assert.equal((await join({ locator })).body["room"], room);
    const missing = String((Number(locator) + 1) % 100_000).padStart(5, "0");
    const [unknown, expired] = [await join({ locator: missing }), await join({ room: randomSecret(128) })];
    assert.deepEqual([unknown.status, unknown.body], [404, { error: "consultation_unknown" }]);
    assert.deepEqual(unknown.body, expired.body, "one and the same answer");
    const early = await api.create(cookie, Date.now() + 3600_000);
    const refused = await join({ room: early.room });
    assert.deepEqual([refused.status, refused.body.error, refused.body.opensAtMs], [
      425,
      "not_open_yet",
      early.opensAtMs,
    ]);
    await api.call("POST", `/api/rooms/${room}/lock`, { cookie, body: { locked: true } });
    const locked = await join({ room });
    assert.deepEqual([locked.status, locked.body.error], [423, "locked"]);
  },
);

testWithRoom("code: replaced, the old one is dead at once; cancelled, everything is", async (scene) => {
  const { api, cookie, room, locator, guest } = scene;
  const { body } = await api.call<{ locator: string }>("POST", `/api/rooms/${room}/code`, {
    cookie,
    body: { version: 1, sealed: "b25l" },
  });
  const join = (by: string) =>
    api.call("POST", "/api/join", { body: { locator: by, peerId: randomSecret(128) } });
  assert.equal((await join(locator)).status, 404);
  assert.equal((await join(body.locator)).status, 201);
  const held = api.poll(guest, 0, 20_000);
  assert.equal((await api.call("DELETE", `/api/practice/consultations/${room}`, { cookie })).status, 204);
  // Its seat goes right after the consultation.
  assert.match(String((await held).body.error), /^(consultation|seat)_unknown$/);
  assert.equal((await join(body.locator)).status, 404);
});

testWithRoom("start: who waits is woken and told; both in the room are left alone", async (scene) => {
  const { api, cookie, room, guest, host } = scene;
  const path = `/api/practice/consultations/${room}`;
  const startsAtMs = Date.now() + 5 * 60_000;
  const move = (by: number) =>
    api.call("PUT", `${path}/start`, {
      cookie,
      body: { startsAtMs: startsAtMs + by, version: 1, sealed: "b25l" },
    });
  assert.equal((await move(0)).body.error, "consultation_running");
  await api.call("DELETE", `/api/rooms/${room}/seat`, { token: host.token });
  assert.equal((await move(400 * 24 * 3600_000)).body.error, "bad_request");
  const held = api.poll(guest, 0, 20_000, undefined, (await api.poll(guest, 0)).body.peersTag);
  assert.equal((await move(0)).status, 204);
  assert.equal((await held).body.error, "seat_unknown");
  const again = await api.call<GuestSeatAnswer>("POST", "/api/join", {
    body: { room, peerId: randomSecret(128) },
  });
  assert.equal(again.body.startsAtMs, startsAtMs);
  assert.ok(again.body.movedFromMs);
  assert.equal((await move(0)).body.error, "version_conflict");
});

testWithRoom(
  "restore: the code works again; what is not cancelled, or foreign, is not there",
  async (scene) => {
    const { api, cookie, room, locator } = scene;
    const path = `/api/practice/consultations/${room}`;
    const join = () => api.call("POST", "/api/join", { body: { locator, peerId: randomSecret(128) } });
    await api.call("DELETE", path, { cookie });
    assert.equal((await join()).status, 404);
    assert.equal((await api.call("POST", `${path}/restore`, { cookie })).status, 204);
    assert.equal((await join()).status, 201);
    const never = `/api/practice/consultations/${randomSecret(128)}/restore`;
    assert.equal((await api.call("POST", never, { cookie })).body.error, "consultation_unknown");
  },
);

testWithRoom(
  "list: one long-poll tells who comes and goes, and what was changed; nobody who is signed out",
  async (scene) => {
    const { server, api, cookie, room } = scene;
    const list = async (tag?: string, waitMs = 20_000) =>
      await api.call<ConsultationListAnswer>(
        "GET",
        `/api/practice/consultations${tag ? `?tag=${tag}&waitMs=${waitMs}` : ""}`,
        { cookie },
      );
    let { body: { tag } } = await list();
    const changes: Record<string, () => Promise<unknown>> = {
      "a guest comes": () => api.guest(room),
      "another appointment": () => api.create(cookie),
      "a private part": () =>
        api.call("PUT", `/api/practice/consultations/${room}/private`, {
          cookie,
          body: { version: 1, sealed: "eA" },
        }),
      "locked": () => api.call("POST", `/api/rooms/${room}/lock`, { cookie, body: { locked: true } }),
      "the host goes": () => api.call("DELETE", `/api/rooms/${room}/seat`, { token: scene.host.token }),
      "moved": () =>
        api.call("PUT", `/api/practice/consultations/${room}/start`, {
          cookie,
          body: { startsAtMs: Date.now() + 60_000, version: 2, sealed: "eQ" },
        }),
      "cancelled": () => api.call("DELETE", `/api/practice/consultations/${room}`, { cookie }),
      "restored": () => api.call("POST", `/api/practice/consultations/${room}/restore`, { cookie }),
    };
    for (const [what, change] of Object.entries(changes)) {
      const startedAtMs = performance.now();
      const held = list(tag);
      await gaugeIs(server, "vieraugen_polls_held", 1);
      await change();
      const next = (await held).body.tag;
      assert.notEqual(next, tag, what);
      assert.ok(performance.now() - startedAtMs < 5_000, what);
      tag = next;
    }
    assert.equal((await list(tag, 200)).body.tag, tag, "nothing has happened");
    assert.equal((await list(tag, -1)).body.error, "bad_request");
    const held = list(tag);
    await api.call("DELETE", "/api/practice/session", { cookie });
    assert.equal((await held).body.error, "signed_out");
  },
  METRICS,
);

testWithRoom(
  "private parts: created with the consultation, changed in turn, read by the practice",
  async (scene) => {
    const { api, cookie } = scene;
    const room = randomSecret(128);
    const create = (body: object) =>
      api.call("POST", "/api/practice/consultations", { cookie, body: { startsAtMs: Date.now(), ...body } });
    assert.equal((await create({ sealed: "b25l" })).body.error, "bad_request", "the seal names the room");
    assert.equal(
      (await create({ room, sealed: "x".repeat(LIMITS.sealedChars + 1) })).body.error,
      "too_large",
    );
    assert.equal((await create({ room, sealed: "not base64" })).body.error, "bad_request");
    assert.equal((await create({ room, sealed: "b25l" })).body["privateVersion"], 1);
    const read = async () =>
      (await api.call("POST", "/api/practice/private-parts", { cookie, body: { rooms: [room, scene.room] } }))
        .body["parts"] as { room: string; version: number; sealed: string; locator: string }[];
    assert.deepEqual((await read()).map(({ room: of, version, sealed }) => [of, version, sealed]), [
      [room, 1, "b25l"],
    ]);
    assert.match((await read())[0]!.locator, /^\d{5}$/);
    const put = (version: number, sealed = "dHdv") =>
      api.call("PUT", `/api/practice/consultations/${room}/private`, { cookie, body: { version, sealed } });
    assert.deepEqual([(await put(3)).status, (await put(3)).body.error], [409, "version_conflict"]);
    assert.equal((await put(2)).status, 204);
    assert.equal((await put(2)).status, 204, "a lost answer, sent again");
    assert.equal((await put(2, "b3RoZXI")).body.error, "version_conflict");
    assert.equal((await put(0)).body.error, "bad_request");
    assert.deepEqual((await read()).map(({ version, sealed }) => [version, sealed]), [[2, "dHdv"]]);
    const many = Array(LIMITS.privatePartsPerRequest + 1).fill(room);
    const refused = await api.call("POST", "/api/practice/private-parts", { cookie, body: { rooms: many } });
    assert.equal(refused.body.error, "bad_request");
  },
);

testWithRoom("limits: look-ups of one address", async ({ api }) => {
  let refused;
  for (let i = 0; i < LIMITS.joins.tries && !refused; i++) {
    const body = { locator: "00000", peerId: randomSecret(128) };
    const { status, body: answer, headers } = await api.call("POST", "/api/join", { body });
    if (status === 429) refused = { answer, headers };
  }
  assert.equal(refused?.answer.error, "too_many_requests");
  assert.ok(Number(refused?.headers.get("retry-after")) > 0);
});

testWithRoom(
  "outline: who invites and for when, for whoever knows the room; it uses nothing up, and is limited",
  async ({ api, cookie }) => {
    const startsAtMs = Date.now() + 2 * 3600_000;
    const { room, opensAtMs } = await api.create(cookie, startsAtMs);
    for (let looks = 0; looks < 3; looks++) {
      const { status, headers, body: { serverNowMs, ...outline } } = await api.call<RoomOutline>(
        "GET",
        `/api/rooms/${room}`,
      );
      assert.equal(status, 200);
      assert.equal(headers.get("cache-control"), "no-store");
      assert.ok(Math.abs(serverNowMs - Date.now()) < 60_000);
      assert.deepEqual(outline, { state: "early", practiceName: "Praxis", startsAtMs, opensAtMs });
    }
    await api.call("DELETE", `/api/practice/consultations/${room}`, { cookie });
    assert.equal((await api.call<RoomOutline>("GET", `/api/rooms/${room}`)).body.state, "cancelled");
    const joined = await api.call("POST", "/api/join", { body: { room, peerId: randomSecret(128) } });
    assert.deepEqual([joined.status, joined.body.error], [404, "consultation_unknown"]);
    for (const unknown of [randomSecret(128), "x", "..%2f"]) {
      const { status, body } = await api.call("GET", `/api/rooms/${unknown}`);
      assert.deepEqual([status, body.error], [404, "consultation_unknown"], unknown);
    }
    // One after the other: a hundred at once race for one counter, and a lost race is a 503 that counts nothing.
    const answers = [];
    for (let i = 0; i < LIMITS.outlines.tries; i++) answers.push(await api.call("GET", `/api/rooms/${room}`));
    const refused = answers.find(({ status }) => status === 429);
    assert.ok(refused && refused.body.retryAfterMs! > 0);
  },
);

Deno.test("practice: the set-up link works once; sign-in, sign-out, wrong passphrase, cookie", async () => {
  await using server = await startServer();
  const api = new ApiClient(server);
  const wrong = await api.call("POST", "/api/practice/setup", {
    body: { ...api.setUpRequest(), token: "x" },
  });
  assert.deepEqual([wrong.status, wrong.body.error], [403, "setup_token_wrong"]);
  const made = await api.call("POST", "/api/practice/setup", { body: api.setUpRequest() });
  assert.equal(made.status, 201);
  const cookie = made.headers.get("set-cookie") ?? "";
  for (const part of ["HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=43200"]) {
    assert.ok(cookie.includes(part), part);
  }
  const again = await api.call("POST", "/api/practice/setup", { body: api.setUpRequest() });
  assert.deepEqual([again.status, again.body.error], [410, "setup_closed"]);

  const signIn = (email: string, authKey: string) =>
    api.call("POST", "/api/practice/sign-in", { body: { email, authKey } });
  const other = hashSecret("another key");
  for (
    const refused of [
      await signIn("ada@praxis.example", other),
      await signIn("nobody@praxis.example", AUTH_KEY),
    ]
  ) {
    assert.deepEqual([refused.status, refused.body], [401, { error: "sign_in_wrong" }]);
  }
  const signedIn = await signIn(" ADA@praxis.example ", AUTH_KEY);
  assert.equal(signedIn.status, 200);
  const session = cookieOf(signedIn.headers);
  const list = () => api.call("GET", "/api/practice/consultations", { cookie: session });
  assert.equal((await list()).status, 200);
  assert.equal((await api.call("DELETE", "/api/practice/session", { cookie: session })).status, 204);
  assert.deepEqual((await list()).body, { error: "signed_out" });

  const salt = (email: string) => api.call("POST", "/api/practice/sign-in-salt", { body: { email } });
  assert.deepEqual((await salt("ada@praxis.example")).body["kdfSalt"], api.setUpRequest()["kdfSalt"]);
  const [a, b] = [await salt("nobody@x.example"), await salt("nobody@x.example")];
  assert.deepEqual(a.body, b.body);
  assert.match(String(a.body["kdfSalt"]), /^[\w-]{22}$/);
  let tries = 0;
  while ((await signIn("ada@praxis.example", other)).status === 401 && tries < 50) tries++;
  assert.ok(tries < LIMITS.signInsPerMember.tries, "tries are limited");
});

Deno.test("practice: only wrong sign-ins are counted, however right and wrong ones mix", async () => {
  await using server = await startServer({ TRUST_PROXY: "1" });
  const api = new ApiClient(server);
  await api.setUp();
  const signIn = async (email: string, from = "192.0.2.1") =>
    (await api.call("POST", "/api/practice/sign-in", {
      headers: { "x-forwarded-for": from },
      body: { email, authKey: AUTH_KEY },
    })).status;
  const right = () => signIn("ada@praxis.example");
  const wrong = () => signIn(`${randomSecret(128)}@x.example`);
  const { signInsPerAddress, signInsPerMember } = LIMITS;
  for (let i = 0; i < signInsPerAddress.tries + signInsPerMember.tries; i++) assert.equal(await right(), 200);

  const mixed = await Promise.all(Array.from({ length: 40 }, (_, i) => i % 5 ? wrong() : right()));
  let count = mixed.filter((status) => status === 401).length;
  assert.ok(count <= signInsPerAddress.tries, `${count} at once`);
  while (await wrong() === 401) count++;
  assert.equal(count, signInsPerAddress.tries);
  assert.equal(await right(), 429);
  assert.equal(await signIn("ada@praxis.example", "192.0.2.2"), 200);

  for (let i = 0; i < 2 * signInsPerAddress.tries; i++) {
    const salt = await api.call("POST", "/api/practice/sign-in-salt", { body: { email: `${i}@x.example` } });
    assert.equal(salt.status, 200);
  }
});

/** What a new passphrase or recovery key leaves on the server. */
const secretOf = (name: string) => ({
  authKey: hashSecret(name),
  wrappedKey: name.replaceAll(" ", "-").padEnd(80, "_"),
});
const passphraseOf = (name: string) => ({ kdfSalt: "B".repeat(21) + "A", ...secretOf(name) });

Deno.test("practice: a changed passphrase and a used recovery key end all other sign-ins, at once", async () => {
  await using server = await startServer();
  const api = new ApiClient(server);
  const first = await api.setUp();
  const email = "ada@praxis.example";
  const signIn = async (authKey: string) => {
    const { status, headers, body } = await api.call("POST", "/api/practice/sign-in", {
      body: { email, authKey },
    });
    return { status, cookie: cookieOf(headers), wrappedKey: body["wrappedKey"] };
  };
  const isIn = async (cookie: string) =>
    (await api.call("GET", "/api/practice/consultations", { cookie })).status === 200;
  const second = (await signIn(AUTH_KEY)).cookie;

  const unlock = (authKey: string) =>
    api.call("POST", "/api/practice/unlock", { cookie: first, body: { authKey } });
  const { wrappedKey, keys, rotations } = (await unlock(AUTH_KEY)).body;
  assert.deepEqual([wrappedKey, keys, rotations], [WRAPPED_KEY, MEMBER_KEYS, []]);
  assert.deepEqual((await unlock(hashSecret("x"))).body, { error: "passphrase_wrong" });

  const change = (authKey: string, name: string) =>
    api.call("PUT", "/api/practice/passphrase", {
      cookie: first,
      body: { authKey, passphrase: passphraseOf(name) },
    });
  assert.equal((await change(hashSecret("x"), "two")).body.error, "passphrase_wrong");
  assert.ok(await isIn(second));
  assert.equal((await change(AUTH_KEY, "two")).status, 204);
  assert.deepEqual([await isIn(first), await isIn(second)], [true, false]);
  assert.equal((await signIn(AUTH_KEY)).status, 401);
  const third = await signIn(hashSecret("two"));
  assert.equal(third.wrappedKey, passphraseOf("two").wrappedKey);

  const replaced = await api.call("PUT", "/api/practice/recovery-key", {
    cookie: first,
    body: { authKey: hashSecret("two"), recovery: secretOf("paper") },
  });
  assert.equal(replaced.status, 204);
  const open = (authKey: string, of = email) =>
    api.call("POST", "/api/practice/recovery/open", { body: { email: of, authKey } });
  for (const refused of [await open(RECOVERY_AUTH_KEY), await open(hashSecret("paper"), "no@x.example")]) {
    assert.deepEqual([refused.status, refused.body], [401, { error: "recovery_wrong" }]);
  }
  const { members: [own] } =
    (await api.call<MembersAnswer>("GET", "/api/practice/members", { cookie: first })).body;
  assert.deepEqual((await open(hashSecret("paper"))).body, {
    memberId: own!.id,
    wrappedKey: secretOf("paper").wrappedKey,
  });
  const recover = (authKey: string) =>
    api.call("POST", "/api/practice/recovery", {
      body: { email, authKey, passphrase: passphraseOf("three"), recovery: secretOf("new paper") },
    });
  assert.equal((await recover(hashSecret("x"))).body.error, "recovery_wrong");
  const recovered = await recover(hashSecret("paper"));
  assert.equal(recovered.status, 200);
  assert.deepEqual(
    [await isIn(first), await isIn(third.cookie), await isIn(cookieOf(recovered.headers))],
    [false, false, true],
  );
  assert.equal((await recover(hashSecret("paper"))).body.error, "recovery_wrong", "used up");
  assert.equal((await signIn(hashSecret("three"))).status, 200);

  let tries = 0;
  while ((await open(hashSecret(`guess ${tries}`))).status === 401 && tries < 50) tries++;
  assert.ok(tries < LIMITS.recoveriesPerMember.tries, "tries are limited");
  assert.equal((await recover(hashSecret("new paper"))).status, 429, "for both steps together");
});

Deno.test("practice: over TLS the cookie is Secure and __Host-", async () => {
  await using server = await startServer({ PUBLIC_ORIGIN: "https://video.example" });
  const api = new ApiClient(server);
  const made = await api.call("POST", "/api/practice/setup", { body: api.setUpRequest() });
  assert.match(made.headers.get("set-cookie") ?? "", /^__Host-vieraugen=[\w-]{43}; .*Secure/);
  assert.match(made.headers.get("strict-transport-security") ?? "", /max-age=31536000/);
  const page = await fetch(`${server.origin}/help?x=1`, { redirect: "manual" });
  assert.deepEqual([page.status, page.headers.get("location")], [308, "https://video.example/help?x=1"]);
  await page.body?.cancel();
});

testWithRoom("rights: a foreign token, a foreign room, no session, another site", async (scene) => {
  const { api, cookie, room, guest, host } = scene;
  const other = await api.create(cookie);
  const stranger = await api.guest(other.room);
  const forged: Seated = { room, peerId: stranger.peerId, token: stranger.token };
  assert.equal((await api.poll(forged, 0)).body.error, "seat_unknown");
  assert.equal((await api.send(forged, host, 1)).body.error, "seat_unknown");
  assert.equal(
    (await api.send(guest, stranger, 1)).body.error,
    "peer_unknown",
    "messages stay in their room",
  );
  for (
    const [method, path] of [
      ["POST", `/api/rooms/${room}/host`],
      ["POST", `/api/rooms/${room}/lock`],
      ["POST", `/api/rooms/${room}/code`],
      ["GET", "/api/practice/consultations"],
      ["POST", "/api/practice/consultations"],
      ["DELETE", `/api/practice/consultations/${room}`],
      ["PUT", `/api/practice/consultations/${room}/private`],
      ["POST", "/api/practice/private-parts"],
      ["DELETE", "/api/practice/session"],
    ] as const
  ) {
    const body = method === "POST"
      ? { body: { peerId: randomSecret(128), locked: true, startsAtMs: 0 } }
      : {};
    const { status, body: answer } = await api.call(method, path, body);
    assert.deepEqual([path, status, answer.error], [path, 401, "signed_out"]);
    const cross = await api.call(method, path, {
      ...body,
      cookie,
      headers: { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
    });
    if (method !== "GET") assert.deepEqual([path, cross.status, cross.body.error], [path, 403, "cross_site"]);
  }
  const { body } = await api.call<{ iceServers: unknown[] }>("GET", "/api/ice", { token: guest.token });
  assert.deepEqual(body.iceServers, []);
  assert.equal((await api.call("GET", "/api/ice")).status, 401);
});

testWithRoom("ice: credentials of at most an hour, for who has a seat", async ({ api, guest }) => {
  const { body } = await api.call<{
    iceServers: { urls: string[]; username?: string; credential?: string }[];
    lifetimeMs: number;
    iceTransportPolicy: string;
  }>("GET", "/api/ice", { token: guest.token });
  const [stun, turn] = body.iceServers;
  assert.deepEqual(stun?.urls, ["stun:stun.example:3478"]);
  assert.deepEqual(turn?.urls, [
    "turn:turn.example:3478?transport=udp",
    "turns:turn.example:443?transport=tcp",
  ]);
  const expiresAtMs = Number(turn?.username?.split(":")[0]) * 1000;
  assert.ok(expiresAtMs > Date.now() && expiresAtMs <= Date.now() + 3600_000);
  assert.ok(Math.abs(expiresAtMs - Date.now() - body.lifetimeMs) < 10_000);
  assert.ok(!turn?.username?.includes(guest.peerId));
  assert.match(turn?.credential ?? "", /^[\w+/]{27}=$/);
  assert.equal(body.iceTransportPolicy, "relay");
}, {
  STUN_URLS: "stun:stun.example:3478",
  TURN_URLS: "turn:turn.example:3478?transport=udp, turns:turn.example:443?transport=tcp",
  TURN_SECRET: "secret",
  ICE_RELAY_ONLY: "1",
});
