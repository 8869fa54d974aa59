/** Why this browser cannot hold a call. */
export type MissingCapability = "insecure" | "unsupported";

interface Globals {
  isSecureContext: boolean;
  RTCPeerConnection?: unknown;
  navigator: { mediaDevices?: { getUserMedia?: unknown } };
}

/** What this browser lacks for a call; undefined if nothing. Detects features, never browsers by name. */
export function missingCapability(self: object): MissingCapability | undefined {
  const { isSecureContext, RTCPeerConnection, navigator } = self as Globals;
  // First, because browsers hide mediaDevices from pages without TLS.
  if (!isSecureContext) return "insecure";
  const isCapable = typeof RTCPeerConnection === "function" &&
    typeof navigator.mediaDevices?.getUserMedia === "function";
  return isCapable ? undefined : "unsupported";
}
