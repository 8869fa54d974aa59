import assert from "node:assert/strict";
import fc from "fast-check";
import { NetworkError } from "../../wire/client.ts";
import type { PollAnswer } from "../../wire/mailbox.ts";
import { parsePollAnswer } from "../../wire/poll_answer.ts";
import { nearly } from "../support/nearly.ts";

const seed = Math.floor(Math.random() * 2 ** 31);
const runs = { seed, numRuns: 2_000 };

Deno.test("parsePollAnswer: an answer or its own error, whatever the server says", () => {
  const answer: PollAnswer = {
    cursor: 1,
    messages: [{ from: "a", n: 1, body: "x" }],
    peers: [{ peerId: "a", role: "host", joinedAtMs: 1, seenAtMs: 1 }],
    peersTag: "t",
    serverNowMs: 1,
  };
  assert.deepEqual(parsePollAnswer({ ...answer, more: 1 }, 0), answer);
  const deep = fc.oneof(
    nearly(answer.messages[0]!).map((message) => ({ ...answer, messages: [message] })),
    nearly(answer.peers[0]!).map((peer) => ({ ...answer, peers: [peer] })),
  );
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), nearly(answer), deep), (value) => {
      try {
        const parsed = parsePollAnswer(value, 0);
        assert.ok(parsed.cursor <= parsed.messages.length);
        assert.ok(
          Number.isFinite(parsed.cursor) && parsed.peers.every(({ role }) => /^(guest|host)$/.test(role)),
        );
      } catch (error) {
        assert.ok(error instanceof NetworkError, `seed ${seed}: ${error}`);
      }
    }),
    runs,
  );
});
