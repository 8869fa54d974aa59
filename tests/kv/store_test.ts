import assert from "node:assert/strict";
import { listenToChanges } from "../../kv/bumps.ts";
import { cancelConsultation } from "../../kv/cancelling.ts";
import {
  createConsultation,
  findConsultation,
  findRoomStatus,
  listConsultations,
  setRoomLocked,
} from "../../kv/consultations.ts";
import { deploymentSecret } from "../../kv/deployment_secret.ts";
import { takeGuestSeat } from "../../kv/guest_seats.ts";
import { hashSecret, randomSecret } from "../../kv/hashes.ts";
import { takeHostSeat } from "../../kv/host_seats.ts";
import { findKeyring } from "../../kv/keyrings.ts";
import {
  locatorKey,
  memberKeyringKey,
  memberRotationsPrefix,
  privatePartKey,
  type Seat,
  seatKey,
} from "../../kv/keys.ts";
import { findRoomByLocator, replaceLocator } from "../../kv/locators.ts";
import { appendMessages, confirmMessages } from "../../kv/mailboxes.ts";
import { findMemberInvitation, withdrawMemberInvitation } from "../../kv/member_invitations.ts";
import { findMemberByEmail, listMembers } from "../../kv/members.ts";
import { createPasskeyChallenge } from "../../kv/passkey_challenges.ts";
import { addPasskey } from "../../kv/passkeys.ts";
import { changePassphrase, checkAuthKey } from "../../kv/passphrases.ts";
import { createPractice, isSetUp } from "../../kv/practices.ts";
import { readPrivateParts, replacePrivatePart } from "../../kv/private_parts.ts";
import { recoverMember } from "../../kv/recovery_keys.ts";
import { checkSeat, leaveSeat, listPeers, renewSeat } from "../../kv/seats.ts";
import { endSession, findSession, startSession } from "../../kv/sessions.ts";
import { countTry, takeTryBack } from "../../kv/tries.ts";
import { LIMITS } from "../../wire/limits.ts";
import { consultation, guest, host, HOUR, LOBBY, RETENTION } from "./consultation_scene.ts";
import { hostOfPractice, NOW, PASSKEY, PERSON, practiceWith } from "./practice_scene.ts";
import { beforeNextCommit, loseNextAnswer, testOnStores } from "./stores.ts";

testOnStores("takeGuestSeat: opens to the millisecond, dies to the millisecond", async (kv) => {
  const { room, opensAtMs, expiresAtMs } = await consultation(kv, { startsAtMs: NOW + HOUR });
  assert.equal(opensAtMs, NOW + HOUR - LOBBY);
  assert.equal(expiresAtMs, NOW + 25 * HOUR);
  const at = (nowMs: number) => takeGuestSeat(kv, { room, peerId: randomSecret(128), nowMs });
  assert.deepEqual(await at(opensAtMs - 1), { refusal: "not_open_yet", opensAtMs });
  assert.ok("token" in await at(opensAtMs));
  assert.ok("token" in await at(expiresAtMs - 1));
  assert.deepEqual(await at(expiresAtMs), { refusal: "consultation_unknown" });
  assert.deepEqual(
    await takeGuestSeat(kv, { room: randomSecret(128), peerId: randomSecret(128), nowMs: NOW }),
    {
      refusal: "consultation_unknown",
    },
  );
});

testOnStores("locators: lead to their room until they die, and only there (R3)", async (kv) => {
  const [a, b] = await Promise.all([consultation(kv), consultation(kv)]);
  assert.notEqual(a.locator, b.locator);
  assert.match(a.locator!, /^\d{5}$/);
  assert.equal(await findRoomByLocator(kv, a.locator!, NOW), a.room);
  assert.equal(await findRoomByLocator(kv, a.locator!, a.expiresAtMs - 1), a.room);
  assert.equal(await findRoomByLocator(kv, a.locator!, a.expiresAtMs), undefined);
});

testOnStores("locators: two that race for the last free one do not both get it", async (kv) => {
  // All but two of a small space are taken: 5 digits, so fill by hand what the draw may find.
  const commit = [];
  for (let i = 0; i < 2_000; i++) {
    commit.push(kv.set(locatorKey(String(i).padStart(5, "0")), { room: "x", expiresAtMs: NOW + HOUR }));
  }
  await Promise.all(commit);
  const created = await Promise.all(Array.from({ length: 50 }, () => consultation(kv)));
  assert.equal(new Set(created.map(({ locator }) => locator)).size, 50);
  for (const { locator, room } of created) assert.equal(await findRoomByLocator(kv, locator!, NOW), room);
});

testOnStores("locators: a dead one that the store still shows is used again", async (kv) => {
  const entry = { room: "dead", expiresAtMs: NOW };
  for (let i = 0; i < 100_000; i += 1000) {
    let atomic = kv.atomic();
    for (let j = i; j < i + 1000; j++) {
      atomic.set(locatorKey(String(j).padStart(5, "0")), entry);
      if (j % 900 === 899) {
        await atomic.commit();
        atomic = kv.atomic();
      }
    }
    await atomic.commit();
  }
  const { locator, room } = await consultation(kv);
  assert.equal(await findRoomByLocator(kv, locator!, NOW), room);
});

testOnStores(
  "createConsultation: a repeated request creates nothing; a foreign room is refused",
  async (kv) => {
    const room = randomSecret(128);
    const first = await consultation(kv, { room });
    assert.deepEqual(await consultation(kv, { room, startsAtMs: NOW + HOUR }), first);
    assert.equal((await listConsultations(kv, "practice", NOW)).length, 1);
    const foreign = await createConsultation(kv, {
      room,
      practiceId: "other",
      createdBy: "m",
      startsAtMs: NOW,
      lobbyMs: LOBBY,
      retentionMs: RETENTION,
      locatorDigits: 5,
      nowMs: NOW,
    });
    assert.deepEqual(foreign, { refusal: "room_taken" });
  },
);

testOnStores("listConsultations: one's own that are alive, by start", async (kv) => {
  const late = await consultation(kv, { startsAtMs: NOW + 2 * HOUR });
  const early = await consultation(kv);
  await consultation(kv, { practiceId: "other" });
  await consultation(kv, { startsAtMs: NOW - 24 * HOUR });
  const rooms = (await listConsultations(kv, "practice", NOW)).map(({ room }) => room);
  assert.deepEqual(rooms, [early.room, late.room]);
});

testOnStores("replaceLocator, setRoomLocked, cancelConsultation: at once", async (kv) => {
  const made = await consultation(kv);
  const keep = { retentionMs: RETENTION, nowMs: NOW };
  const { seat } = await guest(kv, made.room);
  const replace = (version: number) =>
    replaceLocator(kv, made.room, { locatorDigits: 5, part: { version, sealed: "new" }, ...keep });
  assert.deepEqual(await replace(2), { refusal: "version_conflict" });
  assert.equal(await findRoomByLocator(kv, made.locator!, NOW), made.room, "not half");
  const changed = await replace(1);
  assert.ok("locator" in changed);
  assert.equal(await findRoomByLocator(kv, made.locator!, NOW), undefined);
  assert.equal(await findRoomByLocator(kv, changed.locator!, NOW), made.room);
  const [part] = await readPrivateParts(kv, "practice", [made.room], NOW);
  assert.deepEqual([part?.version, part?.sealed, part?.locator], [1, "new", changed.locator]);
  await setRoomLocked(kv, made.room, true, keep);
  assert.deepEqual(await takeGuestSeat(kv, { room: made.room, peerId: randomSecret(128), nowMs: NOW }), {
    refusal: "locked",
  });
  await cancelConsultation(kv, made.room, NOW);
  assert.equal(await findRoomByLocator(kv, changed.locator!, NOW + LIMITS.restoreMs), undefined);
  assert.equal(await findConsultation(kv, made.room, NOW), undefined);
  assert.deepEqual(await listPeers(kv, made.room), []);
  assert.equal((await kv.get(seatKey(made.room, seat.peerId))).value, null);
});

testOnStores(
  "findRoomStatus: early, open, expired, cancelled, to the millisecond; unknown is none",
  async (kv) => {
    const { room, opensAtMs, expiresAtMs } = await consultation(kv);
    const stateAt = async (nowMs: number) => (await findRoomStatus(kv, room, nowMs))?.state;
    assert.equal(await stateAt(opensAtMs - 1), "early");
    assert.equal(await stateAt(opensAtMs), "open");
    assert.equal(await stateAt(expiresAtMs - 1), "open");
    assert.equal(await stateAt(expiresAtMs), "expired");
    await cancelConsultation(kv, room, NOW);
    assert.equal(await stateAt(NOW), "cancelled");
    assert.equal(await stateAt(expiresAtMs), undefined);
    assert.equal(await findRoomStatus(kv, randomSecret(128), NOW), undefined);
  },
);

testOnStores("seats: the token is stored as a hash only, and checked", async (kv) => {
  const { room, expiresAtMs } = await consultation(kv);
  const { token, seat } = await guest(kv, room);
  const stored = (await kv.get<Seat>(seatKey(room, seat.peerId))).value!;
  assert.equal(stored.tokenHash, hashSecret(token));
  assert.ok(!JSON.stringify(stored).includes(token.split(".")[2]!));
  assert.ok("seat" in await checkSeat(kv, { token, nowMs: NOW }));
  const forged = token.slice(0, -2) + (token.at(-2) === "A" ? "B" : "A") + token.at(-1);
  assert.deepEqual(await checkSeat(kv, { token: forged, nowMs: NOW }), { refusal: "seat_unknown" });
  assert.deepEqual(await checkSeat(kv, { token, nowMs: expiresAtMs }), { refusal: "consultation_unknown" });
  assert.deepEqual(await takeGuestSeat(kv, { room, peerId: seat.peerId, nowMs: NOW }), {
    refusal: "peer_id_taken",
  });
});

testOnStores("seats: a host's second device takes over, and the first is told", async (kv) => {
  const { room } = await consultation(kv);
  const [first, second] = [await host(kv, room), await host(kv, room)];
  assert.deepEqual(await checkSeat(kv, { token: first.token, nowMs: NOW }), { refusal: "seat_replaced" });
  assert.ok("seat" in await checkSeat(kv, { token: second.token, nowMs: NOW }));
  assert.deepEqual((await listPeers(kv, room)).map(({ peerId }) => peerId), [second.seat.peerId]);
  await host(kv, room);
  const after = await checkSeat(kv, { token: second.token, nowMs: NOW });
  assert.deepEqual(after, { refusal: "seat_replaced" });
});

testOnStores(
  "seats: in a full room the one that was silent longest gives way, and nobody else",
  async (kv) => {
    const { room } = await consultation(kv);
    const first = await guest(kv, room);
    for (let i = 1; i < LIMITS.seatsPerRoom; i++) await guest(kv, room, NOW + i);
    const late = NOW + LIMITS.seatSilentMs;
    assert.deepEqual(await takeGuestSeat(kv, { room, peerId: randomSecret(128), nowMs: late }), {
      refusal: "room_full",
    });
    await guest(kv, room, late + 1);
    assert.deepEqual(await checkSeat(kv, { token: first.token, nowMs: late }), { refusal: "seat_unknown" });
    assert.equal((await listPeers(kv, room)).length, LIMITS.seatsPerRoom);
  },
);

testOnStores("seats: 30 that race for a room never exceed its size", async (kv) => {
  const { room } = await consultation(kv);
  const taken = await Promise.all(
    Array.from({ length: 30 }, () => takeGuestSeat(kv, { room, peerId: randomSecret(128), nowMs: NOW })),
  );
  const peers = await listPeers(kv, room);
  assert.equal(peers.length, taken.filter((seat) => "token" in seat).length);
  assert.ok(peers.length <= LIMITS.seatsPerRoom, `${peers.length} seats`);
});

testOnStores(
  "seats: of two devices that race for the host's seat one has it, and the other is told",
  async (kv) => {
    const { room } = await consultation(kv);
    await hostOfPractice(kv);
    const both = await Promise.all([host(kv, room), host(kv, room)]);
    const checks = await Promise.all(both.map(({ token }) => checkSeat(kv, { token, nowMs: NOW })));
    const told = checks.map((check) => "refusal" in check ? check.refusal : "there");
    assert.deepEqual(told.sort(), ["seat_replaced", "there"]);
    assert.equal((await listPeers(kv, room)).length, 1);
  },
);

testOnStores("seats: renewed, left", async (kv) => {
  const { room, expiresAtMs } = await consultation(kv);
  const { seat, token } = await guest(kv, room);
  await renewSeat(kv, seat, { expiresAtMs, nowMs: NOW + 5 });
  assert.equal((await listPeers(kv, room))[0]?.seenAtMs, NOW + 5);
  await leaveSeat(kv, seat, { practiceId: "practice" });
  assert.deepEqual(await checkSeat(kv, { token, nowMs: NOW }), { refusal: "seat_unknown" });
});

testOnStores(
  "private part: comes with its consultation, and each change follows the one before",
  async (kv) => {
    const keep = { retentionMs: RETENTION, nowMs: NOW };
    const { room, expiresAtMs } = await consultation(kv, { sealed: "one" });
    const read = async (practiceId = "practice", nowMs = NOW) =>
      (await readPrivateParts(kv, practiceId, [room, "unknown"], nowMs)).map(({ version, sealed }) => [
        version,
        sealed,
      ]);
    assert.deepEqual(await read(), [[1, "one"]]);
    assert.deepEqual(await read("foreign"), []);
    await consultation(kv, { room, sealed: "again" });
    assert.deepEqual(await read(), [[1, "one"]], "a repeated creation changes nothing");
    const put = (version: number, sealed: string) => replacePrivatePart(kv, room, { version, sealed }, keep);
    const races = await Promise.all(["a", "b", "c"].map((sealed) => put(2, sealed)));
    assert.equal(races.filter((result) => "refusal" in result).length, 2, "one wins");
    const winner = races.findIndex((result) => "room" in result);
    assert.deepEqual(await read(), [[2, ["a", "b", "c"][winner]]]);
    assert.ok("room" in await put(2, ["a", "b", "c"][winner]!), "a lost answer, sent again");
    for (const version of [1, 2, 4]) {
      assert.deepEqual(await put(version, "x"), {
        refusal: "version_conflict",
      });
    }
    assert.equal((await findConsultation(kv, room, NOW))?.privateVersion, 2);
    await setRoomLocked(kv, room, true, keep);
    assert.equal((await findConsultation(kv, room, NOW))?.privateVersion, 2);
    assert.deepEqual(await read("practice", expiresAtMs), [], "dead with the code");
    await cancelConsultation(kv, room, NOW);
    assert.deepEqual(await put(3, "x"), { refusal: "consultation_unknown" });
    assert.equal((await kv.get(privatePartKey(room))).value, null);
  },
);

testOnStores("practice: created once, whoever else tries", async (kv) => {
  assert.equal(await isSetUp(kv), false);
  const results = await Promise.all(
    Array.from(
      { length: 8 },
      (_, i) => createPractice(kv, { ...PERSON, memberId: `m${i}`, email: `m${i}@x.example`, authKey: "k" }),
    ),
  );
  assert.equal(results.filter((result) => "practice" in result).length, 1);
  assert.equal(await isSetUp(kv), true);
});

testOnStores("members and sessions: hashed, expiring, revocable", async (kv) => {
  const created = await createPractice(kv, { ...PERSON, authKey: "right" });
  assert.ok("member" in created);
  const member = await findMemberByEmail(kv, PERSON.email);
  assert.equal(checkAuthKey(member, "right"), true);
  assert.equal(checkAuthKey(member, "wrong"), false);
  assert.equal(checkAuthKey(undefined, "nobody"), false);
  const started = await startSession(kv, created.member, { device: "Firefox", nowMs: NOW });
  assert.ok("secret" in started);
  const { secret } = started;
  for await (const { key, value } of kv.list({ prefix: [] })) {
    assert.ok(!JSON.stringify([key, value]).includes(secret), "the secret is not stored");
  }
  const session = await findSession(kv, secret, NOW + LIMITS.sessionMs - 1);
  assert.equal(session?.member.id, created.member.id);
  assert.equal(await findSession(kv, secret, NOW + LIMITS.sessionMs), undefined);
  assert.equal(await findSession(kv, randomSecret(256), NOW), undefined);
  await endSession(kv, session!.sessionHash);
  assert.equal(await findSession(kv, secret, NOW), undefined);
});

testOnStores("members: an invitation is used once, by one, within 48 hours", async (kv) => {
  const { practiceId, invite, join } = await practiceWith(kv);
  await invite("assistant", "token");
  const { value: stored } = await Array.fromAsync(kv.list({ prefix: ["member_invitation"] })).then(([e]) =>
    e!
  );
  assert.ok(!JSON.stringify(stored).includes("token"), "a hash is stored");
  const late = NOW + LIMITS.memberInvitationMs;
  assert.equal(await findMemberInvitation(kv, "token", late), undefined);
  assert.deepEqual(await join("token", "a@x", 1, late), { refusal: "member_invitation_unknown" });
  assert.deepEqual(await join("token", PERSON.email), { refusal: "email_taken" });
  assert.deepEqual(await join("token", "a@x", 2), { refusal: "members_changed" });
  assert.equal((await findMemberInvitation(kv, "token", NOW))?.invitation.role, "assistant", "still good");
  const joined = await Promise.all(["a@x", "b@x", "c@x"].map((email) => join("token", email)));
  assert.equal(joined.filter((result) => "member" in result).length, 1);
  assert.equal((await listMembers(kv, practiceId)).length, 2);
  assert.deepEqual(await join("token", "d@x"), { refusal: "member_invitation_unknown" });
  const again = await invite("practitioner", "other");
  assert.ok("id" in again);
  assert.equal(await withdrawMemberInvitation(kv, "foreign", again.id), false);
  assert.equal(await withdrawMemberInvitation(kv, practiceId, again.id), true);
  assert.equal(await findMemberInvitation(kv, "other", NOW), undefined);
});

testOnStores(
  "members: a practice has room for so many, and of two for the last place one gets it",
  async (kv) => {
    const some = Array.from({ length: LIMITS.members - 2 }, (_, i) => `${i}@x`);
    const { practiceId, invite, join, signIn, remove } = await practiceWith(kv, ...some);
    await invite("assistant", "one");
    await invite("assistant", "two");
    const joined = await Promise.all([join("one", "one@x"), join("two", "two@x")]);
    const out = joined.findIndex((result) => "refusal" in result);
    assert.deepEqual(joined[out], { refusal: "members_full" });
    const members = (await listMembers(kv, practiceId)).map(({ id }) => id);
    assert.equal(members.length, LIMITS.members);
    const token = ["one", "two"][out]!;
    assert.ok(await findMemberInvitation(kv, token, NOW), "not used up by that");
    const mine = await signIn(PERSON.email);
    assert.equal(await remove("0@x", mine, 2, members.filter((id) => id !== "0@x")), true);
    await invite("assistant", "three", 2);
    assert.ok("member" in await join("three", "three@x", 2));
  },
);

testOnStores(
  "members: who is removed is out at once; who stays has a new key and signs in again",
  async (kv) => {
    const { practiceId, first, invite, join, signIn, remove } = await practiceWith(kv, "a@x", "b@x");
    const [mine, theirs, gone] = [await signIn(PERSON.email), await signIn("a@x"), await signIn("b@x")];
    await invite("practitioner", "open");
    const isIn = async (secret: string) => await findSession(kv, secret, NOW) !== undefined;
    assert.deepEqual(
      await remove("b@x", mine, 2, ["first"]),
      { refusal: "members_changed" },
      "one is missing",
    );
    assert.deepEqual(await remove("b@x", mine, 3, ["first", "a@x"]), { refusal: "members_changed" });
    assert.deepEqual(await remove("nobody", mine, 2, ["first", "a@x", "b@x"]), { refusal: "member_unknown" });
    assert.ok(await isIn(gone));
    const seals = ["one", "two", "three"];
    const races = await Promise.all(seals.map((seal) => remove("b@x", mine, 2, ["first", "a@x"], seal)));
    assert.equal(races.filter((result) => result === true).length, 1);
    const seal = seals[races.indexOf(true)]!;
    assert.deepEqual([await isIn(mine), await isIn(theirs), await isIn(gone)], [true, false, false]);
    assert.equal(await findMemberByEmail(kv, "b@x"), undefined);
    assert.deepEqual((await listMembers(kv, practiceId)).map(({ id }) => id).sort(), ["a@x", "first"]);
    assert.deepEqual(
      await join("open", "c@x"),
      { refusal: "member_invitation_unknown" },
      "it carries the old key",
    );
    for (const id of ["first", "a@x"]) {
      const keyring = await findKeyring(kv, id);
      assert.deepEqual(keyring?.rotations, [{ epoch: 2, sealed: `${seal} ${id}` }]);
      assert.equal(keyring?.keys.publicKey, `new ${id}`);
      assert.equal(keyring?.keys.epoch, 1);
    }
    assert.equal(await findKeyring(kv, "b@x"), undefined);
    assert.deepEqual(await remove("b@x", mine, 3, ["first", "a@x"]), { refusal: "member_unknown" });
    await invite("assistant", "new", 2);
    assert.ok("member" in await join("new", "b@x", 2), "the address is free again");
    assert.ok(await isIn(await signIn("a@x")));
    assert.equal(first.role, "practitioner");
  },
);

testOnStores(
  "members: in a full practice one after the other is removed, however many have been before",
  async (kv) => {
    const some = Array.from({ length: LIMITS.members - 2 }, (_, i) => `${i}@x`);
    const { practiceId, invite, join, signIn, remove } = await practiceWith(kv, ...some);
    const mine = await signIn(PERSON.email);
    const staying = (await listMembers(kv, practiceId)).map(({ id }) => id);
    const seal = "x".repeat(300); // as long as a real one
    for (let epoch = 1; epoch <= 30; epoch++) {
      await invite("assistant", "short", epoch);
      assert.ok("member" in await join("short", "short@x", epoch));
      assert.equal(await remove("short@x", mine, epoch + 1, staying, seal), true);
      assert.equal((await Array.fromAsync(kv.list({ prefix: memberRotationsPrefix("short@x") }))).length, 0);
    }
    const { rotations = [] } = await findKeyring(kv, "first") ?? {};
    assert.deepEqual(rotations.map(({ epoch }) => epoch), Array.from({ length: 30 }, (_, i) => i + 2));
  },
);

testOnStores("findKeyring: rotations of an older version come first, and stay", async (kv) => {
  const { signIn, remove } = await practiceWith(kv, "a@x", "b@x");
  await remove("a@x", await signIn(PERSON.email), 2, ["first", "b@x"]);
  const key = memberKeyringKey("first");
  const { keys, rotations } = (await findKeyring(kv, "first"))!;
  await kv.set(key, { keys, rotations });
  await kv.delete([...memberRotationsPrefix("first"), 2]);
  await remove("b@x", await signIn(PERSON.email), 3, ["first"]);
  const both = (await findKeyring(kv, "first"))!;
  assert.deepEqual(both.rotations.map(({ epoch }) => epoch), [2, 3]);
  assert.equal(both.keys.publicKey, "new first");
});

testOnStores("findKeyring: a removal that comes while it reads is seen whole", async (kv) => {
  const { signIn, remove } = await practiceWith(kv, "b@x");
  const mine = await signIn(PERSON.email);
  beforeNextCommit(kv, () => remove("b@x", mine, 2, ["first"]));
  const { keys, rotations } = (await findKeyring(kv, "first"))!;
  assert.deepEqual([keys.publicKey, rotations.length], ["new first", 1]);
});

testOnStores(
  "members: who is removed hosts nothing any more, is told so, and takes no seat at the same moment",
  async (kv) => {
    const { practiceId, signIn, remove } = await practiceWith(kv, "b@x");
    const mine = await signIn(PERSON.email);
    const takeAs = async (memberId: string, room: string) =>
      await takeHostSeat(kv, {
        room,
        peerId: randomSecret(128),
        memberId,
        retentionMs: RETENTION,
        nowMs: NOW,
      });
    const hosts = async (memberId: string) => {
      const { room } = await consultation(kv, { practiceId });
      const taken = await takeAs(memberId, room);
      assert.ok("token" in taken);
      return taken;
    };
    const [theirs, older, colleagues] = [await hosts("b@x"), await hosts("b@x"), await hosts("first")];
    const { memberId: _, ...nameless } = older.seat;
    await kv.set(seatKey(older.seat.room, older.seat.peerId), nameless); // by an older version
    const waiting = await guest(kv, theirs.seat.room);
    const free = await consultation(kv, { practiceId });
    const heard: string[] = [];
    const stop = listenToChanges(kv, ({ topic }) => heard.push(topic));
    beforeNextCommit(kv, async () => assert.equal(await remove("b@x", mine, 2, ["first"]), true));
    assert.deepEqual(await takeAs("b@x", free.room), { refusal: "signed_out" });
    stop();
    assert.deepEqual(await listPeers(kv, free.room), []);
    const check = async ({ token }: { token: string }) => await checkSeat(kv, { token, nowMs: NOW });
    for (const seat of [theirs, older]) {
      assert.deepEqual(await check(seat), { refusal: "seat_replaced" });
      assert.ok(heard.includes(seat.seat.room), "its long-poll is woken");
    }
    assert.deepEqual(
      await appendMessages(kv, {
        token: theirs.token,
        messages: [{ to: waiting.seat.peerId, n: 1, body: "x" }],
        nowMs: NOW,
      }),
      { refusal: "seat_replaced" },
    );
    assert.ok("seat" in await check(waiting));
    assert.ok("seat" in await check(colleagues));
    assert.deepEqual(await takeAs("b@x", theirs.seat.room), { refusal: "signed_out" });
  },
);

testOnStores("members: somebody who joins in the middle of a removal makes it look again", async (kv) => {
  const { invite, join, signIn, remove } = await practiceWith(kv, "a@x");
  const mine = await signIn(PERSON.email);
  await invite("assistant", "late");
  const [removed, joined] = await Promise.all([remove("a@x", mine, 2, ["first"]), join("late", "late@x")]);
  // Whichever comes first, nobody is left without the key that counts.
  assert.equal(removed === true, !("member" in joined));
});

testOnStores("accounts: a commit that landed and whose answer was lost refuses nobody", async (kv) => {
  loseNextAnswer(kv);
  const { practiceId, invite, join, signIn, remove } = await practiceWith(kv);
  assert.deepEqual(
    await createPractice(kv, { ...PERSON, memberId: "other", authKey: "k" }),
    { refusal: "setup_closed" },
    "to anybody else",
  );
  await invite("practitioner", "token");
  loseNextAnswer(kv);
  const joined = await join("token", "b@x");
  assert.ok("member" in joined);
  assert.deepEqual([joined.member.role, joined.practice.id], ["practitioner", practiceId]);
  assert.deepEqual(await join("token", "b@x"), { refusal: "member_invitation_unknown" }, "used up");

  const mine = await signIn(PERSON.email);
  const change = (authKey: string, next: string) =>
    changePassphrase(kv, {
      sessionHash: hashSecret(mine),
      authKey,
      passphrase: { kdfSalt: next, authKey: next, wrappedKey: next },
      nowMs: NOW,
    });
  loseNextAnswer(kv);
  assert.equal(await change("k", "new"), true);
  assert.equal(checkAuthKey(await findMemberByEmail(kv, PERSON.email), "new"), true);
  assert.deepEqual(await change("k", "newer"), { refusal: "passphrase_wrong" });
  assert.ok(await findSession(kv, mine, NOW), "this sign-in goes on");

  const { room } = await consultation(kv, { practiceId });
  const theirs = await takeHostSeat(kv, {
    room,
    peerId: randomSecret(128),
    memberId: "b@x",
    retentionMs: RETENTION,
    nowMs: NOW,
  });
  assert.ok("token" in theirs);
  loseNextAnswer(kv);
  assert.equal(await remove("b@x", mine, 2, ["first"]), true);
  assert.deepEqual((await findKeyring(kv, "first"))?.rotations, [{ epoch: 2, sealed: "for first" }]);
  assert.deepEqual(await checkSeat(kv, { token: theirs.token, nowMs: NOW }), { refusal: "seat_replaced" });
  assert.deepEqual(await remove("b@x", mine, 3, ["first"]), { refusal: "member_unknown" });

  const recover = (authKey: string, next: string) =>
    recoverMember(kv, {
      email: PERSON.email,
      authKey,
      passphrase: { kdfSalt: next, authKey: next, wrappedKey: next },
      recovery: { authKey: `recovery ${next}`, wrappedKey: next },
    });
  loseNextAnswer(kv);
  const recovered = await recover("recovery", "newest");
  assert.ok("id" in recovered);
  assert.equal(recovered.signInRound, 3, "once");
  assert.deepEqual(await recover("recovery", "newest"), { refusal: "recovery_wrong" }, "used up");
});

testOnStores("deploymentSecret: one, whoever asks first", async (kv) => {
  const secrets = await Promise.all(Array.from({ length: 8 }, () => deploymentSecret(kv)));
  assert.equal(new Set(secrets.map((secret) => secret.join())).size, 1);
});

testOnStores("countTry: so many in a window, then the wait, then anew", async (kv) => {
  const limit = { tries: 3, windowMs: 1000 };
  const at = (nowMs: number) => countTry(kv, "what", "who", limit, nowMs);
  assert.deepEqual([await at(NOW), await at(NOW + 1), await at(NOW + 2)], [0, 0, 0]);
  assert.equal(await at(NOW + 400), 600);
  assert.equal(await countTry(kv, "what", "somebody else", limit, NOW + 400), 0);
  assert.equal(await at(NOW + 1000), 0);
  const raced = await Promise.all(Array.from({ length: 9 }, () => countTry(kv, "race", "who", limit, NOW)));
  assert.equal(raced.filter((waitMs) => waitMs === 0).length, 3);
});

testOnStores("takeTryBack: gives a try of the running window back, and none of another", async (kv) => {
  const limit = { tries: 2, windowMs: 1000 };
  const at = (nowMs: number) => countTry(kv, "what", "who", limit, nowMs);
  const back = (triedAtMs: number, nowMs: number) =>
    takeTryBack(kv, "what", "who", limit, { triedAtMs, nowMs });
  await back(NOW, NOW);
  assert.deepEqual([await at(NOW), await at(NOW + 1)], [0, 0]);
  await back(NOW + 1, NOW + 2);
  assert.deepEqual([await at(NOW + 3), await at(NOW + 4)], [0, 996]);
  assert.deepEqual([await at(NOW + 1000), await at(NOW + 1001)], [0, 0]);
  await back(NOW + 3, NOW + 1002);
  assert.equal(await at(NOW + 1003), 997, "it was counted in the window before");
  await back(NOW + 1000, NOW + 2000);
  assert.deepEqual([await at(NOW + 2000), await at(NOW + 2000), await at(NOW + 2000)], [0, 0, 1000]);
  const crowd = Array.from({ length: 60 }, async (_, i) => {
    const isAllowed = await countTry(kv, "crowd", "who", limit, NOW) === 0;
    if (isAllowed && i % 2) await takeTryBack(kv, "crowd", "who", limit, { triedAtMs: NOW, nowMs: NOW });
    return isAllowed && i % 2 === 0;
  });
  assert.ok((await Promise.all(crowd)).filter(Boolean).length <= 2, "never more wrong ones than are allowed");
});

/** The same store, noting the lifetime that each written key is given. */
function noting(kv: Deno.Kv, lifetimes: Map<string, number | undefined>): Deno.Kv {
  const note = (key: Deno.KvKey, options?: { expireIn?: number }) => {
    lifetimes.set(String(key[0]), options?.expireIn);
  };
  const atomic = () => {
    const operation = kv.atomic();
    const noted: Deno.AtomicOperation = new Proxy(operation, {
      get(object, name) {
        const value = Reflect.get(object, name, object);
        if (typeof value !== "function") return value;
        return (...args: unknown[]) => {
          if (name === "set") note(args[0] as Deno.KvKey, args[2] as { expireIn?: number });
          const result = value.apply(object, args);
          return result === object ? noted : result;
        };
      },
    });
    return noted;
  };
  return new Proxy(kv, {
    get(object, name) {
      if (name === "atomic") return atomic;
      const value = Reflect.get(object, name, object);
      if (typeof value !== "function") return value;
      return (...args: unknown[]) => {
        if (name === "set") note(args[0] as Deno.KvKey, args[2] as { expireIn?: number });
        return value.apply(object, args);
      };
    },
  });
}

testOnStores(
  "lifetimes: everything of a consultation expires by itself; only the accounts are kept",
  async (kv) => {
    const lifetimes = new Map<string, number | undefined>();
    const noted = noting(kv, lifetimes);
    const { room, expiresAtMs, locator } = await consultation(noted);
    const [a, b] = [await guest(noted, room), await host(noted, room)];
    const messages = [{ to: b.seat.peerId, n: 1, body: "x" }];
    await appendMessages(noted, { token: a.token, messages, nowMs: NOW });
    const confirmed = await noted.get<number>(["confirmed", room, b.seat.peerId]);
    const { peerId } = b.seat;
    await confirmMessages(noted, { room, peerId, upTo: 1, confirmed, last: 1, expiresAtMs, nowMs: NOW });
    await renewSeat(noted, a.seat, { expiresAtMs, nowMs: NOW });
    const part = { version: 1, sealed: "x" };
    await replaceLocator(noted, room, { locatorDigits: 5, part, retentionMs: RETENTION, nowMs: NOW });
    await setRoomLocked(noted, room, true, { retentionMs: RETENTION, nowMs: NOW });
    await countTry(noted, "x", "y", { tries: 1, windowMs: 1000 }, NOW);
    const created = await createPractice(noted, { ...PERSON, authKey: "k" });
    if ("member" in created) {
      await startSession(noted, created.member, { device: "", nowMs: NOW });
      await addPasskey(noted, { ...PASSKEY, memberId: created.member.id, nowMs: NOW });
    }
    await createPasskeyChallenge(noted, undefined, NOW);
    await deploymentSecret(noted);
    assert.ok(locator);
    const untilEnd = expiresAtMs - NOW;
    assert.deepEqual(Object.fromEntries(lifetimes), {
      consultation: untilEnd + RETENTION,
      practice_consultation: untilEnd + RETENTION,
      private_part: untilEnd,
      locator: untilEnd,
      seat: untilEnd,
      roster: untilEnd,
      mailbox: untilEnd,
      message: untilEnd,
      confirmed: untilEnd,
      tries: 1000,
      session: LIMITS.sessionMs,
      member_session: LIMITS.sessionMs,
      passkey_challenge: LIMITS.passkeyChallengeMs,
      passkey: undefined,
      member_passkey: undefined,
      member_keyring: undefined,
      practice_member: undefined,
      set_up: undefined,
      practice: undefined,
      member: undefined,
      member_by_email: undefined,
      secret: undefined,
    });
  },
);

testOnStores("countTry: a crowd from one address is counted one by one, and nobody fails", async (kv) => {
  const limit = { tries: 100, windowMs: 1000 };
  const waits = await Promise.all(
    Array.from({ length: 150 }, () => countTry(kv, "join", "crowd", limit, NOW)),
  );
  assert.equal(waits.filter((waitMs) => waitMs === 0).length, 100);
  assert.deepEqual(await kv.get(["tries", "join", "crowd"]).then(({ value }) => value), {
    count: 100,
    endsAtMs: NOW + 1000,
  });
});
