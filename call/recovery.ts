import type { FailureCause } from "./connection/failure_cause.ts";
import type { CallEffect } from "./events.ts";
import { type CallState, isAbsent, type PairingState, type Trouble } from "./state.ts";
import type { Role } from "../wire/rooms.ts";

/** How long a `disconnected` connection may heal by itself before ICE is restarted. */
const RESTART_AFTER_MS = 2_000;
/** Time limit for establishing a connection after the offer or the answer was sent. */
export const CONNECT_WITHIN_MS = 10_000;
/** Pauses between restarts while the connection stays lost; the last one repeats. */
export const RESTART_AGAIN_MS = [6_000, 8_000, 12_000, 20_000, 30_000, 60_000] as const;
/** Each third restart creates a new peer connection. */
const FRESH_EVERY = 3;
/** After so many restarts without an answer no more are sent, which would fill the peer's mailbox. */
const MAX_UNANSWERED_RESTARTS = 8;
/** How long people wait for a connection before they are offered a way on. */
export const PATIENCE_MS = 60_000;
/** A peer that the server has not seen for this long has no network: its polls come at least every 40 s. */
export const SILENT_MS = 50_000;

/** A change to one pairing, and the effects that go with it. */
export interface Plan {
  change: Partial<PairingState>;
  effects: CallEffect[];
}

/**
 * Plans a restart of a lost connection: at once if it has failed for good, later if it may recover by itself. `dead`:
 * the browser has closed it.
 */
export function planAfterLoss(
  pairing: PairingState,
  { failed, cause, dead = false }: {
    failed: boolean;
    cause?: FailureCause | undefined;
    dead?: boolean | undefined;
  },
): Plan {
  const { peerId, connection } = pairing;
  const change: Partial<PairingState> = {
    connection: "lost",
    dead: pairing.dead || dead,
    ...(connection === "lost" ? {} : { restarts: 0 }),
    ...(cause ? { cause } : {}),
  };
  // A late report about the former attempt starts no second restart.
  if (connection === "lost" && pairing.restarts > 0 && !dead) return { change, effects: [] };
  const delayMs = failed ? 0 : RESTART_AFTER_MS;
  return { change, effects: [{ kind: "startTimer", timer: "restart", peerId, delayMs }] };
}

/**
 * Plans one restart. The host starts a new round and a guest asks for one, so offers never collide. `forced`: the
 * network has changed or the peer asks, so an unanswered offer is obsolete. `fresh`: with a new peer connection.
 */
export function planRestart(
  role: Role,
  pairing: PairingState,
  { online, forced, fresh: asked = false }: { online: boolean; forced: boolean; fresh?: boolean },
): Plan {
  const { peerId, round } = pairing;
  const restarts = forced ? 0 : pairing.restarts;
  const delayMs = RESTART_AGAIN_MS[Math.min(restarts, RESTART_AGAIN_MS.length - 1)]!;
  const again: CallEffect = { kind: "startTimer", timer: "restart", peerId, delayMs };
  const waits = !forced && !pairing.answered &&
    (restarts < FRESH_EVERY || restarts > MAX_UNANSWERED_RESTARTS);
  // Without a way through the server no message can be sent: the restart waits until there is one.
  if (!online || pairing.seatLost || pairing.channelError || waits) {
    return { change: { restarts: restarts + (online ? 1 : 0) }, effects: [again] };
  }
  const fresh = asked || pairing.dead || restarts % FRESH_EVERY === FRESH_EVERY - 1;
  if (role === "guest") {
    const message = { kind: "restartRequest", round, ...(fresh ? { fresh } : {}) } as const;
    return {
      change: { restarts: restarts + 1, answered: false },
      effects: [{ kind: "send", peerId, message }, again],
    };
  }
  return {
    change: {
      round: round + 1,
      restarts: restarts + 1,
      answered: false,
      dead: false,
      ...(fresh ? { verified: false } : {}),
    },
    effects: [{ kind: "restartIce", peerId, round: round + 1, fresh }, again],
  };
}

/** Why there is no connection; undefined unless the call is connecting or recovering. */
export function troubleOf(state: CallState): Trouble | undefined {
  if (state.phase !== "connecting" && state.phase !== "recovering") return undefined;
  if (isAbsent(state.signaling)) return state.signaling;
  const current = state.pairings.find(({ peerId }) => peerId === state.currentPeerId);
  if (current && !current.seatLost && (!current.present || current.silent)) return "partner_away";
  return current?.cause ?? "interrupted";
}
