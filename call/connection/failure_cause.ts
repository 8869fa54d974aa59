/** Why the direct connection has failed, as far as this side can tell. */
export type FailureCause =
  /** Neither the peer nor the relay can be reached from this network. */
  | "network_blocks"
  /** The other side's network lets nothing through. */
  | "partner_blocked"
  /** The relay was reached and refused: the operator's mistake. */
  | "relay_refused"
  /** There is no direct way, and this installation has no relay. */
  | "no_relay"
  /** This device has no network at all. */
  | "network_missing";

/** What a connection has seen of the ways to the peer. */
export interface FailureEvidence {
  /** Addresses of relays that the connection was given. */
  relayUrls: readonly string[];
  /** Kinds of the own candidates that were found. */
  localTypes: ReadonlySet<string>;
  /** Kinds of the peer's candidates. */
  remoteTypes: ReadonlySet<string>;
  /** The codes of `icecandidateerror` events. */
  errorCodes: readonly number[];
  gathered: boolean;
}

/** The server was not reached. Source: WebRTC, section 4.8.2, RTCPeerConnectionIceErrorEvent. */
const UNREACHED = 701;
/** STUN's "unauthorized" and its kin: the relay was reached and refused. Source: RFC 8489, section 14.8; RFC 8656, section 19. */
const REFUSALS = new Set([400, 401, 403, 438, 441, 486, 508]);

/** Why a connection has failed, as far as this side can tell. */
export function causeOf(evidence: FailureEvidence): FailureCause | undefined {
  const { relayUrls, localTypes, remoteTypes, errorCodes, gathered } = evidence;
  if (!gathered) return undefined;
  if (localTypes.size === 0 && relayUrls.length === 0) return "network_missing";
  if (relayUrls.length === 0) return "no_relay";
  if (!localTypes.has("relay")) {
    if (errorCodes.some((code) => REFUSALS.has(code))) return "relay_refused";
    return errorCodes.includes(UNREACHED) || localTypes.size > 0 ? "network_blocks" : "network_missing";
  }
  // This side has reached the relay; the other has not even found a way to be reached.
  if (!remoteTypes.has("relay")) return "partner_blocked";
  return undefined;
}
