import assert from "node:assert/strict";
import { cancelConsultation, restoreConsultation } from "../../kv/cancelling.ts";
import { hashSecret } from "../../kv/hashes.ts";
import { noteFailure, readJournal } from "../../kv/journal.ts";
import { isKnownBrowser, rememberBrowser } from "../../kv/known_browsers.ts";
import { appendMessages } from "../../kv/mailboxes.ts";
import { findMemberInvitation } from "../../kv/member_invitations.ts";
import { consumePasskeyChallenge, createPasskeyChallenge } from "../../kv/passkey_challenges.ts";
import { checkProof, createProof } from "../../kv/proofs.ts";
import { isRunning } from "../../kv/seats.ts";
import { findSession } from "../../kv/sessions.ts";
import { countTry, takeTryBack, waitMsOf } from "../../kv/tries.ts";
import { JOURNAL_LIMITS, LIMITS, MEMBER_LIMITS, ROOM_LIMITS } from "../../wire/limits.ts";
import { consultation, guest, host, RETENTION, tryGuest } from "./consultation_scene.ts";
import { NOW, practiceWith } from "./practice_scene.ts";
import { testOnStores } from "./stores.ts";

/** Makes the window at `NOW`; the function tells whether it is open at another time. */
type Scene = (kv: Deno.Kv) => Promise<(nowMs: number) => Promise<boolean>>;

const TRIES = { tries: 1, windowMs: 600_000 };

/** Every span that the store keeps, by the interface of `kv/keys.ts` that has its end. */
const WINDOWS: Record<string, { of: string; lengthMs: number; scene: Scene }> = {
  "tries that are used up": {
    of: "Tries",
    lengthMs: TRIES.windowMs,
    async scene(kv) {
      await countTry(kv, "what", "who", TRIES, NOW);
      return async (nowMs) => await waitMsOf(kv, "what", "who", TRIES, nowMs) > 0;
    },
  },
  "tries that are counted": {
    of: "Tries",
    lengthMs: TRIES.windowMs,
    async scene(kv) {
      await countTry(kv, "what", "who", TRIES, NOW);
      return async (nowMs) => await countTry(kv, "what", "who", TRIES, nowMs) > 0;
    },
  },
  "tries that are taken back": {
    of: "Tries",
    lengthMs: TRIES.windowMs,
    async scene(kv) {
      await countTry(kv, "what", "who", TRIES, NOW);
      return async (nowMs) => {
        const former = await kv.get(["tries", "what", "who"]);
        await takeTryBack(kv, "what", "who", TRIES, { triedAtMs: NOW, nowMs });
        return (await kv.get(former.key)).versionstamp !== former.versionstamp;
      };
    },
  },
  "failures of a day": {
    of: "Tries",
    lengthMs: JOURNAL_LIMITS.failuresMs,
    async scene(kv) {
      const fail = (nowMs: number) =>
        noteFailure(kv, { practiceId: "p", memberId: "m", kind: "sign_in_failed", nowMs });
      await fail(NOW);
      await fail(NOW);
      return async (nowMs) => {
        await fail(nowMs);
        return (await readJournal(kv, "p", { members: 0, server: 0 }, NOW)).server.length > 0;
      };
    },
  },
  "mail of a minute": {
    of: "SentMail",
    lengthMs: 60_000,
    async scene(kv) {
      const { room } = await consultation(kv);
      const [{ seat }, { token }] = [await guest(kv, room), await host(kv, room)];
      let n = 0;
      const send = (nowMs: number) =>
        appendMessages(kv, {
          token,
          messages: Array.from({ length: 16 }, () => ({ to: seat.peerId, n: ++n, body: "x" })),
          nowMs,
        });
      // Confirms nothing, so the minute is told from the depth by the code of the refusal.
      await kv.set(["confirmed", room, seat.peerId], ROOM_LIMITS.messagesPerMinute);
      while (n + 16 <= ROOM_LIMITS.messagesPerMinute) await send(NOW);
      return async (nowMs) => "refusal" in await send(nowMs);
    },
  },
  "a sign-in": {
    of: "Session",
    lengthMs: MEMBER_LIMITS.idleMinutes * 60_000,
    async scene(kv) {
      const secret = await (await practiceWith(kv, "ada@x.example")).signIn("ada@x.example");
      return async (nowMs) => await findSession(kv, secret, { isUse: false, nowMs }) !== undefined;
    },
  },
  "a proof": {
    of: "GivenProof",
    lengthMs: MEMBER_LIMITS.proofMs,
    async scene(kv) {
      const given = { sessionHash: "mine", purpose: "practice" as const };
      const token = await createProof(kv, { ...given, nowMs: NOW });
      return (nowMs) => checkProof(kv, token, { ...given, nowMs });
    },
  },
  "a challenge": {
    of: "PasskeyChallenge",
    lengthMs: MEMBER_LIMITS.passkeyChallengeMs,
    async scene(kv) {
      const challenge = await createPasskeyChallenge(kv, {}, NOW);
      return (nowMs) => consumePasskeyChallenge(kv, challenge, {}, nowMs);
    },
  },
  "a member invitation": {
    of: "MemberInvitation",
    lengthMs: MEMBER_LIMITS.memberInvitationMs,
    async scene(kv) {
      await (await practiceWith(kv)).invite("assistant", "token");
      const claim = `claim of ${hashSecret("token")}`;
      return async (nowMs) => await findMemberInvitation(kv, { token: "token", claim, nowMs }) !== undefined;
    },
  },
  "a known browser": {
    of: "KnownBrowser",
    lengthMs: MEMBER_LIMITS.knownBrowserMs,
    async scene(kv) {
      const secret = await rememberBrowser(kv, { secret: undefined, memberId: "ada", nowMs: NOW });
      return (nowMs) => isKnownBrowser(kv, secret, "ada", nowMs);
    },
  },
  "what can be restored": {
    of: "Restorable",
    lengthMs: LIMITS.restoreMs,
    async scene(kv) {
      const { room, practiceId } = await consultation(kv);
      await cancelConsultation(kv, room, NOW);
      return async (nowMs) =>
        "room" in await restoreConsultation(kv, { practiceId, room, retentionMs: RETENTION, nowMs });
    },
  },
  "two who are there": {
    of: "Seat",
    lengthMs: ROOM_LIMITS.seatSilentMs,
    async scene(kv) {
      const { room } = await consultation(kv);
      await guest(kv, room);
      await host(kv, room);
      return (nowMs) => isRunning(kv, room, nowMs);
    },
  },
  "a full room": {
    of: "Seat",
    lengthMs: ROOM_LIMITS.seatSilentMs,
    async scene(kv) {
      const { room } = await consultation(kv, { startsAtMs: NOW });
      for (let i = 0; i < ROOM_LIMITS.seatsPerRoom; i++) await guest(kv, room);
      return async (nowMs) => "refusal" in await tryGuest(kv, room, nowMs);
    },
  },
};

for (const [what, { lengthMs, scene }] of Object.entries(WINDOWS)) {
  const back = {
    "just set right by a second": 1_000,
    "back by an hour": 3600_000,
    "back by a day": 86_400_000,
  };
  for (const [how, byMs] of Object.entries(back)) {
    // A room or invitation that is planned for now does not exist a day before; what lasts for long is open on both days.
    if (what === "a full room" && byMs >= 3600_000) continue;
    testOnStores(`a clock ${how}: ${what} is ${byMs > 5_000 ? "over" : "open"}`, async (kv) => {
      const isOpen = await scene(kv);
      assert.equal(await isOpen(NOW - byMs), byMs < 5_000);
    });
  }
  testOnStores(`a clock that goes on: ${what} is open until its end`, async (kv) => {
    assert.equal(await (await scene(kv))(NOW + lengthMs - 1), true);
  });
}

testOnStores(
  "a clock set back by ten minutes: a full room takes somebody, as nobody has been seen since",
  async (kv) => {
    const isFull = await WINDOWS["a full room"]!.scene(kv);
    assert.equal(await isFull(NOW - 600_000), false);
  },
);

Deno.test("every record of the store that has an end or a last sight is in this table, or ends at a planned time", async () => {
  const source = await Deno.readTextFile(new URL("../../kv/keys.ts", import.meta.url));
  const timed = [...source.matchAll(/interface (\w+) \{([^}]*)\}/g)].filter(([, , fields]) =>
    /\b(?:endsAtMs|expiresAtMs|seenAtMs|sinceMs)\b/.test(fields!)
  ).map(([, name]) => name!);
  // Both end a day after the planned start, whatever the clock shows when they are made.
  const planned = ["Consultation", "LocatorClaim"];
  assert.deepEqual(new Set(timed), new Set([...planned, ...Object.values(WINDOWS).map(({ of }) => of)]));
});
