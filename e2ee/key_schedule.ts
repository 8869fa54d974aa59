import type { Bytes } from "./bytes.ts";
import { sha512 } from "./cpace.ts";
import { deriveBytes, hkdf, importHkdfKey } from "./hkdf.ts";
import { makeResumeSecret, type ResumeSecret } from "./resume.ts";

/** The keys of one pairing, non-extractable. */
export interface SessionKeys {
  /** AES-256-GCM for what the host sends. */
  host: CryptoKey;
  /** AES-256-GCM for what the guest sends. */
  guest: CryptoKey;
  /** HKDF-SHA-512 for the safety code. */
  sas: CryptoKey;
  /** HMAC-SHA-256 for the confirmation on the data channel. */
  bind: CryptoKey;
  /** The secret of the next pairing. */
  resume: ResumeSecret;
}

/**
 * Derives all keys from ISK, which is wiped: HKDF-SHA-512 with SHA-512 of the transcript as salt.
 * Source: RFC 5869; draft-irtf-cfrg-cpace-21, section 10.3; docs/protocol.md, "Keys".
 */
export async function deriveSessionKeys(isk: Bytes, transcript: Uint8Array): Promise<SessionKeys> {
  const [salt, prk] = await Promise.all([sha512(transcript), importHkdfKey(isk)]);
  const info = (label: string) => hkdf(`vc1 ${label}`, salt);
  const key = (label: string, algorithm: AesKeyGenParams | HmacKeyGenParams, ...usages: KeyUsage[]) =>
    crypto.subtle.deriveKey(info(label), prk, algorithm, false, usages);
  const nested = async (label: string) => await importHkdfKey(await deriveBytes(prk, info(label), 32));
  const aes = { name: "AES-GCM", length: 256 };
  const [host, guest, bind, sas, resume] = await Promise.all([
    key("sig host", aes, "encrypt", "decrypt"),
    key("sig guest", aes, "encrypt", "decrypt"),
    key("bind", { name: "HMAC", hash: "SHA-256", length: 256 }, "sign", "verify"),
    nested("sas"),
    nested("resume").then(makeResumeSecret),
  ]);
  return { host, guest, bind, sas, resume };
}
