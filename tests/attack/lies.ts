import { decodeBase64Url, encodeBase64Url, randomBytes } from "../../e2ee/bytes.ts";
import { encodeMessage, hash16, KIND } from "../../e2ee/messages.ts";
import { ApiError, NetworkError } from "../../wire/client.ts";
import type { ErrorCode } from "../../wire/errors.ts";
import type { Peer } from "../../wire/mailbox.ts";
import type { SharedRecord } from "../call/shared_record.ts";
import type { Ask } from "../call/world.ts";
import { type Carried, kindOfBody, type Scene } from "./scene.ts";

/** What whoever runs the server does from one moment on. */
interface Lie {
  /** What it does at once, to its store or to what it shows. */
  begin?(scene: Scene): void;
  /** What it answers; it does nothing honest unless it calls `honest`, and undefined leaves the request to other lies. */
  answer?(ask: Ask, honest: () => Promise<unknown>, scene: Scene): Promise<unknown> | undefined;
}

const refusal = (code: ErrorCode, status: number) => Promise.reject(new ApiError(code, status));

/** Refuses what these requests ask for. */
function refuses(code: ErrorCode, status: number, ...what: Ask["what"][]): Lie {
  return { answer: (ask) => what.includes(ask.what) ? refusal(code, status) : undefined };
}

/** Answers these requests with something that is no answer to them. */
function answers(made: () => unknown, ...what: Ask["what"][]): Lie {
  return { answer: (ask) => what.includes(ask.what) ? Promise.resolve(made()) : undefined };
}

/** A refusal that is over after one answer to each of the two. */
function refusesOnce(code: ErrorCode, status: number, what: Ask["what"]): Lie {
  const told = new WeakMap<Scene, Set<string>>();
  return {
    answer(ask, _, scene) {
      const names = told.get(scene) ?? new Set();
      told.set(scene, names);
      if (ask.what !== what || names.has(ask.from.name)) return undefined;
      names.add(ask.from.name);
      return refusal(code, status);
    },
  };
}

/** Carries a message as this says. */
function carries(carry: (message: Carried, scene: Scene) => Carried[] | Promise<Carried[]>): Lie {
  return {
    begin(scene) {
      const { relay } = scene.world;
      const before = relay.mischief.carry ?? ((message) => [message]);
      relay.mischief.carry = (message) =>
        before(message).flatMap((each) => {
          const carried = carry(each, scene);
          if (Array.isArray(carried)) return carried;
          void carried.then((late) => late.forEach(({ to, ...rest }) => scene.world.relay.inject(to, rest)));
          return [];
        });
    },
  };
}

/** Shows these peers. */
function shows(show: (peers: Peer[], to: string, scene: Scene) => Peer[]): Lie {
  return {
    begin(scene) {
      const { mischief } = scene.world.relay;
      const before = mischief.show ?? ((peers) => peers);
      mischief.show = (peers, to) => show(before(peers, to), to, scene);
    },
  };
}

/** Puts something into both mailboxes, in the other one's name. */
function injects(made: (scene: Scene) => string): Lie {
  return {
    begin(scene) {
      const { world, host, guest } = scene;
      for (const [to, from] of [[host, guest], [guest, host]] as const) {
        world.relay.inject(to.peerId, { from: from.peerId, n: 1_000_000, body: made(scene) });
      }
    },
  };
}

/** The answer of a host that does not know a resume secret. */
async function kindFive(hello: Carried): Promise<Carried> {
  const body = encodeBase64Url(encodeMessage(KIND.resumeUnknown, await hash16(decodeBase64Url(hello.body))));
  return { from: hello.to, to: hello.from, n: 2_000_000, body };
}

const MADE_UP_HOST = encodeBase64Url(randomBytes(16));
const SEAT = { room: "", token: "", serverNowMs: 1, startsAtMs: 1, practiceName: "" };

/** The private part, which the server can show in any of its versions. */
function recordOf({ world, host: { secret } }: Scene): SharedRecord {
  if (secret.method !== "code") throw new Error("Its host came by a link");
  return world.recordOf(secret.digits);
}

/**
 * The lies of a server, by name. Each is told alone and together with each other one, while a call runs and while it is
 * interrupted (lying_server_test.ts): a new lie is one more entry.
 */
export const LIES: Readonly<Record<string, Lie>> = {
  "seats: unknown, once": refusesOnce("seat_unknown", 401, "poll"),
  "seats: unknown, always": refuses("seat_unknown", 401, "poll", "send"),
  "seats: replaced, once": refusesOnce("seat_replaced", 410, "poll"),
  "seats: replaced, always": refuses("seat_replaced", 410, "poll", "send"),
  "seats: none given": refuses("forbidden", 403, "seat"),
  "seats: another seat's": {
    answer: ({ what }, honest) =>
      what === "seat"
        ? honest().then((answer) => ({ ...answer as object, token: `${MADE_UP_HOST}.${MADE_UP_HOST}.x` }))
        : undefined,
  },
  "seats: locked": refuses("locked", 423, "seat"),
  "seats: full": refuses("room_full", 409, "seat"),
  "seats: signed out": refuses("signed_out", 401, "seat", "poll"),
  "consultation: unknown": refuses("consultation_unknown", 404, "poll", "send", "seat", "ice"),
  "consultation: not open yet": refuses("not_open_yet", 425, "poll", "seat"),
  "everything: an unknown code": refuses("made up" as ErrorCode, 418, "poll", "send", "seat", "ice"),
  "everything: bad request": refuses("bad_request", 400, "poll", "send", "seat", "ice"),
  "everything: nothing": answers(() => undefined, "poll", "send"),
  "everything: a number": answers(() => 42, "poll", "send"),
  "everything: no answer": { answer: () => Promise.reject(new NetworkError("No answer")) },
  "everything: never answered": { answer: () => new Promise(() => {}) },
  "polls: unavailable": refuses("unavailable", 503, "poll"),
  "polls: too many, for ever": {
    answer: ({ what }) =>
      what === "poll"
        ? Promise.reject(new ApiError("too_many_requests", 429, { retryAfterMs: 1e12 }))
        : undefined,
  },
  "polls: a cursor at the end of time": {
    answer: ({ what }, honest) =>
      what === "poll"
        ? honest().then((answer) => ({ ...answer as object, cursor: Number.MAX_SAFE_INTEGER }))
        : undefined,
  },
  "polls: another century each time": {
    answer: ({ what }, honest) =>
      what === "poll"
        ? honest().then((answer) => ({
          ...answer as object,
          serverNowMs: (Math.random() - 0.5) * 1e16,
        }))
        : undefined,
  },
  "seats: at the end of time": answers(() => ({ ...SEAT, startsAtMs: 1e300 }), "seat"),
  "seats: nothing": answers(() => undefined, "seat"),
  "seats: in another room": answers(() => ({ ...SEAT, room: MADE_UP_HOST }), "seat"),
  "seats: a token that is none": answers(() => ({ ...SEAT, token: 1 }), "seat"),
  "relays: refused": refuses("forbidden", 403, "ice"),
  "relays: garbage": answers(() => ({ iceServers: [{ urls: 1 }], iceTransportPolicy: "all" }), "ice"),
  "relays: for a moment": answers(
    () => ({ iceServers: [], iceTransportPolicy: "all", lifetimeMs: 1 }),
    "ice",
  ),
  "relays: for ever": answers(() => ({ iceServers: [], iceTransportPolicy: "all", lifetimeMs: 1e18 }), "ice"),
  "database: lost": { begin: ({ world }) => world.forgetServer() },
  "database: lost, and the consultation with it": {
    begin: ({ world }) => world.forgetServer(),
    answer: ({ what }) => what === "seat" ? refusal("consultation_unknown", 404) : undefined,
  },
  "vault: takes no writes": refuses("unavailable", 503, "writeVault"),
  "vault: somebody else was faster": refuses("version_conflict", 409, "writeVault"),
  "vault: signed out": refuses("signed_out", 401, "readVault", "writeVault"),
  "vault: never answers a write": {
    answer: ({ what }) => what === "writeVault" ? new Promise(() => {}) : undefined,
  },
  "vault: shows the first version": {
    begin: (scene) => recordOf(scene).mischief.read = ([first]) => first!,
  },
  "vault: throws away what it takes": { begin: (scene) => recordOf(scene).mischief.write = () => false },
  "mailboxes: nothing arrives": carries(() => []),
  "mailboxes: everything twice": carries((message) => [message, { ...message, n: message.n + 500_000 }]),
  "mailboxes: the last byte changed": carries((
    message,
  ) => [{ ...message, body: lastByteChanged(message.body) }]),
  "mailboxes: all reflected": carries((
    { from, to, n, body },
  ) => [{ from: to, to: from, n: n + 300_000, body }]),
  "mailboxes: kind 5 to every hello": carries((message) =>
    kindOfBody(message.body) === "H1" ? kindFive(message).then((five) => [five]) : [message]
  ),
  "mailboxes: kind 5 before the answer": carries((message) =>
    kindOfBody(message.body) === "H1" ? kindFive(message).then((five) => [five, message]) : [message]
  ),
  "mailboxes: garbage": injects(() => "AAAA"),
  "mailboxes: a random body": injects(() => encodeBase64Url(randomBytes(300))),
  "mailboxes: all that was said, once more": injects(({ sent }) => sent.at(-1)!.body),
  "peers: nobody is there": shows(() => []),
  "peers: each twice": shows((peers) => [...peers, ...peers]),
  "peers: each again, as if from a later seat": shows((peers) =>
    peers.flatMap((peer) => [peer, { ...peer, peerId: `${peer.peerId}.2` }])
  ),
  "mailboxes: each again, as if from a later seat": carries((message) => [
    { ...message, from: `${message.from}.2`, n: message.n + 100 },
    message,
  ]),
  "peers: only oneself": shows((peers, to) => peers.filter(({ peerId }) => peerId === to)),
  "peers: another host beside": shows((peers, _, { world }) => [...peers, madeUpHost(world.clock.nowMs())]),
  "peers: another host instead": shows((peers, to, { world }) => [
    ...peers.filter(({ peerId, role }) => peerId === to || role !== "host"),
    madeUpHost(world.clock.nowMs()),
  ]),
  "peers: the roles turned": shows((peers) =>
    peers.map((peer) => ({ ...peer, role: peer.role === "host" ? "guest" : "host" }))
  ),
  "peers: a thousand hosts": shows((peers, _, { world }) => [
    ...peers,
    ...Array.from({ length: 1_000 }, (_, index) => ({
      ...madeUpHost(world.clock.nowMs()),
      peerId: encodeBase64Url(new Uint8Array(16).fill(index & 255).fill(index >> 8, 8)),
    })),
  ]),
};

function madeUpHost(nowMs: number): Peer {
  return { peerId: MADE_UP_HOST, role: "host", joinedAtMs: 0, seenAtMs: nowMs };
}

function lastByteChanged(body: string): string {
  const bytes = decodeBase64Url(body);
  bytes[bytes.length - 1]! ^= 1;
  return encodeBase64Url(bytes);
}

/** The server tells these lies from now on, and the truth where none of them says anything. */
export function lie(scene: Scene, names: readonly string[]): void {
  const lies = names.map((name) => LIES[name]!);
  scene.world.answer = (ask, honest) => {
    for (const { answer } of lies) {
      const said = answer?.(ask, honest, scene);
      if (said) return said;
    }
    return honest();
  };
  for (const { begin } of lies) begin?.(scene);
}

/** The server is honest from now on. */
export function tellTruth({ world }: Scene): void {
  world.answer = (_, honest) => honest();
  delete world.relay.mischief.carry;
  delete world.relay.mischief.show;
}
