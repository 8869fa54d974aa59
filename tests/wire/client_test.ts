import assert from "node:assert/strict";
import { ApiError, NetworkError, request, retryAfterMsOf, withDeadline } from "../../wire/client.ts";

/** Relative addresses lead to `origin`, as they do in a page, until the returned function is called. */
function browseAt(origin: string): () => void {
  const { fetch } = globalThis;
  globalThis.fetch = (path, init) => fetch(origin + path, init);
  return () => globalThis.fetch = fetch;
}

Deno.test("request: an answer, a refusal, and what never answers: given up in time, or when its owner says so", async () => {
  let given: (() => void) | undefined;
  let arrived = 0;
  const { promise: end, resolve } = Promise.withResolvers<void>();
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/api/about") return Response.json({ a: 1 });
    if (pathname === "/api/ice") return Response.json({ error: "signed_out" }, { status: 401 });
    arrived++;
    request.signal.addEventListener("abort", () => given?.());
    await end;
    return Response.json({ late: true });
  });
  const stop = browseAt(`http://127.0.0.1:${server.addr.port}`);
  try {
    assert.deepEqual(await request("GET /api/about", {}), { a: 1 });
    await assert.rejects(request("GET /api/ice", {}), ApiError);

    const released = new Promise<void>((resolve) => given = resolve);
    // A server that hears of it too late is asked again.
    do await assert.rejects(request("GET /api/check", { timeoutMs: 500 }), NetworkError); while (
      arrived === 0
    );
    await released;

    const owner = new AbortController();
    const held = request("GET /api/check", { signal: owner.signal, timeoutMs: 50 });
    const early = await Promise.race([
      held.then(() => "answered"),
      new Promise((resolve) => setTimeout(resolve, 200, "held")),
    ]);
    assert.equal(early, "held", "its owner keeps the time");
    owner.abort();
    await assert.rejects(held, { name: "AbortError" });
  } finally {
    stop();
    resolve();
    await server.shutdown();
  }
});

Deno.test("request: fills in parameters and query, sends token and JSON; an empty answer is undefined", async () => {
  const seen: unknown[] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    const { pathname, search } = new URL(request.url);
    const { headers, method } = request;
    seen.push([
      `${method} ${pathname}${search}`,
      headers.get("authorization"),
      headers.get("content-type"),
      await request.text(),
    ]);
    return new Response(null, { status: 204 });
  });
  const stop = browseAt(`http://127.0.0.1:${server.addr.port}`);
  try {
    const params = { room: "a/b" };
    const query = { after: 1, waitMs: 20, peers: "-&-" };
    await request("GET /api/rooms/:room/messages", { params, query, token: "t" });
    assert.equal(
      await request("POST /api/rooms/:room/lock", { params, body: { locked: true }, keepalive: true }),
      undefined,
    );
    assert.deepEqual(seen, [
      ["GET /api/rooms/a%2Fb/messages?after=1&waitMs=20&peers=-%26-", "Bearer t", null, ""],
      ["POST /api/rooms/a%2Fb/lock", null, "application/json", '{"locked":true}'],
    ]);
  } finally {
    stop();
    await server.shutdown();
  }
});

Deno.test("withDeadline: what comes, what fails, and what never comes", async () => {
  assert.equal(await withDeadline(Promise.resolve("there")), "there");
  await assert.rejects(withDeadline(Promise.reject(new TypeError("gone"))), TypeError);
  await assert.rejects(withDeadline(new Promise(() => {}), 20), NetworkError);
});

Deno.test("retryAfterMsOf: what a server may ask to wait, and no more than a minute", () => {
  const asked = (retryAfterMs: unknown) =>
    retryAfterMsOf(new ApiError("too_many_requests", 429, { retryAfterMs } as { retryAfterMs: number }));
  assert.deepEqual([20_000, 1e12, -1, "x", undefined].map(asked), [20_000, 60_000, 0, 0, 0]);
  assert.equal(retryAfterMsOf(new NetworkError("gone")), 0);
});

Deno.test("ApiError: a wait is believed for an hour at most, and only if it is one", () => {
  // As JSON.parse makes it of an answer: 1e999 is Infinity.
  for (
    const [sent, believed] of [
      ["0", 0],
      ["300000", 300_000],
      ["3600001", 3600_000],
      ["1e12", 3600_000],
      ["1e999", undefined],
      ["-1", undefined],
      ["null", undefined],
      ['"60000"', undefined],
      ['{"valueOf": 1}', undefined],
    ] as const
  ) {
    const { details } = new ApiError("too_many_requests", 429, {
      opensAtMs: 1,
      ...JSON.parse(`{"retryAfterMs": ${sent}}`),
    });
    const wait = believed === undefined ? {} : { retryAfterMs: believed };
    assert.deepEqual(details, { opensAtMs: 1, ...wait }, sent);
  }
  const { details } = new ApiError("too_many_requests", 429, { retryAfterMs: NaN });
  assert.deepEqual(details, {});
});
