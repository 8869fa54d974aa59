import { stepCall } from "../../call/reducer.ts";
import type { CallEffect, CallEvent } from "../../call/events.ts";
import { type CallState, initialCallState, type Switches } from "../../call/state.ts";
import type { Greeting } from "../../call/pairing/secure_channel.ts";
import type { Description } from "../../call/pairing/messages.ts";
import type { Peer } from "../../wire/mailbox.ts";
import type { Role } from "../../wire/rooms.ts";

export const OFFER: Description = { round: 1, sdp: "v=0", candidates: [] };

/** A call, driven by events; effects are recorded. */
export function call(role: Role, switches?: Switches, greets?: Greeting) {
  let state = initialCallState(role, switches, false, greets);
  let effects: CallEffect[] = [];
  const play = (...events: CallEvent[]): CallState => {
    effects = [];
    for (const event of events) {
      const [next, more] = stepCall(state, event);
      state = next;
      effects.push(...more);
    }
    return state;
  };
  return {
    play,
    get state() {
      return state;
    },
    kinds: () => effects.map(({ kind }) => kind),
    effect: <Kind extends CallEffect["kind"]>(kind: Kind) =>
      effects.find((effect) => effect.kind === kind) as Extract<CallEffect, { kind: Kind }> | undefined,
    all: <Kind extends CallEffect["kind"]>(kind: Kind) =>
      effects.filter((effect) => effect.kind === kind) as Extract<CallEffect, { kind: Kind }>[],
    timer: (timer: string) =>
      effects.findLast((effect) => effect.kind === "startTimer" && effect.timer === timer) as
        | Extract<CallEffect, { kind: "startTimer" }>
        | undefined,
  };
}

export type Scene = ReturnType<typeof call>;

export const seated: CallEvent[] = [
  { kind: "mediaRequested", camera: true, microphone: true },
  { kind: "mediaReady", hasCamera: true, hasMicrophone: true },
  { kind: "seatTaken" },
];

/** The server's list of who is there; `silentMs`: for how long they have not been seen. */
export function seen(
  ownPeerId: string,
  peers: readonly [string, Role][],
  silentMs = 0,
): CallEvent {
  const all: Peer[] = peers.map(([peerId, role]) => ({ peerId, role, joinedAtMs: 0, seenAtMs: 0 }));
  return { kind: "peersSeen", ownPeerId, peers: all, serverNowMs: silentMs, atMs: 1 };
}

/** The handshake has proved a peer, which comes back from the pairing with `former`; `page`: its page, if not one of its own. */
export function secured(peerId: string, former?: string, page = peerId): CallEvent {
  const secretOf = (name: string) => `the secret made with ${name}`;
  const follows = former === undefined ? {} : { follows: secretOf(former) };
  const partner = {
    safetyCode: [1, 2, 3, 4],
    certificate: page,
    makes: secretOf(peerId),
    ...follows,
  } as const;
  return { kind: "secured", peerId, partner };
}

/** A guest has proved itself to the host, as in `secured`. */
export function knocks(peerId: string, name: string, former?: string, page?: string): CallEvent[] {
  return [
    { kind: "greeted", peerId, atMs: 7 },
    secured(peerId, former, page),
    { kind: "identified", peerId, name },
  ];
}

export function guestInCall(): Scene {
  const guest = call("guest");
  guest.play(
    ...seated,
    seen("g", [["g", "guest"], ["h", "host"]]),
    secured("h"),
    { kind: "messageOpened", peerId: "h", message: admission("admitted") },
    { kind: "connectionEstablished", peerId: "h", atMs: 5 },
  );
  return guest;
}

/** The host has let its guest in; they are not connected yet. */
export function hostThatAdmitted(): Scene {
  const host = call("host");
  host.play(
    ...seated,
    ...knocks("g", "Ida"),
    { kind: "admitted", peerId: "g" },
  );
  return host;
}

export function hostInCall(): Scene {
  const host = hostThatAdmitted();
  host.play(
    { kind: "messageOpened", peerId: "g", message: { kind: "answer", answer: OFFER } },
    { kind: "connectionEstablished", peerId: "g", atMs: 5 },
  );
  return host;
}

export function admission(state: "waiting" | "refused" | "admitted", offer: Description = OFFER) {
  return state === "admitted"
    ? { kind: "admission", hostName: "Dr. H", state, offer } as const
    : { kind: "admission", hostName: "Dr. H", state } as const;
}
