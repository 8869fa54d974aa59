/** Why a peer connection has failed. Stable codes. */
export type FailureCause =
  /** Neither the peer nor the relay can be reached from this network. */
  | "network_blocks"
  /** The peer's network lets nothing through. */
  | "partner_blocked"
  /** The relay was reached and refused: the operator's mistake. */
  | "relay_refused"
  /** There is no direct path, and this deployment has no relay. */
  | "no_relay"
  /** This device has no network at all. */
  | "network_missing";

/** What a peer connection has observed in one round. */
export interface FailureEvidence {
  /** URLs of the relays that the connection was given. */
  relayUrls: readonly string[];
  /** Types of the local candidates. */
  localTypes: ReadonlySet<string>;
  /** Types of the remote candidates. */
  remoteTypes: ReadonlySet<string>;
  /** The codes of `icecandidateerror` events. */
  errorCodes: readonly number[];
  /** All local candidates have been found. */
  gathered: boolean;
}

/** The server was not reached. Source: WebRTC, section 4.8.2, RTCPeerConnectionIceErrorEvent. */
const UNREACHED = 701;
/** The relay was reached and refused. Source: RFC 8489, section 14.8; RFC 8656, section 19. */
const REFUSALS = new Set([400, 401, 403, 438, 441, 486, 508]);

/** The cause of a failed connection; undefined if this side cannot tell, or not yet. */
export function causeOf(evidence: FailureEvidence): FailureCause | undefined {
  const { relayUrls, localTypes, remoteTypes, errorCodes, gathered } = evidence;
  if (!gathered) return undefined;
  if (localTypes.size === 0 && relayUrls.length === 0) return "network_missing";
  if (relayUrls.length === 0) return "no_relay";
  if (!localTypes.has("relay")) {
    if (errorCodes.some((code) => REFUSALS.has(code))) return "relay_refused";
    return errorCodes.includes(UNREACHED) || localTypes.size > 0 ? "network_blocks" : "network_missing";
  }
  // This side has a relay candidate, the peer has none.
  if (!remoteTypes.has("relay")) return "partner_blocked";
  return undefined;
}
