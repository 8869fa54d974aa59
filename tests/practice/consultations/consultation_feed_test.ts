import assert from "node:assert/strict";
import {
  ConsultationFeed,
  FEED_TIMES,
  type FeedState,
} from "../../../practice/consultations/consultation_feed.ts";
import { ApiError, NetworkError } from "../../../wire/client.ts";
import type { ConsultationListAnswer } from "../../../wire/consultations.ts";
import { FakeClock, settle } from "../../support/fake_clock.ts";

/** A feed on a fake clock. `answers`: what each request gets, the last one again and again; a number holds it that long. */
function feedOn(answers: (ConsultationListAnswer | Error | "silence" | number)[]) {
  const clock = new FakeClock(0);
  const shown: FeedState[] = [];
  const requestsAtMs: number[] = [];
  const tags: (string | undefined)[] = [];
  let underWay = 0;
  const feed = new ConsultationFeed({
    async load(signal, tag) {
      tags.push(tag);
      assert.equal(++underWay, 1, "One request at a time");
      requestsAtMs.push(clock.nowMs());
      const given = answers.length > 1 ? answers.shift()! : answers[0]!;
      try {
        if (given === "silence") {
          return await new Promise((_, reject) =>
            signal.addEventListener("abort", () => reject(signal.reason))
          );
        }
        if (typeof given === "number") {
          await new Promise<void>((run) => clock.after(given, run));
          return answer;
        }
        await Promise.resolve();
        if (given instanceof Error) throw given;
        return given;
      } finally {
        underWay--;
      }
    },
    show: (state) => shown.push(state),
    clock,
    random: () => 1,
  });
  return {
    feed,
    shown,
    requestsAtMs,
    tags,
    pending: () => clock.waiting,
    run: (untilMs: number) => clock.turn(untilMs - clock.nowMs()),
  };
}

const answer: ConsultationListAnswer = { consultations: [], tag: "first", serverNowMs: 5000 };
const { betweenMs } = FEED_TIMES;

Deno.test("ConsultationFeed asks at once, then for the next list, and learns the server's clock", async () => {
  const { run, requestsAtMs, tags, shown, feed, pending } = feedOn([
    answer,
    { ...answer, tag: "second" },
    "silence",
  ]);
  await run(20_000);
  assert.deepEqual(requestsAtMs, [0, betweenMs, 2 * betweenMs]);
  assert.deepEqual(tags, [undefined, "first", "second"]);
  assert.equal(shown[0]?.status, "online");
  assert.equal(shown[0]?.clockOffsetMs, 5000);
  feed.stop();
  await settle();
  assert.equal(pending(), 0);
});

Deno.test("ConsultationFeed follows an answer that was held for a while without a pause", async () => {
  const { run, requestsAtMs, feed } = feedOn([answer, 10_000, 100, "silence"]);
  await run(20_000);
  const held = betweenMs + 10_000;
  assert.deepEqual(requestsAtMs, [0, betweenMs, held, held + betweenMs]);
  feed.stop();
});

Deno.test("ConsultationFeed: refresh aborts the held request, which is no failure, and asks for an answer at once", async () => {
  const { run, requestsAtMs, tags, shown, feed } = feedOn([answer, "silence", answer, "silence"]);
  await run(10_000);
  feed.refresh();
  feed.refresh();
  await settle();
  assert.deepEqual(requestsAtMs, [0, betweenMs, 10_000]);
  assert.deepEqual(tags, [undefined, "first", undefined]);
  assert.deepEqual(shown.map(({ status }) => status), ["online", "online"]);
  feed.stop();
});

Deno.test("ConsultationFeed backs off, keeps the old list, and asks for an unheld answer until it recovers", async () => {
  const { run, requestsAtMs, tags, shown, feed } = feedOn([
    answer,
    new NetworkError(),
    new NetworkError(),
    answer,
    "silence",
  ]);
  await run(22_000);
  assert.deepEqual(requestsAtMs, [0, 250, 6250, 18_250, 18_500]);
  assert.deepEqual(tags, [undefined, "first", undefined, undefined, "first"]);
  assert.deepEqual(shown.map(({ status }) => status), ["online", "offline", "offline", "online"]);
  assert.equal(shown[1]?.answer, answer);
  assert.equal(shown[1]?.problem?.code, "network");
  feed.stop();
});

Deno.test("ConsultationFeed waits at most a minute, unless the server asks for more", async () => {
  const down = feedOn([new NetworkError()]);
  await down.run(60 * 60_000);
  const gaps = down.requestsAtMs.slice(1).map((atMs, i) => atMs - down.requestsAtMs[i]!);
  assert.equal(Math.max(...gaps), FEED_TIMES.backoffMs);
  down.feed.stop();
  const refused = feedOn([
    new ApiError("too_many_requests", 429, { error: "too_many_requests", retryAfterMs: 100_000 }),
  ]);
  await refused.run(99_000);
  assert.equal(refused.requestsAtMs.length, 1);
  refused.feed.stop();
  for (const retryAfterMs of [1e12, Infinity, NaN, -1]) {
    const lied = feedOn([new ApiError("too_many_requests", 429, { retryAfterMs })]);
    await lied.run(3600_000);
    assert.equal(lied.requestsAtMs.length > 1, true, `asks again after an hour at most, not ${retryAfterMs}`);
    assert.ok(lied.requestsAtMs[1]! - lied.requestsAtMs[0]! > 0, "and not at once");
    lied.feed.stop();
  }
});

Deno.test("ConsultationFeed gives up a request that is not answered", async () => {
  const { run, shown, requestsAtMs, feed } = feedOn(["silence", answer, "silence"]);
  await run(FEED_TIMES.requestMs + 6000);
  assert.deepEqual(requestsAtMs, [0, FEED_TIMES.requestMs + 6000]);
  assert.deepEqual(shown.map(({ status }) => status), ["offline", "online"]);
  feed.stop();
});

Deno.test("ConsultationFeed ends with the sign-in", async () => {
  const { run, shown, requestsAtMs, feed, pending } = feedOn([new ApiError("signed_out", 401)]);
  await run(100_000);
  feed.refresh();
  await run(200_000);
  assert.equal(requestsAtMs.length, 1);
  assert.equal(shown[0]?.status, "signed_out");
  assert.equal(pending(), 0);
});

Deno.test("ConsultationFeed shows nothing after it is stopped", async () => {
  const { shown, feed } = feedOn([answer]);
  feed.stop();
  await settle();
  assert.equal(shown.length, 0);
});
