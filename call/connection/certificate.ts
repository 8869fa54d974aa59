import { extractFingerprint } from "../../e2ee/fingerprint.ts";

/** One's own DTLS certificate, and its fingerprint, which the handshake binds. */
export interface Certificate {
  certificate: RTCCertificate;
  /** SHA-256, 32 bytes. */
  fingerprint: Uint8Array;
}

/** Makes a certificate for one page and all its connections. Source: RFC 8827, section 6.5. */
export async function makeCertificate(): Promise<Certificate> {
  const algorithm: EcKeyGenParams = { name: "ECDSA", namedCurve: "P-256" };
  const certificate = await RTCPeerConnection.generateCertificate(algorithm);
  return { certificate, fingerprint: await fingerprintOf(certificate) };
}

/** Taken from a session description, because Firefox has no `RTCCertificate.getFingerprints`. */
async function fingerprintOf(certificate: RTCCertificate): Promise<Uint8Array> {
  const connection = new RTCPeerConnection({ certificates: [certificate] });
  try {
    connection.createDataChannel("fingerprint");
    const { sdp } = await connection.createOffer();
    return extractFingerprint(sdp ?? "");
  } finally {
    connection.close();
  }
}
