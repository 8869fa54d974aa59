/** The local seat and the connection to the server. */

import { type CallStep, type EventOf, NOTHING } from "./events.ts";
import { closeAllEffects, endCall, withoutMedia, withoutNotice } from "./pairings.ts";
import { type CallState, currentPairing } from "./state.ts";
import { restartNow } from "./step_connection.ts";

/** Refusals of guests who are too early or whose consultation no longer exists. */
const ROOM_NOT_OPEN = new Set<string>(["not_open_yet", "consultation_unknown"]);

/** A seat is taken. */
export function startPolling(state: CallState): CallStep {
  return [withoutNotice({ ...state, signaling: "online" }, "signalingLost"), [{ kind: "startPolling" }]];
}

/** The server has refused a seat. */
export function refuseSeat(state: CallState, { refusal }: EventOf<"seatRefused">): CallStep {
  const { error, opensAtMs, retryAfterMs } = refusal;
  const failure = {
    code: error,
    ...(opensAtMs === undefined ? {} : { opensAtMs }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
  if (!ROOM_NOT_OPEN.has(error)) return [{ ...state, failure }, NOTHING];
  // The room may open in days: the camera does not stay on.
  return [{ ...withoutMedia(state), failure }, [{ kind: "stopMedia" }]];
}

/** The server cannot be reached. */
export function loseSignaling(state: CallState): CallStep {
  return [{ ...state, signaling: "offline", notice: { kind: "signalingLost" } }, NOTHING];
}

/** The server answers again. */
export function regainSignaling(state: CallState): CallStep {
  return restartNow(withoutNotice({ ...state, signaling: "online" }, "signalingLost"));
}

/** The server has ended the seat or the consultation. */
export function endSignaling(state: CallState, { code }: EventOf<"signalingEnded">): CallStep {
  if (code === "seat_replaced" && state.role === "host") return endCall(state, { endReason: "replaced" });
  // The server has freed the seat while this client was offline: it takes a new one and goes on.
  if (code === "seat_unknown") {
    const { currentPeerId: _, ...rest } = state;
    return [
      { ...rest, signaling: "offline", pairings: [] },
      [...closeAllEffects(state), { kind: "takeSeat" }],
    ];
  }
  // The consultation is over for the server; a running conversation does not need it and may go on.
  if (currentPairing(state)?.connection === "connected") return [{ ...state, signaling: "off" }, NOTHING];
  return endCall(state, { failure: { code: code === "seat_replaced" ? "code_replaced" : code } });
}
