import assert from "node:assert/strict";
import { ask, inTime } from "../../wire/ask.ts";
import { ApiError, NetworkError } from "../../wire/client.ts";

Deno.test("ask: an answer, a refusal, and what never answers: given up in time, or when its owner says so", async () => {
  let given: (() => void) | undefined;
  let arrived = 0;
  const { promise: end, resolve } = Promise.withResolvers<void>();
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/answer") return Response.json({ a: 1 });
    if (pathname === "/refusal") return Response.json({ error: "signed_out" }, { status: 401 });
    arrived++;
    request.signal.addEventListener("abort", () => given?.());
    await end;
    return Response.json({ late: true });
  });
  const path = (name: string) => `http://127.0.0.1:${server.addr.port}/${name}`;
  assert.deepEqual(await ask({ method: "GET", path: path("answer") }), { a: 1 });
  await assert.rejects(ask({ method: "GET", path: path("refusal") }), ApiError);

  const released = new Promise<void>((resolve) => given = resolve);
  // A server that hears of it too late is asked again.
  do await assert.rejects(ask({ method: "GET", path: path("never") }, 500), NetworkError); while (
    arrived === 0
  );
  await released;

  const owner = new AbortController();
  const held = ask({ method: "GET", path: path("never"), signal: owner.signal }, 50);
  const early = await Promise.race([
    held.then(() => "answered"),
    new Promise((resolve) => setTimeout(resolve, 200, "held")),
  ]);
  assert.equal(early, "held", "its owner keeps the time");
  owner.abort();
  await assert.rejects(held, { name: "AbortError" });
  resolve();
  await server.shutdown();
});

Deno.test("inTime: what comes, what fails, and what never comes", async () => {
  assert.equal(await inTime(Promise.resolve("there")), "there");
  await assert.rejects(inTime(Promise.reject(new TypeError("gone"))), TypeError);
  await assert.rejects(inTime(new Promise(() => {}), 20), NetworkError);
});
