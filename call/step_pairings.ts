/** Who else is in the room: peers come, prove who they are, are let in or turned away, and leave. */

import { type CallEffect, type CallStep, type EventOf, NOTHING } from "./events.ts";
import {
  dropPairing,
  endCall,
  newPairing,
  updatePairing,
  withoutConversation,
  withoutNotice,
} from "./pairings.ts";
import { canKeepConnection, farewell, keepConnection } from "./kept_connection.ts";
import { SILENT_MS } from "./recovery.ts";
import { isAhead } from "../wire/windows.ts";
import {
  type CallState,
  currentPairing,
  isInConversation,
  isNewDevice,
  isSameName,
  pairingOf,
  type PairingState,
} from "./state.ts";
import { refuseResume } from "./step_coming_back.ts";
import { connectTimer, GONE_MS, GRACE_MS, isGoneForGood, loseConnection } from "./step_connection.ts";
import { takeAnotherSeat } from "./step_seat.ts";

/** How long a host may be there without answering a hello: three times 20 s (docs/protocol.md, "Who counts guesses"). */
const HOST_SILENT_MS = 60_000;
/** Most hosts that a guest greets, whatever the server shows: there is one, and another one after a change of devices. */
const MAX_HOSTS = 8;
/** How much of it one poll adds at most: after a longer gap, an outage of either side may have held the answer back. */
const WATCHED_AT_ONCE_MS = 30_000;

/** A poll has returned the peers in the room. */
export function seePeers(state: CallState, event: EventOf<"peersSeen">): CallStep {
  const others = event.peers.filter(({ peerId, role }) => peerId !== event.ownPeerId && role !== state.role);
  const seenAtMs = new Map(
    others.map((peer) => [peer.peerId, peer.seenAtMs - event.serverNowMs + event.atMs]),
  );
  const watched = state.pairings.map((pairing) =>
    // Under its name it was in the room of a former seat.
    pairing.seatLost ? pairing : watch(pairing, seenAtMs.get(pairing.peerId), event.atMs)
  );
  // A peer that left before its admission is gone; one from a conversation may come back.
  const gone = watched.filter((pairing) => !pairing.present && pairing.stage !== "admitted");
  const pairings = watched.filter((pairing) => !gone.includes(pairing));
  const next = { ...state, pairings };
  const effects: CallEffect[] = [
    ...gone.map(({ peerId }) => ({ kind: "closePairing", peerId, goodbye: false } as const)),
    ...pairings.flatMap((pairing) => goneTimer(pairing, pairingOf(state, pairing.peerId))),
  ];
  if (state.role === "host") return [next, effects];
  return greetHosts(next, effects, others.map(({ peerId }) => peerId), event.atMs);
}

/** What is known of a peer after a poll. `seenAtMs`: undefined if it has no seat in the room any more. */
function watch(pairing: PairingState, seenAtMs: number | undefined, nowMs: number): PairingState {
  const lastSeenAtMs = seenAtMs ?? pairing.seenAtMs;
  const gapMs = Math.max(0, lastSeenAtMs - Math.max(pairing.seenAtMs, pairing.sinceMs));
  return {
    ...pairing,
    present: seenAtMs !== undefined,
    seenAtMs: lastSeenAtMs,
    watchedMs: pairing.watchedMs + Math.min(gapMs, WATCHED_AT_ONCE_MS),
    silent: nowMs - lastSeenAtMs > SILENT_MS || isAhead(lastSeenAtMs, nowMs),
  };
}

/**
 * Shortens the wait for a partner whose connection is lost and whose seat was given back: its tab was closed, or is
 * being reloaded.
 */
function goneTimer(pairing: PairingState, former?: PairingState): CallEffect[] {
  const { peerId, connection } = pairing;
  if (connection !== "lost" || !former?.present || !isGoneForGood(pairing)) return [];
  return [{ kind: "startTimer", timer: "grace", peerId, delayMs: GONE_MS }];
}

function greetHosts(state: CallState, effects: CallEffect[], hosts: string[], atMs: number): CallStep {
  const unknown = hosts.filter((peerId) => !pairingOf(state, peerId))
    .slice(0, Math.max(0, MAX_HOSTS - state.pairings.length));
  const { greets } = state;
  const isSilent = ({ stage, watchedMs }: PairingState) =>
    stage === "greeting" && watchedMs >= HOST_SILENT_MS;
  const pairings = [...state.pairings, ...unknown.map((peerId) => newPairing(peerId, atMs))];
  // A host that was present all the time without answering does not accept this code, or not any more.
  if (greets !== "resume" && pairings.some(isSilent)) {
    return endCall({ ...state, pairings }, { failure: { code: "host_silent" } });
  }
  const heard = pairings.map((pairing) =>
    isSilent(pairing) ? { ...pairing, stage: "refused" as const } : pairing
  );
  return [
    { ...state, pairings: heard },
    [...effects, ...unknown.map((peerId) => ({ kind: "greet", peerId, by: greets } as const))],
  ];
}

/** Host: a guest has sent its hello. */
export function startPairing(state: CallState, { peerId, atMs }: EventOf<"greeted">): CallStep {
  if (pairingOf(state, peerId)) return [state, NOTHING];
  return [{ ...state, pairings: [...state.pairings, newPairing(peerId, atMs)] }, NOTHING];
}

/** The handshake is complete. */
export function knowPartner(state: CallState, { peerId, partner }: EventOf<"secured">): CallStep {
  return [updatePairing(state, peerId, { partner }), NOTHING];
}

/** Host: the guest has proved the secret; it knocks, or comes back. */
export function identifyGuest(state: CallState, event: EventOf<"identified">): CallStep {
  const { peerId, name } = event;
  const pairing = pairingOf(state, peerId);
  if (!pairing) return [state, NOTHING];
  const known = updatePairing(state, peerId, { name, stage: "knocking" });
  const follows = pairing.partner?.follows;
  // A guest that was admitted before has to knock while the conversation is another one's.
  const isFree = state.follower === undefined || state.follower === follows;
  if (follows !== undefined && isFree && !state.turnedAway?.includes(follows)) {
    return admit(known, peerId, true);
  }
  const effects: CallEffect[] = [
    { kind: "keepWaiting", peerId },
    { kind: "prepareConnection", peerId },
  ];
  if (state.currentPeerId !== undefined) return [known, effects];
  // The interrupted partner may be back in a moment; the knock is announced after the grace period.
  return [known, [
    ...effects,
    state.connectedAtMs === undefined
      ? { kind: "announceKnock" }
      : { kind: "startTimer", timer: "grace", peerId, delayMs: GRACE_MS },
  ]];
}

/** Host: the person admits the guest. */
export function admitGuest(state: CallState, { peerId }: EventOf<"admitted">): CallStep {
  return admit(state, peerId, false);
}

/** Host: the person says that the guest who knocks is the partner at another device. */
export function replaceDevice(state: CallState, { peerId }: EventOf<"deviceReplaced">): CallStep {
  const pairing = pairingOf(state, peerId);
  return pairing && isNewDevice(state, pairing) ? admit(state, peerId, true) : [state, NOTHING];
}

/**
 * Admits a peer. It takes the place of an interrupted partner or, with `resumes` (the same guest in another window or
 * at another device), of a connected one; nobody else ever enters a running conversation.
 */
function admit(state: CallState, peerId: string, resumes: boolean): CallStep {
  const pairing = pairingOf(state, peerId);
  if (pairing?.stage !== "knocking") return [state, NOTHING];
  const former = currentPairing(state);
  if (former && former.connection !== "lost" && !resumes) return [state, NOTHING];
  const keeps = former !== undefined && canKeepConnection(former, pairing);
  const round = keeps ? former.round + 1 : 1;
  const { state: entered, effects } = keeps
    ? keepConnection(state, former, pairing, { round, answered: false })
    : replacePartner(state, former, pairing);
  const { name, partner } = pairing;
  const isAnother = partner?.follows === undefined &&
    (isInConversation(state) || isSameName(name, state.latestName));
  return [
    {
      ...withoutNotice(entered, "left"),
      ...(name === undefined ? {} : { latestName: name }),
      ...(partner ? { follower: partner.makes } : {}),
      ...(isAnother ? { safetyChanged: true } : {}),
    },
    [
      ...effects,
      { kind: "keepResumeSecret", peerId },
      { kind: "admit", peerId, round, keeps },
      connectTimer(peerId),
    ],
  ];
}

/** Puts this guest in the place of the former partner, with a connection of its own. */
function replacePartner(state: CallState, former: PairingState | undefined, pairing: PairingState) {
  const { peerId } = pairing;
  const [cleared, effects] = former ? dropPairing(state, former.peerId) : [state, NOTHING];
  const next = updatePairing(cleared, peerId, {
    stage: "admitted",
    connection: "connecting",
    round: 1,
    answered: false,
  });
  return {
    state: { ...next, currentPeerId: peerId },
    effects: [...(former ? farewell(former, pairing) : []), ...effects],
  };
}

/** Host: the person asks the guest who knocks to wait. */
export function putOff(state: CallState, { peerId }: EventOf<"putOff">): CallStep {
  if (pairingOf(state, peerId)?.stage !== "knocking") return [state, NOTHING];
  return [updatePairing(state, peerId, { later: true }), [{ kind: "putOff", peerId }]];
}

/** Host: a guest that knocks is refused, or the partner removed. */
export function turnAway(state: CallState, { kind: how, peerId }: EventOf<"refused" | "removed">): CallStep {
  const { makes, follows } = pairingOf(state, peerId)?.partner ?? {};
  const secrets = [makes, follows].filter((secret) => secret !== undefined);
  const [next, effects] = dropPairing(state, peerId);
  const left = state.currentPeerId === peerId ? withoutConversation(next) : next;
  return [
    { ...left, turnedAway: [...left.turnedAway ?? [], ...secrets] },
    [{ kind: "turnAway", peerId, how }, ...effects],
  ];
}

/** A peer's channel has failed: its pairing or the call ends, unless a conversation runs and the error is not fatal. */
export function failChannel(state: CallState, event: EventOf<"channelFailed">): CallStep {
  const { peerId, fatal, code } = event;
  const pairing = pairingOf(state, peerId);
  // What comes after the first error is its consequence.
  if (!pairing || pairing.channelError && !fatal) return [state, NOTHING];
  if (code === "resume_unknown") return refuseResume(state, peerId);
  const isCurrent = peerId === state.currentPeerId;
  if (isCurrent && isInConversation(state)) {
    if (code === "link_failed") return loseLink(state, pairing);
    // The way through the server was disturbed: the partner is met again from another seat.
    if (!fatal) return takeAnotherSeat(updatePairing(state, peerId, { channelError: code }));
  }
  // A peer that fails before its admission is dropped by a host, and by a guest that was admitted. An admitted partner
  // that fails ends the call, and so does failed storage, an error of this side.
  if (!isCurrent && (isInConversation(state) || state.greets === "resume")) {
    return dropStranger(state, peerId);
  }
  if (pairing.stage !== "admitted" && code !== "storage_failed" && state.role === "host") {
    return dropPairing(state, peerId);
  }
  return endCall(state, { failure: { code } });
}

/** A guest greets no host twice from one seat: the partner that has proved itself is met again from another one. */
function dropStranger(state: CallState, peerId: string): CallStep {
  if (state.role === "host") return dropPairing(state, peerId);
  if (isInConversation(state) && pairingOf(state, peerId)?.partner?.follows === state.follower) {
    return takeAnotherSeat(state);
  }
  return [updatePairing(state, peerId, { stage: "refused" }), NOTHING];
}

/** The connection cannot be used any more: a new one is made. */
function loseLink(state: CallState, pairing: PairingState): CallStep {
  return loseConnection(state, { kind: "connectionLost", peerId: pairing.peerId, failed: true, dead: true });
}
