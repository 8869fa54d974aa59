import assert from "node:assert/strict";
import { RemoteCandidates } from "../../../call/connection/remote_candidates.ts";
import type { Candidate } from "../../../call/pairing/messages.ts";

const candidate = (n: number, type = "host"): Candidate => ({
  candidate: `candidate:${n} 1 udp 1 192.0.2.1 ${n} typ ${type}`,
  sdpMid: "0",
  sdpMLineIndex: 0,
});

/** How many a browser is given of so many, in messages of 64; about half of them before the description. */
function given(count: number): number {
  const remote = new RemoteCandidates();
  remote.startRound();
  let added = 0;
  for (let n = 0; n < count; n += 64) {
    const message = Array.from({ length: Math.min(64, count - n) }, (_, i) => candidate(n + i));
    added += remote.take(message, (n + 64) * 2 >= count).length;
  }
  return added;
}

Deno.test("RemoteCandidates: those before the description wait for it", () => {
  const remote = new RemoteCandidates();
  assert.deepEqual(remote.take([candidate(1)], false), []);
  assert.deepEqual(remote.take([candidate(2, "relay")], true), [candidate(1), candidate(2, "relay")]);
  assert.deepEqual(remote.take([candidate(3)], true), [candidate(3)]);
  assert.deepEqual([...remote.types], ["host", "relay"]);
});

Deno.test("RemoteCandidates: thousands of them cost the browser no more than as many as a device can have", () => {
  assert.equal(given(60), 60);
  assert.equal(given(100), 100);
  const many = given(30_000);
  assert.ok(many <= 2 * given(100), `${many} of 30,000`);
});

Deno.test("RemoteCandidates: each round begins anew, and a restart finds its way after thousands", () => {
  const remote = new RemoteCandidates();
  for (let n = 0; n < 3_000; n++) remote.take([candidate(n)], true);
  assert.deepEqual(remote.take([candidate(1)], true), []);
  remote.startRound();
  assert.deepEqual(remote.take([candidate(1)], true), [candidate(1)]);
});

Deno.test("RemoteCandidates: kinds of candidates are those of the standard, whatever a peer invents", () => {
  const remote = new RemoteCandidates();
  for (let n = 0; n < 100; n++) remote.take([candidate(n, `made${n}`)], true);
  remote.take([candidate(1, "srflx")], true);
  assert.deepEqual([...remote.types], ["srflx"]);
});
