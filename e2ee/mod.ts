/**
 * End-to-end encryption for two browsers that meet through a server they do not trust: VC1 of docs/protocol.md.
 * WebCrypto only; no DOM, no storage, no network. Exports what a call needs; import `host_pairing.ts`, `codes.ts`,
 * `links.ts`, `safety_pictures.ts`, `vault.ts` and `passphrase.ts` directly.
 */
export { decodeBase64Url, encodeBase64Url, randomBytes } from "./bytes.ts";
export { type ChannelStep, type MessageFormat, SealedChannel } from "./channel.ts";
export { ProtocolError, type ProtocolErrorCode } from "./errors.ts";
export { parseFingerprint } from "./fingerprint.ts";
export { GuestPairing } from "./guest_pairing.ts";
export type {
  GuestOptions,
  HelloClaim,
  HostOptions,
  PairingEvent,
  PairingSecret,
  PairingStep,
} from "./pairing.ts";
export type { Method } from "./methods.ts";
export { findResume, type ResumeRecord, type ResumeSecret, rotateResume } from "./resume.ts";
export type { SafetyCode } from "./safety_code.ts";
export type { PeerIdentity, Session } from "./session.ts";
