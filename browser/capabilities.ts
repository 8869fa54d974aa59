/** Why a page cannot hold a call here. */
export type MissingCapability = "insecure" | "unsupported";

/** What a browser has to have. */
interface Surroundings {
  isSecureContext: boolean;
  RTCPeerConnection?: unknown;
  navigator: { mediaDevices?: { getUserMedia?: unknown } };
}

/** What is missing for a call; undefined if nothing is. By what the browser can do, never by its name. */
export function missingCapability(self: object): MissingCapability | undefined {
  const { isSecureContext, RTCPeerConnection, navigator } = self as Surroundings;
  // Without TLS browsers hide the devices: so this comes first.
  if (!isSecureContext) return "insecure";
  const isCapable = typeof RTCPeerConnection === "function" &&
    typeof navigator.mediaDevices?.getUserMedia === "function";
  return isCapable ? undefined : "unsupported";
}
