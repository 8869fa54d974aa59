import assert from "node:assert/strict";
import { TRIES, whenAvailable } from "../../../call/entry/try_again.ts";
import { FakeClock, settle } from "../../support/fake_clock.ts";

/** Asks a server that answers with these statuses, or fails where one is 0; the last one stays. */
function asking(...statuses: number[]) {
  const clock = new FakeClock();
  const askedAtMs: number[] = [];
  const startMs = clock.nowMs();
  const fetch = ((_url, init) => {
    askedAtMs.push(clock.nowMs() - startMs);
    assert.deepEqual([init?.method, init?.cache, init?.redirect], ["HEAD", "no-store", "manual"]);
    const status = statuses.length > 1 ? statuses.shift()! : statuses[0]!;
    if (status === 0) return Promise.reject(new TypeError("no network"));
    return Promise.resolve({ status } as Response);
  }) as typeof globalThis.fetch;
  return { clock, askedAtMs, result: whenAvailable("/r/x", { clock, fetch, random: () => 1 }) };
}

Deno.test("whenAvailable: asks ever more slowly until the server answers", async () => {
  const { clock, askedAtMs, result } = asking(503, 502, 504, 0, 503, 503, 503, 200);
  await clock.turn(10 * 60_000);
  assert.equal(await result, true);
  assert.deepEqual(askedAtMs, [2_000, 6_000, 14_000, 30_000, 62_000, 122_000, 182_000, 242_000]);
});

Deno.test("whenAvailable: any other answer is one: a page, a sign-in, an error of its own", async () => {
  for (const status of [200, 303, 404, 429, 500]) {
    const { clock, askedAtMs, result } = asking(status);
    await clock.turn(TRIES.firstMs);
    assert.equal(await result, true, String(status));
    assert.equal(askedAtMs.length, 1);
  }
});

Deno.test("whenAvailable: gives up after an hour, more or less, and leaves no timer", async () => {
  const { clock, askedAtMs, result } = asking(503);
  await clock.turn(3 * 3600_000);
  assert.equal(await result, false);
  assert.equal(askedAtMs.length, TRIES.most);
  assert.ok(askedAtMs.at(-1)! < 1.2 * 3600_000);
  assert.equal(clock.waiting, 0);
});

Deno.test("whenAvailable: a server that never answers is asked again", async () => {
  const clock = new FakeClock();
  let asked = 0;
  const fetch = ((_url, init) => {
    if (++asked > 1) return Promise.resolve({ status: 200 } as Response);
    return new Promise((_, reject) =>
      init!.signal!.addEventListener("abort", () => reject(new DOMException()))
    );
  }) as typeof globalThis.fetch;
  const result = whenAvailable("/", { clock, fetch });
  await clock.turn(60_000);
  await settle();
  assert.equal(await result, true);
  assert.equal(asked, 2);
});
