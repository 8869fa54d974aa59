import assert from "node:assert/strict";
import { Metrics } from "../../server/metrics.ts";
import { samplesOf } from "../support/metrics.ts";

const WELL = { reason: undefined, failures: new Map(), freeBytes: undefined };
const LINE = { time: "", id: "", method: "GET", route: "/r/:room", status: 200, ms: 250 };

Deno.test("Metrics: counts requests, durations and refusals; unknown methods share one series", () => {
  const metrics = new Metrics(5_000);
  metrics.count(LINE);
  metrics.count({ ...LINE, ms: 500 });
  metrics.count({ ...LINE, method: "BREW", status: 405, code: "method_not_allowed" });
  metrics.count({ ...LINE, method: "POUR", status: 405, code: "method_not_allowed", route: 'odd"\\\n' });
  metrics.countFailedListener();
  const samples = samplesOf(
    metrics.text({ pollsHeld: 3, watchers: 1, storeMs: undefined, storeHealth: WELL, residentBytes: 1024 }),
  );
  assert.equal(samples.get('vieraugen_requests_total{method="GET",route="/r/:room",status="200"}'), 2);
  assert.equal(samples.get('vieraugen_requests_total{method="other",route="/r/:room",status="405"}'), 1);
  assert.equal(
    samples.get('vieraugen_requests_total{method="other",route="odd\\"\\\\\\n",status="405"}'),
    1,
    "a label cannot break out of its quotes",
  );
  assert.equal(samples.get('vieraugen_request_seconds_sum{route="/r/:room"}'), 1);
  assert.equal(samples.get('vieraugen_refusals_total{code="method_not_allowed"}'), 2);
  assert.equal(samples.get("vieraugen_listener_failures_total"), 1);
  assert.equal(samples.get("vieraugen_polls_held"), 3);
  assert.equal(samples.get("vieraugen_store_up"), 0);
  assert.equal(samples.get("process_start_time_seconds"), 5);
  assert.ok(!samples.has("vieraugen_store_seconds"));
});

Deno.test("Metrics: tells why the store fails, how much space is left, and what the supervising process told", () => {
  const gauges = { pollsHeld: 0, watchers: 0, storeMs: 1, residentBytes: 1 };
  const well = samplesOf(new Metrics(0).text({ ...gauges, storeHealth: WELL }));
  assert.equal(well.get("vieraugen_restarts_total"), 0);
  assert.deepEqual([...well.keys()].filter((name) => /store_fail|disk|exit/.test(name)), []);
  const failures = new Map([["disk_full", 2], ["file_locked", 1]] as const);
  const failing = samplesOf(
    new Metrics(0, { count: 3, reason: "killed" })
      .text({ ...gauges, storeHealth: { reason: "disk_full", failures, freeBytes: 4096 } }),
  );
  assert.equal(failing.get('vieraugen_store_failing{reason="disk_full"}'), 1);
  assert.equal(failing.get('vieraugen_store_failures_total{reason="disk_full"}'), 2);
  assert.equal(failing.get('vieraugen_store_failures_total{reason="file_locked"}'), 1);
  assert.equal(failing.get("vieraugen_disk_free_bytes"), 4096);
  assert.equal(failing.get("vieraugen_restarts_total"), 3);
  assert.equal(failing.get('vieraugen_last_exit{reason="killed"}'), 1);
});
