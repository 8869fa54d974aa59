/** Changes of the list of pairings that several steps share, and the end of the whole call. */

import { type CallEffect, type CallStep, NOTHING } from "./events.ts";
import { type CallState, initialCallState, type Notice, type PairingState } from "./state.ts";

/** A new pairing. */
export function newPairing(peerId: string, atMs: number): PairingState {
  return {
    peerId,
    stage: "greeting",
    connection: "none",
    round: 0,
    partnerCamera: true,
    partnerMicrophone: true,
    partnerScreen: false,
    partnerDetail: false,
    partnerLine: "good",
    partnerRests: false,
    sinceMs: atMs,
    seenAtMs: atMs,
    watchedMs: 0,
    present: true,
    silent: false,
    restarts: 0,
    answered: false,
    dead: false,
    verified: false,
  };
}

/** Changes one pairing. */
export function updatePairing(state: CallState, peerId: string, change: Partial<PairingState>): CallState {
  const pairings = state.pairings.map((pairing) =>
    pairing.peerId === peerId ? { ...pairing, ...change } : pairing
  );
  return { ...state, pairings };
}

/** Removes a pairing from the list and closes it. */
export function dropPairing(state: CallState, peerId: string): CallStep {
  const pairing = state.pairings.find((other) => other.peerId === peerId);
  if (!pairing) return [state, NOTHING];
  const pairings = state.pairings.filter((other) => other !== pairing);
  const effects = closeEffects(pairing);
  if (state.currentPeerId !== peerId) return [{ ...state, pairings }, effects];
  const { currentPeerId: _, ...rest } = state;
  return [{ ...rest, pairings }, effects];
}

/** Closes a pairing and stops its timers. `goodbye`: the peer is told that this side has hung up. */
export function closeEffects({ peerId }: PairingState, goodbye = false): CallEffect[] {
  return [
    ...(["restart", "grace", "proof"] as const).map((
      timer,
    ) => ({ kind: "stopTimer", timer, peerId } as const)),
    { kind: "closePairing", peerId, goodbye },
  ];
}

/** Closes all pairings; no peer is told. */
export function closeAllEffects({ pairings }: CallState): CallEffect[] {
  return pairings.flatMap((pairing) => closeEffects(pairing));
}

/** Ends the call. `isToldTo`: which peers get a goodbye. @default none */
export function endCall(
  state: CallState,
  outcome: Required<Pick<CallState, "endReason">> | Required<Pick<CallState, "failure">>,
  isToldTo: (pairing: PairingState) => boolean = () => false,
): CallStep {
  return [{ ...withoutMedia(state), ...outcome }, [
    ...state.pairings.flatMap((pairing) => closeEffects(pairing, isToldTo(pairing))),
    { kind: "leaveSeat" },
    { kind: "stopMedia" },
  ]];
}

/** Camera and microphone are stopped and must be requested again. */
export function withoutMedia(state: CallState): CallState {
  return { ...state, media: initialCallState(state.role).media };
}

/** Ends the conversation with this partner; the room stays open. */
export function partFrom(state: CallState, { name }: PairingState): CallState {
  return { ...withoutConversation(state), notice: { kind: "left", name: name ?? "" } };
}

/** Clears the conversation: none is running or interrupted. */
export function withoutConversation(state: CallState): CallState {
  const { connectedAtMs: _, follower: __, ...rest } = state;
  return rest;
}

/** Removes the notice if it is of one of these kinds. */
export function withoutNotice(state: CallState, ...kinds: Notice["kind"][]): CallState {
  if (!state.notice || !kinds.includes(state.notice.kind)) return state;
  const { notice: _, ...rest } = state;
  return rest;
}
