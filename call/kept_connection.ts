/** A page that has taken another seat makes another pairing with the same partner, and keeps the connection that it has. */

import type { CallEffect } from "./events.ts";
import type { CallState, PairingState } from "./state.ts";

/** Whether `next` is a pairing with the page at the other end of `former`'s verified connection, by its resume secret. */
export function canKeepConnection(former: PairingState, next: PairingState): boolean {
  return former.verified && !former.dead && former.partner !== undefined &&
    former.partner.certificate === next.partner?.certificate && former.partner.makes === next.partner.follows;
}

/** Puts the pairing `peerId` in the place of `former`, with its connection. */
export function keepConnection(
  state: CallState,
  former: PairingState,
  { peerId, name, partner, sinceMs, seenAtMs }: PairingState,
  change: Pick<PairingState, "round" | "answered">,
): { state: CallState; effects: CallEffect[] } {
  const { channelError: _, seatLost: __, ...connected } = former;
  const next: PairingState = {
    ...connected,
    ...change,
    peerId,
    sinceMs,
    seenAtMs,
    present: true,
    silent: false,
    restarts: 0,
    ...(name === undefined ? {} : { name }),
    ...(partner ? { partner } : {}),
  };
  const pairings = state.pairings.filter((other) => other !== former)
    .map((other) => other.peerId === peerId ? next : other);
  return {
    state: { ...state, pairings, currentPeerId: peerId },
    effects: [
      ...(["restart", "grace", "proof"] as const).map((timer) =>
        ({ kind: "stopTimer", timer, peerId: former.peerId }) as const
      ),
      { kind: "keepConnection", peerId, from: former.peerId },
    ],
  };
}

/** Tells a former page of the same partner, or a former partner, that another one has taken its place. */
export function farewell({ peerId, partner }: PairingState, next: PairingState): CallEffect[] {
  // A page that is still the partner's must not take it for its own end.
  if (partner?.certificate === next.partner?.certificate) return [];
  return [{ kind: "send", peerId, message: { kind: "replaced" } }];
}
