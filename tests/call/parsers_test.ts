import assert from "node:assert/strict";
import fc from "fast-check";
import { MessageError, parseControlMessage } from "../../call/pairing/messages.ts";
import { parseStoredSeat, saveSeat, type StoredSeat } from "../../call/seats/stored_seat.ts";
import { NetworkError } from "../../wire/client.ts";
import { parsePollAnswer } from "../../wire/poll_answer.ts";
import type { PollAnswer } from "../../wire/mailbox.ts";
import { makeScene, play } from "../attack/scene.ts";
import { takeDefects } from "./watched_crypto.ts";
import { anyText } from "../support/any_text.ts";

const seed = Math.floor(Math.random() * 2 ** 31);
const runs = { seed, numRuns: 2_000 };

/** Something of this shape with one part that is anything at all. */
function nearly(value: object): fc.Arbitrary<unknown> {
  return fc.tuple(fc.constantFrom(...Object.keys(value)), fc.jsonValue())
    .map(([key, part]) => ({ ...value, [key]: part }));
}

const SEAT: StoredSeat = {
  role: "guest",
  room: "r",
  peerId: "p",
  token: "t",
  name: "Ada",
  method: "code",
  secret: "123456",
  failures: 1,
  expiresAtMs: 1,
  startsAtMs: 1,
  practiceName: "P",
  waitingPhone: "1",
  clockOffsetMs: 0,
};

Deno.test("parseStoredSeat: a seat or nothing, whatever the tab has kept; what was saved comes back", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        nearly({ ...SEAT, method: "c" }).map((value) => JSON.stringify(value)),
      ),
      (text) => {
        const seat = parseStoredSeat(text);
        if (!seat) return;
        assert.equal(typeof seat.name, "string");
        assert.ok(seat.failures === undefined || typeof seat.failures === "number");
        assert.ok(seat.token === undefined || typeof seat.token === "string");
      },
    ),
    runs,
  );
  const items: string[] = [];
  saveSeat({ getItem: () => null, setItem: (_, text) => void items.push(text), removeItem() {} }, SEAT);
  assert.deepEqual(parseStoredSeat(items[0]!), SEAT);
});

Deno.test("parseControlMessage: a message or its own error, on any text", () => {
  const proof = nearly({ kind: "proof", proof: "AA" }).map((value) => JSON.stringify(value));
  fc.assert(
    fc.property(fc.oneof(anyText(), fc.json(), proof), (text) => {
      try {
        assert.equal(typeof parseControlMessage(text).kind, "string");
      } catch (error) {
        assert.ok(error instanceof MessageError, `seed ${seed}: ${error}`);
      }
    }),
    runs,
  );
});

Deno.test("parsePollAnswer: an answer or its own error, whatever the server says", () => {
  const answer: PollAnswer = {
    cursor: 1,
    messages: [{ from: "a", n: 1, body: "x" }],
    peers: [{ peerId: "a", role: "host", joinedAtMs: 1, seenAtMs: 1 }],
    peersTag: "t",
    serverNowMs: 1,
  };
  assert.deepEqual(parsePollAnswer({ ...answer, more: 1 }), answer);
  const deep = fc.oneof(
    nearly(answer.messages[0]!).map((message) => ({ ...answer, messages: [message] })),
    nearly(answer.peers[0]!).map((peer) => ({ ...answer, peers: [peer] })),
  );
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), nearly(answer), deep), (value) => {
      try {
        const parsed = parsePollAnswer(value);
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

Deno.test("CallEngine: hosts that the server makes up are an error with a name, never one without", async () => {
  for (const peerId of ["", "x", "ä", "AAAA", "A".repeat(22), "A".repeat(300)]) {
    const scene = makeScene();
    scene.world.relay.mischief.show = (
      peers,
    ) => [...peers, { peerId, role: "host", joinedAtMs: 0, seenAtMs: 0 }];
    scene.host.admits = false;
    await play(scene, 5_000);
    assert.ok(["malformed", undefined].includes(scene.guest.state.failure?.code), peerId);
    for (const person of scene.world.people) person.closePage();
    await scene.world.clock.turn(30_000);
    assert.deepEqual(takeDefects(), []);
  }
});

Deno.test("CallEngine: who was removed has to knock again, whatever secret it comes back by", async () => {
  const scene = makeScene();
  await play(scene, 10_000);
  assert.ok(await scene.world.until(() => scene.host.isSecure && scene.guest.isSecure));
  scene.host.admits = false;
  scene.host.engine!.dispatch({ kind: "removed", peerId: scene.guest.peerId });
  assert.ok(await scene.world.until(() => scene.guest.state.endReason === "removed"));
  scene.guest.engine!.dispatch({ kind: "rejoined" });
  assert.ok(await scene.world.until(() => scene.host.state.phase === "knocking"));
  assert.equal(scene.host.state.currentPeerId, undefined);
  await scene.world.clock.turn(30_000);
  assert.equal(scene.host.state.phase, "knocking", "and stays outside");
  for (const person of scene.world.people) person.closePage();
  await scene.world.clock.turn(30_000);
  assert.deepEqual(takeDefects(), []);
});

Deno.test("CallEngine: between admission and media go no more messages than offer, answer and late candidates", async () => {
  const scene = makeScene();
  scene.host.admits = false;
  await play(scene, 10_000);
  assert.equal(scene.host.state.phase, "knocking");
  const before = scene.sent.length;
  scene.host.engine!.dispatch({ kind: "admitted", peerId: scene.guest.peerId });
  assert.ok(await scene.world.until(() => scene.host.isSecure && scene.guest.isSecure));
  await scene.world.clock.turn(5_000);
  const after = scene.sent.slice(before);
  // As many as a bare exchange has here: offer and candidates that were found later, answer and the same.
  assert.ok(after.filter(({ from }) => from === scene.host.peerId).length <= 2);
  assert.ok(after.filter(({ from }) => from === scene.guest.peerId).length <= 2);
  for (const person of scene.world.people) person.closePage();
  await scene.world.clock.turn(30_000);
});
