import assert from "node:assert/strict";
import { createConsultation } from "../../../kv/consultations.ts";
import { takeGuestSeat } from "../../../kv/guest_seats.ts";
import { randomSecret } from "../../../kv/hashes.ts";
import { seatsPrefix } from "../../../kv/keys.ts";
import { moveConsultation } from "../../../kv/moving.ts";
import { leaveSeat } from "../../../kv/seats.ts";
import { beforeNextList, testOnStores } from "../../kv/stores.ts";
import { ListPoll } from "../../../server/polling/list_poll.ts";
import { LIMITS } from "../../../wire/limits.ts";

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
  const taken = await takeGuestSeat(kv, {
    room,
    peerId: randomSecret(128),
    origin: { address: "", network: "" },
    nowMs: Date.now(),
  });
  if (!("seat" in taken)) throw new Error(taken.refusal);
  return taken;
}

const answer = (kv: Deno.Kv) =>
  new ListPoll(
    kv,
    {
      practiceId: "practice",
      tag: undefined,
      waitMs: 0,
      sessionHash: "",
      isSignedIn: () => Promise.resolve(true),
    },
    new AbortController().signal,
  ).answer();

testOnStores("ListPoll: a change that comes while it reads is seen whole", async (kv) => {
  const { room } = await create(kv);
  await join(kv, room);
  const startsAtMs = Date.now() + HOUR;
  beforeNextList(kv, seatsPrefix(room), () =>
    moveConsultation(kv, room, {
      startsAtMs,
      lobbyMs: LIMITS.codeLifeMs,
      part: { version: 2, sealed: "moved" },
      ...keep,
    }));
  const { consultations: [seen], tag } = await answer(kv);
  // Torn, it is the former appointment, whose guest has gone.
  assert.deepEqual([seen?.startsAtMs, seen?.guests, seen?.privateVersion], [startsAtMs, [], 2]);
  assert.equal((await answer(kv)).tag, tag, "there is nothing that the next poll could find");
});

testOnStores("ListPoll: a list that never rests is answered nevertheless, and told anew", async (kv) => {
  const { room } = await create(kv);
  let changes = 0;
  const disturb = () =>
    beforeNextList(kv, seatsPrefix(room), async () => {
      const { seat, consultation } = await join(kv, room);
      await leaveSeat(kv, seat, consultation, Date.now());
      if (++changes < 100) disturb();
    });
  disturb();
  assert.equal((await answer(kv)).consultations.length, 1);
  assert.ok(changes < 20, `${changes}`);
});
