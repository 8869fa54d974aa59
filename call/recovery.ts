import type { FailureCause } from "./connection/failure_cause.ts";
import type { CallEffect } from "./events.ts";
import type { CallState, PairingState, Trouble } from "./state.ts";
import type { Role } from "../wire/rooms.ts";

/** How long a `disconnected` connection may heal by itself before ICE is restarted. */
export const RESTART_AFTER_MS = 2_000;
/** How long a connection may take to come about, after the offer or the answer was sent. */
export const CONNECT_WITHIN_MS = 10_000;
/** How long after a restart the next one follows, if the connection is still lost; the last one for all that follow. */
export const RESTART_AGAIN_MS = [6_000, 8_000, 12_000, 20_000, 30_000, 60_000] as const;
/** Every so many restarts the connection itself is made anew. */
const FRESH_EVERY = 3;
/** Messages to a peer that does not answer end in its mailbox, which is not endless. */
const MAX_UNANSWERED_RESTARTS = 8;
/** How long people wait for a connection before they are offered a way on. */
export const PATIENCE_MS = 60_000;
/** A peer that the server has not seen for so long has no network: polls renew it every 40 s at the latest. */
export const SILENT_MS = 50_000;

/** What a decision about one pairing changes, and what is to be done. */
export interface Plan {
  change: Partial<PairingState>;
  effects: CallEffect[];
}

/** The connection is gone: it may heal by itself, if it has not failed for good. */
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
  // A restart that has just begun is not begun again because the old attempt is seen to fail only now.
  if (connection === "lost" && pairing.restarts > 0 && !dead) return { change, effects: [] };
  const delayMs = failed ? 0 : RESTART_AFTER_MS;
  return { change, effects: [{ kind: "startTimer", timer: "restart", peerId, delayMs }] };
}

/**
 * One try to get the connection back. The host starts a new round, a guest asks for one, so there is no glare.
 * `forced`: there is news (the network has changed, the peer asks), so an offer that is still unanswered is out of date.
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
  // Without the server nothing can be said: it goes on when the server is back.
  if (!online || waits) return { change: { restarts: restarts + (online ? 1 : 0) }, effects: [again] };
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

/** Why there is no conversation right now; none while there is one, or none is wanted. */
export function troubleOf(state: CallState): Trouble | undefined {
  if (state.phase !== "connecting" && state.phase !== "recovering") return undefined;
  if (state.signaling === "offline") return "offline";
  const current = state.pairings.find(({ peerId }) => peerId === state.currentPeerId);
  if (current && (!current.present || current.silent)) return "partner_away";
  return current?.cause ?? "interrupted";
}
