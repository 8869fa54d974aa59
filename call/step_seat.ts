/** The local seat and the connection to the server. */

import { isTime } from "../wire/answer_parts.ts";
import { type CallEffect, type CallStep, type EventOf, NOTHING } from "./events.ts";
import { closeEffects, endCall, withoutMedia, withoutNotice } from "./pairings.ts";
import { type CallState, currentPairing, isInConversation } from "./state.ts";
import { restartNow } from "./step_connection.ts";

/** Refusals of guests who are too early or whose consultation no longer exists. */
const ROOM_NOT_OPEN = new Set<string>(["not_open_yet", "consultation_unknown"]);
/** Longest pause before another seat is taken; a seat that has lasted as long is no loss in a row. */
const SEAT_PAUSE_MS = 60_000;

/** A seat is taken. */
export function startPolling(state: CallState): CallStep {
  const { refusal: _, ...rest } = withoutNotice(state, "signalingLost", "serverDisturbs");
  return [{ ...rest, signaling: "online" }, [{ kind: "startPolling" }, seatTimer(SEAT_PAUSE_MS)]];
}

/** The server has refused a seat: that ends a call that has not begun, and no conversation. */
export function refuseSeat(state: CallState, { refusal }: EventOf<"seatRefused">): CallStep {
  const { error, opensAtMs, retryAfterMs } = refusal;
  const failure = {
    code: error,
    ...(isTime(opensAtMs) ? { opensAtMs } : {}),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
  if (isInConversation(state) && currentPairing(state) && !state.stuck) {
    return seatLater({ ...state, refusal: failure });
  }
  if (!ROOM_NOT_OPEN.has(error)) return [{ ...state, failure }, NOTHING];
  // The room may open in days: the camera does not stay on.
  return [{ ...withoutMedia(state), failure }, [{ kind: "stopMedia" }]];
}

/** The server cannot be reached, or is away from its database. */
export function loseSignaling(state: CallState, { how }: EventOf<"signalingLost">): CallStep {
  return [{ ...state, signaling: how, notice: { kind: "signalingLost" } }, NOTHING];
}

/** The server answers again. */
export function regainSignaling(state: CallState): CallStep {
  return restartNow(withoutNotice({ ...state, signaling: "online" }, "signalingLost"));
}

/** The server has ended the seat or the consultation. It does not end a conversation, which is the two browsers' own. */
export function endSignaling(state: CallState, { code }: EventOf<"signalingEnded">): CallStep {
  const isElsewhere = code === "seat_replaced" && state.role === "host";
  if (!isInConversation(state)) {
    if (isElsewhere) return endCall(state, { endReason: "replaced" });
    if (code !== "seat_unknown") {
      return endCall(state, { failure: { code: code === "seat_replaced" ? "code_replaced" : code } });
    }
  }
  if (!isElsewhere) return takeAnotherSeat(state);
  // Two devices would take the seat from each other in turns.
  const [next, effects] = keepCurrentOnly(state);
  return [
    { ...next, signaling: "off", refusal: { code }, notice: { kind: "openElsewhere" } },
    [...effects, { kind: "stopTimer", timer: "seat", peerId: "" }],
  ];
}

/** The seat is lost: another one is taken beside the conversation, whose partner is greeted anew from there. */
export function takeAnotherSeat(state: CallState): CallStep {
  const [kept, effects] = keepCurrentOnly(state);
  const [next, more] = seatLater(kept);
  return [next, [...effects, ...more]];
}

/** Closes all pairings but the one of the conversation, which has no way through the server any more. */
function keepCurrentOnly(state: CallState): CallStep {
  const kept = isInConversation(state) ? currentPairing(state) : undefined;
  const effects = state.pairings.flatMap((pairing) => pairing === kept ? [] : closeEffects(pairing));
  const { currentPeerId: _, ...rest } = state;
  if (!kept) return [{ ...rest, pairings: [] }, effects];
  return [{ ...state, pairings: [{ ...kept, seatLost: true }] }, effects];
}

/** At once the first time; while seats are refused or lost in a row at growing distances, up to one a minute. */
function seatLater(state: CallState): CallStep {
  const { seatLosses } = state;
  const delayMs = seatLosses === 0 ? 0 : Math.min(SEAT_PAUSE_MS, 1_000 * 2 ** (seatLosses - 1));
  const disturbed = seatLosses === 0 ? {} : { notice: { kind: "serverDisturbs" } } as const;
  return [{ ...state, ...disturbed, signaling: "off", seatLosses: seatLosses + 1 }, [seatTimer(delayMs)]];
}

function seatTimer(delayMs: number): CallEffect {
  return { kind: "startTimer", timer: "seat", peerId: "", delayMs };
}

/** Ends the call because the server gives no seat, and there is no conversation that could do without. */
export function endForRefusal(state: CallState, refusal: NonNullable<CallState["refusal"]>): CallStep {
  return endCall(
    state,
    refusal.code === "seat_replaced" ? { endReason: "replaced" } : { failure: refusal },
  );
}

/** The seat's timer has fired: there is none yet, or it has lasted. */
export function fireSeatTimer(state: CallState): CallStep {
  if (state.signaling !== "off") return [{ ...state, seatLosses: 0 }, NOTHING];
  // Another call may have begun since.
  return [state, state.media.status === "ready" ? [{ kind: "takeSeat" }] : NOTHING];
}
