import assert from "node:assert/strict";
import { createConsultation } from "../../../kv/consultations.ts";
import { takeGuestSeat } from "../../../kv/guest_seats.ts";
import { hashSecret, randomSecret } from "../../../kv/hashes.ts";
import { takeHostSeat } from "../../../kv/host_seats.ts";
import { appendMessages } from "../../../kv/mailboxes.ts";
import { hostOfPractice } from "../../kv/practice_scene.ts";
import { Hub } from "../../../server/polling/hub.ts";
import { Poll } from "../../../server/polling/poll.ts";
import { ended } from "./ended.ts";
import { repetitions } from "../../support/repetitions.ts";
import { openStore } from "../../kv/stores.ts";

const ROUNDS = repetitions(12);
const SENDERS = 3;
const MESSAGES = 20;
const ROUND_MS = 20_000;

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const below = (bound: number) => Math.floor(Math.random() * bound);
const oneIn = (count: number) => below(count) === 0;

/** The same store, with reads and commits that are slow, lose races, and fail before or after they are made. */
function unreliable(kv: Deno.Kv): Deno.Kv {
  return new Proxy(kv, {
    get(store, name) {
      const member = Reflect.get(store, name, store);
      if (typeof member !== "function") return member;
      if (name === "getMany") {
        return async (...keys: unknown[]) => {
          if (oneIn(4)) await sleep(below(4));
          const entries = await member.apply(store, keys);
          if (oneIn(4)) await sleep(below(6));
          return entries;
        };
      }
      if (name !== "atomic") return member.bind(store);
      return () => {
        const operation = store.atomic();
        const commit = operation.commit.bind(operation);
        operation.commit = async () => {
          if (oneIn(2)) await sleep(below(15));
          if (oneIn(20)) throw new Error("failed before");
          if (oneIn(20)) return { ok: false };
          const result = await commit();
          if (oneIn(20)) throw new Error("failed after");
          if (oneIn(3)) await sleep(below(10));
          return result;
        };
        return operation;
      };
    },
  });
}

/** Two processes on one store, each with its own handle and its own hub. */
async function playRound(kvs: readonly [Deno.Kv, Deno.Kv]): Promise<void> {
  const stores = kvs.map(unreliable);
  const hubs = stores.map((store) => new Hub(() => Promise.resolve(store)));
  const nowMs = Date.now();
  const consultation = await createConsultation(kvs[0], {
    room: randomSecret(128),
    practiceId: "practice",
    createdBy: "member",
    startsAtMs: nowMs,
    lobbyMs: 0,
    retentionMs: 0,
    locatorDigits: 5,
    linkProofHash: hashSecret("proof"),
    nowMs,
  });
  assert.ok("room" in consultation);
  const { room } = consultation;
  const memberId = await hostOfPractice(kvs[0]);
  const seated = async (take: typeof takeGuestSeat | typeof takeHostSeat) => {
    const taken = await take(kvs[0], {
      room,
      peerId: randomSecret(128),
      memberId,
      proof: "proof",
      origin: { address: "", network: "" },
      retentionMs: 60_000,
      nowMs,
    });
    assert.ok("token" in taken);
    return taken;
  };
  const { token, seat: { peerId: to } } = await seated(takeHostSeat);
  const senders = await Promise.all(Array.from({ length: SENDERS }, () => seated(takeGuestSeat)));
  const endAtMs = nowMs + ROUND_MS;

  /** Sends again what has not been confirmed, as the client does; sometimes before the confirmation can have come. */
  const send = async ({ token }: { token: string }) => {
    for (let next = 1; next <= MESSAGES && Date.now() < endAtMs;) {
      const count = Math.min(1 + below(3), MESSAGES - next + 1);
      const messages = Array.from({ length: count }, (_, i) => ({ to, n: next + i, body: "x" }));
      const confirmation = appendMessages(stores[below(2)]!, { token, messages, nowMs: Date.now() })
        .then((result) => "cursor" in result, () => false);
      const isStored = await (oneIn(4)
        ? Promise.race([
          confirmation,
          sleep(below(8)).then(() => false),
        ])
        : confirmation);
      if (isStored) next += count;
      if (oneIn(3)) await sleep(below(20));
    }
  };

  /** Polls at either process; sometimes the client leaves, or the answer is lost on its way. */
  const received = new Map(senders.map(({ seat }) => [seat.peerId, [] as number[]]));
  const receive = async () => {
    let cursor = 0;
    const isDone = () => [...received.values()].every(({ length }) => length === MESSAGES);
    while (!isDone() && Date.now() < endAtMs) {
      const at = below(2);
      const leaving = new AbortController();
      const request = { token, room, peerId: to, after: cursor, tag: undefined };
      const waitMs = oneIn(10) ? 0 : 150 + below(1500);
      const poll = new Poll(stores[at]!, { ...request, waitMs }, leaving.signal);
      const answered = hubs[at]!.begin(poll)
        .then(async (outcome) =>
          ("found" in outcome ? outcome.found : await ended(outcome.held)) ?? poll.answer()
        )
        .catch(() => undefined); // the store failed: the client asks again
      if (oneIn(8)) {
        await Promise.race([answered, sleep(below(20))]);
        leaving.abort();
      }
      const answer = await answered;
      if (!answer || leaving.signal.aborted || oneIn(8)) continue;
      // The cursor skips nothing: it grows by the messages that come with it, since each is stored once.
      assert.equal(answer.cursor, cursor + answer.messages.length);
      cursor = answer.cursor;
      for (const { from, n } of answer.messages) {
        const numbers = received.get(from)!;
        if (n > (numbers.at(-1) ?? 0)) numbers.push(n);
      }
    }
  };
  await Promise.all([receive(), ...senders.map(send)]);
  const all = Array.from({ length: MESSAGES }, (_, i) => i + 1);
  for (const numbers of received.values()) assert.deepEqual(numbers, all);
  await sleep(50); // the last poll that was left has ended
  assert.deepEqual(hubs.map(({ heldCount }) => heldCount), [0, 0]);
  for (const hub of hubs) hub.close();
}

Deno.test({
  name:
    "delivery: each message arrives once and in order, whatever fails in the store, the polls and the answers",
  // Commits that nobody waited for may still be under way.
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const directory = await Deno.makeTempDir();
    const kvs = [
      await openStore(`${directory}/delivery.sqlite3`),
      await openStore(`${directory}/delivery.sqlite3`),
    ] as const;
    for (let round = 0; round < ROUNDS; round++) await playRound(kvs);
    await sleep(100);
    for (const kv of kvs) kv.close();
    await Deno.remove(directory, { recursive: true });
  },
});
