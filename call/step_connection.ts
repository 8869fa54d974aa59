/** The peer connection: established, verified, lost. recovery.ts plans what to do about a loss. */

import { type CallEffect, type CallStep, type EventOf, NOTHING } from "./events.ts";
import { updatePairing } from "./pairings.ts";
import { sendPlanOf, settleAgain } from "./connection/quality.ts";
import { CONNECT_WITHIN_MS, type Plan, planAfterLoss, planRestart } from "./recovery.ts";
import { type CallState, currentPairing, pairingOf, type PairingState } from "./state.ts";
import { tellLine } from "./step_line.ts";
import { renewLost, renewMedia, tellMedia } from "./step_media.ts";

/** How long an established connection may lack the peer's proof. */
const PROOF_MS = 30_000;
/** A partner without connection counts as gone this long after its seat was given back (a reload takes less). */
export const GONE_MS = 4_000;
/** How long an interrupted partner is waited for. */
export const GRACE_MS = 60_000;

/** Starts the timer after which a connection that is not established is treated like a lost one. */
export function connectTimer(peerId: string): CallEffect {
  return { kind: "startTimer", timer: "restart", peerId, delayMs: CONNECT_WITHIN_MS };
}

/** The peer connection is established, or again. */
export function establishConnection(state: CallState, event: EventOf<"connectionEstablished">): CallStep {
  const { peerId, atMs } = event;
  const pairing = pairingOf(state, peerId);
  if (!pairing || peerId !== state.currentPeerId) return [state, NOTHING];
  const { cause: _, hasFailed: __, ...known } = pairing;
  const connected = { ...known, connection: "connected", restarts: 0, dead: false } as const;
  const next = {
    ...state,
    pairings: state.pairings.map((other) => other === pairing ? connected : other),
    connectedAtMs: state.connectedAtMs ?? atMs,
    quality: settleAgain(state.quality),
  };
  return [next, [
    { kind: "adaptSending", plan: sendPlanOf(next.quality) },
    { kind: "stopTimer", timer: "restart", peerId },
    { kind: "stopTimer", timer: "grace", peerId },
    // Before it is verified, a connection carries nothing but proofs.
    ...(connected.verified
      ? [...tellMedia(next), ...tellLine(next)]
      : [{ kind: "startTimer", timer: "proof", peerId, delayMs: PROOF_MS } as const]),
  ]];
}

/** The peer has proved that the peer connection ends where the handshake did. */
export function verifyConnection(state: CallState, { peerId }: EventOf<"connectionVerified">): CallStep {
  const next = updatePairing(state, peerId, { verified: true });
  return [next, [{ kind: "stopTimer", timer: "proof", peerId }, ...tellMedia(next), ...tellLine(next)]];
}

/** The connection has failed, or does not answer. */
export function loseConnection(state: CallState, event: EventOf<"connectionLost">): CallStep {
  const { peerId } = event;
  const pairing = pairingOf(state, peerId);
  if (pairing?.stage !== "admitted") return [state, NOTHING];
  const [lost, effects] = carryOut(state, peerId, planAfterLoss(pairing, event));
  const next = event.failed ? updatePairing(lost, peerId, { hasFailed: true }) : lost;
  return [next, [...graceTimer(pairing, event.failed), ...effects]];
}

/** The restart timer has fired: the connection has not come back, or has not been established in time. */
export function restartLate(state: CallState, pairing: PairingState): CallStep {
  const { peerId } = pairing;
  const lost = updatePairing(state, peerId, { connection: "lost" });
  const plan = planRestart(state.role, pairing, { online: state.signaling === "online", forced: false });
  const [next, effects] = carryOut(lost, peerId, plan);
  return [next, [...graceTimer(pairing, false), ...effects]];
}

/** Starts the grace period when the connection is lost, and a short one when it fails without a partner. */
function graceTimer(pairing: PairingState, fails: boolean): CallEffect[] {
  const { peerId, connection, hasFailed = false } = pairing;
  const isGone = isGoneForGood({ ...pairing, hasFailed: hasFailed || fails });
  if (connection === "lost" && !(isGone && !hasFailed)) return [];
  return [{ kind: "startTimer", timer: "grace", peerId, delayMs: isGone ? GONE_MS : GRACE_MS }];
}

/** Only the server says who is there: a verified connection that may recover by itself is waited for all the same. */
export function isGoneForGood({ present, verified, hasFailed }: PairingState): boolean {
  return !present && (!verified || hasFailed === true);
}

/** Applies a plan to a pairing. */
export function carryOut(state: CallState, peerId: string, { change, effects }: Plan): CallStep {
  return [updatePairing(state, peerId, change), effects];
}

/** The network has changed: restarts the connection, also one that is not lost. */
export function changeNetwork(state: CallState): CallStep {
  const [next, effects] = restartNow(state, { evenIfConnected: true });
  return [next, [{ kind: "wakeSignaling" }, ...effects]];
}

/** Restarts a lost connection at once, because the network has changed or is back. */
export function restartNow(state: CallState, { evenIfConnected = false } = {}): CallStep {
  const current = currentPairing(state);
  if (!current || current.connection === "none") return [state, NOTHING];
  const isLost = current.connection === "lost";
  if (!isLost && !evenIfConnected) return [state, NOTHING];
  const online = state.signaling === "online";
  // A working connection is restarted only if the server is online and the last offer was answered.
  if (!isLost && (!online || !current.answered)) return [state, NOTHING];
  return carryOut(state, current.peerId, planRestart(state.role, current, { online, forced: true }));
}

/** The device woke up, or the page is visible again. */
export function wake(state: CallState, { mediaLost }: EventOf<"woken">): CallStep {
  const [next, effects] = restartNow(state);
  const [renewed, more] = mediaLost ? renewMedia(next) : renewLost(next);
  return [renewed, [{ kind: "wakeSignaling" }, ...effects, ...more]];
}
