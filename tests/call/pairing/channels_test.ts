import assert from "node:assert/strict";
import { MAX_FAILURES, MAX_GUEST_FAILURES } from "../../../e2ee/guesses.ts";
import { GuessBudget, type GuessStore } from "../../../call/pairing/guess_budget.ts";
import { type AdmittedGuest, AdmittedGuests } from "../../../call/pairing/admitted_guests.ts";
import { HostGuesses } from "../../../call/pairing/host_guesses.ts";
import { HostChannel } from "../../../call/pairing/host_channel.ts";
import type { Greeting } from "../../../call/pairing/secure_channel.ts";
import { GuestChannel, type GuestSecret } from "../../../call/pairing/guest_channel.ts";
import { KeyPin } from "../../../call/pairing/key_pin.ts";
import { openRecord, recordOf, SharedRecord } from "../shared_record.ts";
import { FakeClock } from "../../support/fake_clock.ts";
import {
  decodeBase64Url,
  encodeBase64Url,
  ProtocolError,
  randomBytes,
  type ResumeSecret,
} from "../../../e2ee/mod.ts";
import { CONSULTATION_KEY } from "../../support/consultation_key.ts";

const ORIGIN = "https://vieraugen.example";
const RIGHT: GuestSecret = { method: "code", digits: "123456" };
const WRONG: GuestSecret = { method: "code", digits: "123457" };
const newId = () => encodeBase64Url(randomBytes(16));

/** A store that is slow, as IndexedDB is, and does one change after the other, as its transactions do. */
function slowStore(kept = 0): GuessStore & { kept: number } {
  let last: Promise<unknown> = Promise.resolve();
  const store = {
    kept,
    change(by: (count: number) => number): Promise<number> {
      const turn = last.then(async () => {
        await new Promise((resolve) => setTimeout(resolve, 1));
        return store.kept = by(store.kept);
      });
      last = turn;
      return turn;
    },
  };
  return store;
}

/** A consultation's host, as one page after the other sees it. */
function makeHost(store: GuessStore = slowStore(), digits = "123456") {
  const room = newId();
  const peerId = newId();
  const clock = new FakeClock();
  const failed: number[] = [];
  const locked: string[] = [];
  const records: AdmittedGuest[] = [];
  const linkSecret = randomBytes(16);
  const shared = new SharedRecord(recordOf(digits));
  const opened = () =>
    openRecord(shared, (_, work) => work(), clock).then((record) =>
      new HostGuesses({
        ...record,
        clock,
        storeOf: () => store,
        failed: (failures) => failed.push(failures),
        blocked: () => locked.push("code"),
        held: (error) => assert.fail(String(error)),
      })
    );
  const vouched: (ResumeSecret | undefined)[] = [];
  const page = (guesses = opened()) => {
    const admitted = new AdmittedGuests({
      read: () => Promise.resolve(records),
      change: (by) => Promise.resolve(void records.splice(0, records.length, ...by([...records]))),
    });
    return (theirPeerId: string) =>
      new HostChannel({
        origin: ORIGIN,
        room,
        peerId,
        theirPeerId,
        fingerprint: randomBytes(32),
        consultationKey: CONSULTATION_KEY,
        linkSecret,
        vouch: (resume) => void vouched.push(resume),
        guesses: { take: async (isOver) => await (await guesses).take(isOver) },
        admitted,
      });
  };
  return { room, peerId, clock, shared, linkSecret, records, vouched, failed, locked, page };
}

type Host = ReturnType<typeof makeHost>;

function makeGuest(
  host: Pick<Host, "room" | "peerId">,
  secret: GuestSecret,
  budget = new GuessBudget(slowStore(), MAX_GUEST_FAILURES),
) {
  const peerId = newId();
  const kept: { resume?: ResumeSecret } = {};
  const channel = new GuestChannel({
    origin: ORIGIN,
    room: host.room,
    peerId,
    theirPeerId: host.peerId,
    fingerprint: randomBytes(32),
    name: "Ada",
    secret,
    budget,
    pin: new KeyPin(undefined, (fingerprint) => Promise.resolve(fingerprint)),
    resume: {
      load: () => Promise.resolve(kept.resume),
      save: (resume) => {
        kept.resume = resume;
      },
    },
  });
  return { peerId, channel, kept };
}

const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(() => "accepted", (error) => {
    assert.ok(error instanceof ProtocolError, String(error));
    return error.code;
  });

/** One hello from a stranger; what becomes of it. */
async function knock(host: Host, open: ReturnType<Host["page"]>, secret: GuestSecret) {
  const guest = makeGuest(host, secret);
  const [hello] = await guest.channel.open("any");
  const channel = open(guest.peerId);
  const outcome = await codeOf(channel.receive(hello!));
  return { guest, channel, outcome };
}

Deno.test("HostChannel: many hellos at once get no more answers than one after the other", async () => {
  const host = makeHost();
  const open = host.page();
  const knocks = await Promise.all(Array.from({ length: 40 }, () => knock(host, open, WRONG)));
  const answered = knocks.filter(({ outcome }) => outcome === "accepted");
  assert.equal(answered.length, MAX_FAILURES);
  assert.ok(knocks.every(({ outcome }) => outcome === "accepted" || outcome === "secret_unavailable"));
});

Deno.test("HostChannel: a sixth guess is not answered, nor after a reload, nor in a second window, not even the right one", async () => {
  const store = slowStore();
  const host = makeHost(store);
  const [first, second] = [host.page(), host.page()];
  for (let guess = 0; guess < MAX_FAILURES; guess++) {
    const { outcome } = await knock(host, guess % 2 ? first : second, WRONG);
    assert.equal(outcome, "accepted");
  }
  assert.deepEqual(host.locked, []);
  for (const secret of [WRONG, RIGHT]) {
    for (const open of [first, second, host.page()]) {
      assert.equal((await knock(host, open, secret)).outcome, "secret_unavailable");
    }
  }
  assert.deepEqual(new Set(host.locked), new Set(["code"]), "the person is told");
  assert.equal(store.kept, MAX_FAILURES);
  assert.equal(host.shared.newest.record.failures?.c, MAX_FAILURES);
  // Nobody guesses 128 bits: hellos by the link are answered as often as they come.
  for (let guess = 0; guess < 3 * MAX_FAILURES; guess++) {
    const byLink = await knock(host, first, { method: "link", bytes: randomBytes(16) });
    assert.equal(byLink.outcome, "accepted");
  }
  const byLink = makeGuest(host, { method: "link", bytes: host.linkSecret });
  const { replies: [m2] } = await first(byLink.peerId).receive((await byLink.channel.open("any"))[0]!);
  assert.equal(await codeOf(byLink.channel.receive(m2!)), "accepted");
});

Deno.test("HostChannel: who proves the secret costs nothing, however often it comes", async () => {
  const store = slowStore();
  const host = makeHost(store);
  for (let times = 0; times < 3 * MAX_FAILURES; times++) {
    const guest = makeGuest(host, RIGHT);
    const channel = host.page()(guest.peerId);
    const { replies: [m2] } = await channel.receive((await guest.channel.open("any"))[0]!);
    const { replies: [m3] } = await guest.channel.receive(m2!);
    const { opened } = await channel.receive(m3!);
    assert.deepEqual(opened, [{ kind: "identified", name: "Ada" }]);
  }
  assert.equal(store.kept, 0);
});

/** A host made up by whoever runs the server: it guesses. */
async function guessAt(guest: ReturnType<typeof makeGuest>, host: Host): Promise<string> {
  const [hello] = await guest.channel.open("any");
  const { replies: [m2] } = await host.page()(guest.peerId).receive(hello!);
  return await codeOf(guest.channel.receive(m2!));
}

Deno.test("GuestChannel: looks at three answers that do not prove the secret, from however many hosts at once", async () => {
  const budget = new GuessBudget(slowStore(), MAX_GUEST_FAILURES);
  const outcomes = await Promise.all(Array.from({ length: 30 }, (_, i) => {
    const host = makeHost(undefined, String(i).padStart(6, "0"));
    return guessAt(makeGuest(host, RIGHT, budget), host);
  }));
  assert.equal(outcomes.filter((code) => code === "tag_mismatch").length, MAX_GUEST_FAILURES);
  assert.equal(outcomes.filter((code) => code === "secret_unavailable").length, 30 - MAX_GUEST_FAILURES);
});

Deno.test("GuestChannel: its count survives a reload and new rooms; the right host costs nothing", async () => {
  const store = slowStore();
  const page = () => new GuessBudget(store, MAX_GUEST_FAILURES);
  const wrongHosts = Array.from({ length: 9 }, (_, i) => makeHost(undefined, `00000${i}`));
  const outcomes: string[] = [];
  for (const wrongHost of wrongHosts) {
    const rightHost = makeHost();
    outcomes.push(await guessAt(makeGuest(rightHost, RIGHT, page()), rightHost));
    outcomes.push(await guessAt(makeGuest(wrongHost, RIGHT, page()), wrongHost));
  }
  assert.deepEqual(outcomes.slice(0, 6), Array(3).fill(["accepted", "tag_mismatch"]).flat());
  assert.deepEqual(new Set(outcomes.slice(6)), new Set(["secret_unavailable"]));
});

Deno.test("GuestChannel: whoever comes by a link looks at every answer: nobody guesses 128 bits", async () => {
  const budget = new GuessBudget(slowStore(MAX_GUEST_FAILURES), MAX_GUEST_FAILURES);
  for (let tries = 0; tries < 10; tries++) {
    const host = makeHost();
    const guest = makeGuest(host, { method: "link", bytes: randomBytes(16) }, budget);
    assert.equal(await guessAt(guest, host), "tag_mismatch");
  }
});

Deno.test("GuestChannel: comes back by its resume secret, and never by its code unless it is told to", async () => {
  const host = makeHost();
  const guest = makeGuest(host, RIGHT);
  /** Whether the host has let it in; who followed whom. */
  const meet = async (room: Host, comer: ReturnType<typeof makeGuest>, by: Greeting = "any") => {
    const channel = room.page()(comer.peerId);
    const { replies: [m2] } = await channel.receive((await comer.channel.open(by))[0]!);
    const { replies: [m3] } = await comer.channel.receive(m2!);
    await channel.receive(m3!);
    const offer = {
      round: 1,
      candidates: [],
      sdp: `a=fingerprint:sha-256 ${
        Array.from(channel.options.fingerprint, (byte) => byte.toString(16).padStart(2, "0")).join(":")
      }`,
    };
    channel.keepResumeSecret();
    const { opened } = await comer.channel.receive(
      await channel.seal({ kind: "admission", hostName: "B", state: "admitted", offer }),
    );
    assert.deepEqual(opened.map(({ kind }) => kind), ["admission"]);
    comer.channel.keepResumeSecret();
    const [{ follows, makes, safetyCode }, theirs] = await Promise.all([
      comer.channel.partner(),
      channel.partner(),
    ]);
    assert.deepEqual([theirs.makes, theirs.safetyCode], [makes, safetyCode]);
    return { guest: follows, host: theirs.follows, makes };
  };
  const met = await meet(host, guest);
  assert.deepEqual([met.guest, met.host], [undefined, undefined]);
  const first = guest.kept.resume;
  assert.ok(first);
  const back = makeGuest(host, RIGHT);
  back.kept.resume = first;
  // A new code does not keep out who was admitted.
  await host.shared.write({ version: host.shared.newest.version + 1, record: recordOf("999999") });
  const resumed = await meet(host, back);
  assert.deepEqual([resumed.guest, resumed.host], [met.makes, met.makes]);
  assert.notDeepEqual(back.kept.resume!.id, first.id);
  assert.equal(host.records.length, 1);
  // The one before is still good, for the new one may not have arrived.
  const again = makeGuest(host, RIGHT);
  again.kept.resume = first;
  const twice = await meet(host, again);
  assert.deepEqual(
    [twice.guest, twice.host],
    [met.makes, resumed.makes],
    "the host knows whom it made it for",
  );
  // Another device of the practice knows the code only.
  const other = makeHost();
  const elsewhere = makeGuest(other, RIGHT);
  elsewhere.kept.resume = again.kept.resume;
  await assert.rejects(() => meet(other, elsewhere, "resume"), { code: "resume_unknown" });
  const asked = makeGuest(other, RIGHT);
  asked.kept.resume = again.kept.resume;
  assert.equal((await meet(other, asked, "secret")).guest, undefined);
  // A browser that keeps nothing does not fall back either.
  await assert.rejects(makeGuest(host, RIGHT).channel.open("resume"), { code: "resume_unknown" });
});

Deno.test("HostChannel: a hello of version 1 is answered by what that version refuses as another one", async () => {
  const host = makeHost();
  const channel = host.page()(newId());
  const { replies, opened } = await channel.receive(encodeBase64Url(fromHex(VERSION_1_HELLO)));
  assert.deepEqual(opened, []);
  const [body, ...rest] = replies.map(decodeBase64Url);
  assert.deepEqual(rest, []);
  assert.notEqual(body![0], 1, "version 1 looks at the first byte before anything else");
  assert.equal(await codeOf(channel.receive(encodeBase64Url(fromHex(VERSION_1_HELLO)))), "closed");
  // A guest of this version that is told so has been lied to.
  const guest = makeGuest(host, RIGHT);
  await guest.channel.open("any");
  assert.equal(await codeOf(guest.channel.receive(replies[0]!)), "unexpected_message");
  // Later, another version ends a pairing as ever.
  const running = makeGuest(host, RIGHT);
  const answering = host.page()(running.peerId);
  await answering.receive((await running.channel.open("any"))[0]!);
  const later = answering.receive(encodeBase64Url(fromHex(VERSION_1_HELLO)));
  assert.equal(await codeOf(later), "version_unsupported");
});

/** The beginning of a hello as version 1 sent it, from its frozen handshake. */
const VERSION_1_HELLO = "010101630010707172737475767778797a7b7c7d7e7f20";
const fromHex = (hex: string) => Uint8Array.from(hex.match(/../g)!, (pair) => parseInt(pair, 16));

Deno.test("HostChannel: vouches for who proves code or link; for who resumes when the connection is up, with the secret", async () => {
  const host = makeHost();
  const guest = makeGuest(host, RIGHT);
  const shake = async () => {
    const channel = host.page()(guest.peerId);
    const { replies: [m2] } = await channel.receive((await guest.channel.open("any"))[0]!);
    const { replies: [m3] } = await guest.channel.receive(m2!);
    await channel.receive(m3!);
    return channel;
  };
  const first = await shake();
  assert.equal(host.vouched.length, 1);
  assert.equal(host.vouched[0], undefined);
  first.keepResumeSecret();
  guest.channel.keepResumeSecret();
  await assert.rejects(first.checkProof(encodeBase64Url(randomBytes(32))), ProtocolError);
  assert.equal(host.vouched.length, 1);
  await first.checkProof(await guest.channel.prove(undefined));
  assert.deepEqual(host.vouched.at(-1)?.id, guest.kept.resume?.id, "the secret that the guest keeps");
  const second = await shake();
  assert.equal(host.vouched.length, 2, "nothing before the connection is up");
  await second.checkProof(await guest.channel.prove(undefined));
  assert.equal(host.vouched.length, 3);
  assert.notDeepEqual(host.vouched.at(-1)?.id, host.vouched.at(-2)?.id);
});
