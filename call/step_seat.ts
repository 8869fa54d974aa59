/** The local seat and the connection to the server. */

import { type CallStep, type EventOf, NOTHING } from "./events.ts";
import { closeAllEffects, endCall, withoutMedia, withoutNotice } from "./pairings.ts";
import { type CallState, currentPairing } from "./state.ts";
import { restartNow } from "./step_connection.ts";

/** Refusals of guests who are too early or whose consultation no longer exists. */
const ROOM_NOT_OPEN = new Set<string>(["not_open_yet", "consultation_unknown"]);

export function startPolling(state: CallState): CallStep {
  return [withoutNotice({ ...state, signaling: "online" }, "signalingLost"), [{ kind: "startPolling" }]];
}

export function refuseSeat(state: CallState, { refusal }: EventOf<"seatRefused">): CallStep {
  const { error, opensAtMs, retryAfterMs } = refusal;
  const failure = {
    code: error,
    ...(opensAtMs === undefined ? {} : { opensAtMs }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
  if (!ROOM_NOT_OPEN.has(error)) return [{ ...state, failure }, NOTHING];
  // It may not open for days: nobody's camera stays on so long.
  return [{ ...withoutMedia(state), failure }, [{ kind: "stopMedia" }]];
}

export function loseSignaling(state: CallState): CallStep {
  return [{ ...state, signaling: "offline", notice: { kind: "signalingLost" } }, NOTHING];
}

export function regainSignaling(state: CallState): CallStep {
  return restartNow(withoutNotice({ ...state, signaling: "online" }, "signalingLost"));
}

/** The server does not know the seat any more, or has ended the consultation. */
export function endSignaling(state: CallState, { code }: EventOf<"signalingEnded">): CallStep {
  if (code === "seat_replaced" && state.role === "host") return endCall(state, { endReason: "replaced" });
  // The seat gave way to others while this client was out of reach: take a new one, and everything goes on.
  if (code === "seat_unknown") {
    const { currentPeerId: _, ...rest } = state;
    return [
      { ...rest, signaling: "offline", pairings: [] },
      [...closeAllEffects(state), { kind: "takeSeat" }],
    ];
  }
  // The consultation is over for the server; a conversation that runs is between the two and may go on.
  if (currentPairing(state)?.connection === "connected") return [{ ...state, signaling: "off" }, NOTHING];
  return endCall(state, { failure: { code: code === "seat_replaced" ? "code_replaced" : code } });
}
