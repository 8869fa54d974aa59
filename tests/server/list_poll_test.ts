import assert from "node:assert/strict";
import { createConsultation } from "../../kv/consultations.ts";
import { randomSecret } from "../../kv/hashes.ts";
import { seatsPrefix } from "../../kv/keys.ts";
import { moveConsultation } from "../../kv/moving.ts";
import { leaveSeat, takeGuestSeat } from "../../kv/seats.ts";
import { ListPoll } from "../../server/list_poll.ts";
import { LIMITS } from "../../wire/limits.ts";
import { testOnStores } from "../kv/stores.ts";

const HOUR = 3600_000;
const keep = { retentionMs: 24 * HOUR, nowMs: Date.now() };

async function create(kv: Deno.Kv) {
  const made = await createConsultation(kv, {
    room: randomSecret(128),
    practiceId: "practice",
    createdBy: "member",
    startsAtMs: Date.now(),
    sealed: "first",
    lobbyMs: LIMITS.codeLifeMs,
    locatorDigits: 5,
    ...keep,
  });
  if ("refusal" in made) throw new Error(made.refusal);
  return made;
}

async function join(kv: Deno.Kv, room: string) {
  const taken = await takeGuestSeat(kv, { room, peerId: randomSecret(128), nowMs: Date.now() });
  if (!("seat" in taken)) throw new Error(taken.refusal);
  return taken;
}

const answer = (kv: Deno.Kv) =>
  new ListPoll(
    kv,
    { practiceId: "practice", tag: undefined, waitMs: 0, isSignedIn: () => Promise.resolve(true) },
    new AbortController().signal,
  ).answer();

/** The store, to whom something happens each time when the seats of a room are about to be read: so often at most. */
function whileSeatsAreRead(
  kv: Deno.Kv,
  room: string,
  times: number,
  happen: () => Promise<unknown>,
): Deno.Kv {
  const list = (async function* (...[selector, options]: Parameters<Deno.Kv["list"]>) {
    const isAboutSeats = JSON.stringify((selector as { prefix: unknown }).prefix) ===
      JSON.stringify(seatsPrefix(room));
    if (isAboutSeats && times-- > 0) await happen();
    yield* kv.list(selector, options);
  }) as unknown as Deno.Kv["list"];
  return new Proxy(kv, {
    get: (target, name) => {
      if (name === "list") return list;
      const value = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

testOnStores("ListPoll: a change that comes while it reads is seen whole", async (kv) => {
  const { room } = await create(kv);
  await join(kv, room);
  const startsAtMs = Date.now() + HOUR;
  const { consultations: [seen], tag } = await answer(
    whileSeatsAreRead(kv, room, 1, () =>
      moveConsultation(kv, room, {
        startsAtMs,
        lobbyMs: LIMITS.codeLifeMs,
        part: { version: 2, sealed: "moved" },
        ...keep,
      })),
  );
  // Torn, it is the former appointment, whose guest has gone.
  assert.deepEqual([seen?.startsAtMs, seen?.guests, seen?.privateVersion], [startsAtMs, [], 2]);
  assert.equal((await answer(kv)).tag, tag, "there is nothing that the next poll could find");
});

testOnStores("ListPoll: a list that never rests is answered nevertheless, and told anew", async (kv) => {
  const { room } = await create(kv);
  let changes = 0;
  const restless = whileSeatsAreRead(kv, room, 100, async () => {
    changes++;
    const { seat, consultation } = await join(kv, room);
    await leaveSeat(kv, seat, consultation);
  });
  assert.equal((await answer(restless)).consultations.length, 1);
  assert.ok(changes < 20, `${changes}`);
});
