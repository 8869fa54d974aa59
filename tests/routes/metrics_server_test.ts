import assert from "node:assert/strict";
import { ApiClient } from "../api/client.ts";
import { gaugeIs, METRICS } from "../support/gauges.ts";
import { samplesOf } from "../support/metrics.ts";
import { found, startServer } from "../support/running_server.ts";

const TOKEN = "a-token-for-the-scraper";

Deno.test("GET /metrics: needs the operator's token, and holds no personal data", async () => {
  await using server = await startServer({
    METRICS_TOKEN: TOKEN,
    // Asked for by the machine's own address, as monitoring does.
    PUBLIC_ORIGIN: "https://video.example.org",
  });
  const api = new ApiClient(server);
  for (const headers of [{}, { authorization: `Bearer ${TOKEN}x` }, { authorization: TOKEN }]) {
    const { status } = await api.call("GET", "/metrics", { headers });
    assert.equal(status, 404);
  }
  const cookie = await api.setUp();
  const { room, locator = "" } = await api.create(cookie);
  const [guest, host] = [await api.guest(room), await api.host(room, cookie)];
  await api.send(guest, host, 1);
  const other = String((Number(locator) + 1) % 100_000).padStart(5, "0");
  await api.call("POST", "/api/join", { body: { locator: other, peerId: guest.peerId } });
  const answer = await fetch(`${server.origin}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } });
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get("content-type") ?? "", /^text\/plain; version=0\.0\.4/);
  const text = await answer.text();
  const samples = samplesOf(text);
  assert.equal(
    samples.get('vieraugen_requests_total{method="POST",route="/api/rooms/:room/messages",status="201"}'),
    1,
  );
  assert.equal(samples.get('vieraugen_refusals_total{code="consultation_unknown"}'), 1);
  assert.equal(samples.get("vieraugen_store_up"), 1);
  assert.ok([...samples.values()].every(Number.isFinite));
  // All but the numbers, in which any five digits may stand.
  const words = [...samples.keys(), ...text.split("\n").filter((line) => line.startsWith("#"))].join("\n");
  assert.ok(!words.includes(locator), `${locator} is in the metrics`);
  for (const told of [room, guest.peerId, guest.token, "127.0.0.1", "ada", "Berg", TOKEN]) {
    assert.ok(!text.includes(told), `${told} is in the metrics`);
  }
});

Deno.test("GET /metrics: a held poll is counted and logged when it is answered, with its status and duration", async () => {
  await using server = await startServer(METRICS);
  const api = new ApiClient(server);
  const cookie = await api.setUp();
  const { room } = await api.create(cookie);
  const host = await api.host(room, cookie);
  const polls = async () => {
    const headers = { authorization: `Bearer ${METRICS.METRICS_TOKEN}` };
    const samples = samplesOf(await (await fetch(`${server.origin}/metrics`, { headers })).text());
    const route = 'route="/api/rooms/:room/messages"';
    return {
      answered: samples.get(`vieraugen_requests_total{method="GET",${route},status="200"}`) ?? 0,
      replaced: samples.get(`vieraugen_requests_total{method="GET",${route},status="410"}`) ?? 0,
      refusals: samples.get('vieraugen_refusals_total{code="seat_replaced"}') ?? 0,
      seconds: samples.get(`vieraugen_request_seconds_sum{${route}}`) ?? 0,
    };
  };
  assert.equal((await api.poll(host, 0, 500)).status, 200);
  const { seconds, ...counts } = await polls();
  assert.deepEqual(counts, { answered: 1, replaced: 0, refusals: 0 });
  assert.ok(seconds >= 0.5, `${seconds} s`);
  const held = api.poll(host, 0, 25_000);
  await gaugeIs(server, "vieraugen_polls_held", 1);
  assert.deepEqual(await polls(), { ...counts, seconds }, "not answered yet");
  await api.host(room, cookie);
  assert.equal((await held).body.error, "seat_replaced");
  const { seconds: _, ...later } = await polls();
  assert.deepEqual(later, { answered: 1, replaced: 1, refusals: 1 });
  await found(
    server.log,
    /"method":"GET","route":"\/api\/rooms\/:room\/messages","status":410,"code":"seat_replaced"/,
  );
});

Deno.test("GET /metrics: 404 for any request without METRICS_TOKEN", async () => {
  await using server = await startServer();
  const api = new ApiClient(server);
  for (const authorization of ["Bearer ", "Bearer undefined", `Bearer ${TOKEN}`]) {
    const { status } = await api.call("GET", "/metrics", { headers: { authorization } });
    assert.equal(status, 404);
  }
});
