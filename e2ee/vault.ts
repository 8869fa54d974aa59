import { encodeUint32 } from "./box.ts";
import { type Bytes, concat, decodeBase64Url, encodeBase64Url, encodeUtf8, randomBytes } from "./bytes.ts";
import { checkDigit, randomDigits, readDigits } from "./codes.ts";
import { ProtocolError } from "./errors.ts";
import { hkdf } from "./hkdf.ts";
import { lv, parseLv } from "./lv.ts";
import { memberIdentity, openMemberEntry, sealMemberEntry, type ShownMember } from "./member_entry.ts";
import { splitSecret, type StretchedPassphrase } from "./passphrase.ts";
import { aesGcm, IV_BYTES, open, seal } from "./seal.ts";

export type { KdfParameters } from "./passphrase.ts";

/** Opens and seals a practice's consultations; non-extractable. */
export type PracticeKey = CryptoKey & { readonly extractable: false };

const KEY_BYTES = 32;
const MEMBER_AAD = lv("vc1 member key");
const PRIVATE_AAD = lv("vc1 member private key");
const CURVE: EcKeyImportParams = { name: "ECDH", namedCurve: "P-256" };

/** Wraps a member's keys; non-extractable. */
export type MemberKey = CryptoKey & { readonly extractable: false };

/** The extractable practice key, at set-up, in a member invitation, and when it is changed. Never stored. */
export type LoosePracticeKey = CryptoKey & { readonly extractable: true };

/** What the server stores for a member besides the wrapped member key; all of it is opaque to the server. */
export interface MemberKeys {
  /** The practice key of `epoch`, wrapped by the member key. */
  practiceKey: string;
  /** Opens later practice keys; PKCS #8, wrapped by the member key. */
  privateKey: string;
  /** Sealed by the practice key together with what the list shows of the member, so that only a member can replace it. */
  publicKey: string;
  /** Number of the practice key, from 1. */
  epoch: number;
}

/** A new practice key in place of the former one, for one member. */
export interface Rotation {
  epoch: number;
  sealed: string;
}

/**
 * Makes a new member's key and wraps it for each of the member's secrets (passphrase, recovery key). The key itself never
 * leaves this function. Source: docs/protocol.md, "Vault".
 */
export async function createMemberKey(
  ...wrappingKeys: readonly CryptoKey[]
): Promise<{ memberKey: MemberKey; wrapped: string[] }> {
  const raw = randomBytes(KEY_BYTES);
  try {
    const loose = await crypto.subtle.importKey("raw", raw, "AES-GCM", true, ["wrapKey"]);
    const wrapped = await Promise.all(wrappingKeys.map((key) => wrapKey("raw", loose, key, MEMBER_AAD)));
    const memberKey = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["wrapKey", "unwrapKey"]);
    return { memberKey: memberKey as MemberKey, wrapped };
  } finally {
    raw.fill(0);
  }
}

/**
 * Unwraps the member key at sign-in. Source: NIST SP 800-38D; docs/protocol.md, "Vault".
 * @throws {ProtocolError} `malformed`, `vault_invalid`
 */
export async function openMemberKey(wrapped: string, wrappingKey: CryptoKey): Promise<MemberKey> {
  return await unwrapAes(wrapped, wrappingKey, MEMBER_AAD, false, ["wrapKey", "unwrapKey"]) as MemberKey;
}

/**
 * Wraps the member key anew: for a changed passphrase, a new recovery key, or after recovery.
 * Source: docs/protocol.md, "Vault".
 * @throws {ProtocolError} `malformed`, `vault_invalid`
 */
export async function rewrapMemberKey(wrapped: string, from: CryptoKey, to: CryptoKey): Promise<string> {
  return await wrapKey("raw", await unwrapAes(wrapped, from, MEMBER_AAD, true, ["wrapKey"]), to, MEMBER_AAD);
}

/** A new practice key. Source: docs/protocol.md, "Vault". */
export async function newPracticeKey(): Promise<LoosePracticeKey> {
  const algorithm = { name: "AES-GCM", length: 8 * KEY_BYTES };
  return await crypto.subtle.generateKey(algorithm, true, ["encrypt", "decrypt"]) as LoosePracticeKey;
}

/** The non-extractable form of a practice key. Source: Web Cryptography API, `extractable`. */
export async function fixPracticeKey(loose: LoosePracticeKey): Promise<PracticeKey> {
  const raw = new Uint8Array(await crypto.subtle.exportKey("raw", loose));
  const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
  raw.fill(0);
  return key as PracticeKey;
}

/** What a new member leaves on the server. Source: docs/protocol.md, "Members". */
export async function createMemberKeys(
  memberKey: MemberKey,
  practiceKey: LoosePracticeKey,
  { memberId, epoch, ...shown }: ShownMember & { memberId: string; epoch: number },
): Promise<MemberKeys> {
  const pair = await crypto.subtle.generateKey(CURVE, true, ["deriveKey"]);
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  const identity = await memberIdentity(shown);
  return {
    epoch,
    practiceKey: await wrapKey("raw", practiceKey, memberKey, epochAad(epoch)),
    privateKey: await wrapKey("pkcs8", pair.privateKey, memberKey, PRIVATE_AAD),
    publicKey: await sealMemberEntry(practiceKey, { memberId, epoch }, { point, identity }),
  };
}

/** What a member's key opens. */
export interface OpenedKeyring {
  /** The practice keys by epoch: the first that the member got, and each later one. */
  keys: Map<number, LoosePracticeKey>;
  /** The newest came with a ledger: what a former key has sealed counts only if it is listed there. */
  hasLedger: boolean;
}

/**
 * Opens the practice keys of a member: the first by the member key, each later one by the one before it.
 * Source: docs/protocol.md, "Members".
 * @throws {ProtocolError} `malformed`, `vault_invalid`
 */
export async function openKeyring(
  memberKey: MemberKey,
  keys: MemberKeys,
  rotations: readonly Rotation[],
  memberId: string,
): Promise<OpenedKeyring> {
  const usages: KeyUsage[] = ["encrypt", "decrypt"];
  let key = await unwrapAes(keys.practiceKey, memberKey, epochAad(keys.epoch), true, usages);
  const opened: OpenedKeyring = { keys: new Map([[keys.epoch, key as LoosePracticeKey]]), hasLedger: false };
  if (rotations.length === 0) return opened;
  const privateKey = await unwrapPrivate(keys.privateKey, memberKey);
  let former = keys.epoch;
  for (const { epoch, sealed } of rotations) {
    // Whoever has a former key could else have the epochs left out whose keys they do not have.
    if (epoch !== ++former) throw new ProtocolError("vault_invalid", "Not the rotation to the next epoch");
    // The outer seal proves that a member made it; only this member can open the inner one.
    const { inner, hasLedger } = await openRotation(key, { memberId, epoch }, decodeBase64Url(sealed));
    const [point, wrapped] = parseLv(inner, 2) as [Bytes, Bytes];
    const ephemeral = await importPoint(point);
    const agreed = await agree(privateKey, ephemeral, point, ["unwrapKey"]);
    key = await unwrapAes(encodeBase64Url(wrapped), agreed, epochAad(epoch), true, usages);
    opened.keys.set(epoch, key as LoosePracticeKey);
    opened.hasLedger = hasLedger;
  }
  return opened;
}

/**
 * By which a browser knows a practice key again. It tells nothing of the key, which is random.
 * Source: docs/protocol.md, "Members".
 */
export async function practiceKeyFingerprint(
  key: LoosePracticeKey,
  { practiceId, epoch }: { practiceId: string; epoch: number },
): Promise<string> {
  const raw = new Uint8Array(await crypto.subtle.exportKey("raw", key));
  const hashed = lv("vc1 practice key fingerprint", practiceId, encodeUint32(epoch), raw);
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", hashed));
  raw.fill(0);
  hashed.fill(0);
  return encodeBase64Url(hash);
}

/** Version 1 made no ledger. The server cannot pass one version off as the other. */
async function openRotation(
  former: CryptoKey,
  { memberId, epoch }: { memberId: string; epoch: number },
  sealed: Bytes,
): Promise<{ inner: Bytes; hasLedger: boolean }> {
  try {
    return { inner: await open(former, rotationAad(memberId, epoch), sealed), hasLedger: true };
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    const firstAad = lv("vc1 rotation", memberId, encodeUint32(epoch));
    return { inner: await open(former, firstAad, sealed), hasLedger: false };
  }
}

/** The practice keys of `openKeyring`. Source: docs/protocol.md, "Members". */
export async function openPracticeKeys(
  ...keyring: Parameters<typeof openKeyring>
): Promise<Map<number, LoosePracticeKey>> {
  return (await openKeyring(...keyring)).keys;
}

/**
 * Seals a new practice key for a remaining member. The server cannot make this seal, because it lacks the former key; a
 * former member, who may have it, cannot open it. Also seals the member's public key by the new practice key.
 * Source: docs/protocol.md, "Members".
 * @throws {ProtocolError} `malformed`, `vault_invalid` for a public key that no member sealed
 */
export async function rotateFor(
  { memberId, publicKey, former, next, epoch }: {
    memberId: string;
    /** As stored on the server, sealed by `former`. */
    publicKey: string;
    former: PracticeKey;
    next: LoosePracticeKey;
    /** Of `next`. */
    epoch: number;
  },
): Promise<Rotation & { publicKey: string }> {
  const entry = await openMemberEntry(former, { memberId, epoch: epoch - 1 }, publicKey);
  const ephemeral = await crypto.subtle.generateKey(CURVE, false, ["deriveKey"]);
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", ephemeral.publicKey));
  const agreed = await agree(ephemeral.privateKey, await importPoint(entry.point), point, ["wrapKey"]);
  const wrapped = decodeBase64Url(await wrapKey("raw", next, agreed, epochAad(epoch)));
  return {
    epoch,
    sealed: await seal(former, rotationAad(memberId, epoch), lv(point, wrapped)),
    publicKey: await sealMemberEntry(next, { memberId, epoch }, entry),
  };
}

/** Size of the secret in the link of a member invitation, in bytes. */
export const INVITATION_SECRET_BYTES = 32;

/**
 * What the secret of a member invitation yields: `authKey`, the token by which the server knows the invitation, and the key
 * that wraps the practice key. It is random, so it needs no stretching; it is wiped.
 * Source: RFC 5869; docs/protocol.md, "Members".
 * @throws {ProtocolError} `malformed`
 */
export async function splitInvitationSecret(secret: Bytes): Promise<StretchedPassphrase> {
  if (secret.length !== INVITATION_SECRET_BYTES) throw new ProtocolError("malformed");
  return await splitSecret(secret, "invitation");
}

/** What an invited person opens: the practice key of an epoch, for one role. */
interface InvitationPlace {
  role: string;
  epoch: number;
}

/** Wraps the practice key for whoever gets the link. Source: NIST SP 800-38D; docs/protocol.md, "Members". */
export async function wrapForInvitation(
  key: LoosePracticeKey,
  wrappingKey: CryptoKey,
  place: InvitationPlace,
): Promise<string> {
  return await wrapKey("raw", key, wrappingKey, invitationAad(place));
}

/**
 * Opens the practice key of a member invitation. Source: NIST SP 800-38D; docs/protocol.md, "Members".
 * @throws {ProtocolError} `malformed`, `vault_invalid` also if the server has changed role or epoch
 */
export async function openInvitation(
  wrapped: string,
  wrappingKey: CryptoKey,
  place: InvitationPlace,
): Promise<LoosePracticeKey> {
  const usages: KeyUsage[] = ["encrypt", "decrypt"];
  return await unwrapAes(wrapped, wrappingKey, invitationAad(place), true, usages) as LoosePracticeKey;
}

const invitationAad = ({ role, epoch }: InvitationPlace) =>
  lv("vc1 member invitation", role, encodeUint32(epoch));
const epochAad = (epoch: number) => lv("vc1 practice key", encodeUint32(epoch));
/** Of the version that comes with a ledger. */
const rotationAad = (memberId: string, epoch: number) => lv("vc1 rotation 2", memberId, encodeUint32(epoch));

/** A key for one seal: ECDH on P-256 with an ephemeral key pair, then HKDF. Modeled on RFC 9180, section 4.1. */
async function agree(
  privateKey: CryptoKey,
  publicKey: CryptoKey,
  ephemeralPoint: Bytes,
  usages: KeyUsage[],
): Promise<CryptoKey> {
  const derived = await crypto.subtle.deriveKey(
    { name: "ECDH", public: publicKey },
    privateKey,
    "HKDF",
    false,
    ["deriveKey"],
  );
  const info = lv("vc1 rotation key", ephemeralPoint);
  return await crypto.subtle.deriveKey(hkdf(info), derived, { name: "AES-GCM", length: 256 }, false, usages);
}

async function importPoint(point: Bytes): Promise<CryptoKey> {
  try {
    return await crypto.subtle.importKey("raw", point, CURVE, false, []);
  } catch (cause) {
    throw new ProtocolError("vault_invalid", "Not a point on P-256", { cause });
  }
}

async function wrapKey(
  format: "raw" | "pkcs8",
  key: CryptoKey,
  wrappingKey: CryptoKey,
  aad: Bytes,
): Promise<string> {
  const iv = randomBytes(IV_BYTES);
  const wrapped = await crypto.subtle.wrapKey(format, key, wrappingKey, aesGcm(iv, aad));
  return encodeBase64Url(concat(iv, new Uint8Array(wrapped)));
}

async function unwrapAes(
  wrapped: string,
  wrappingKey: CryptoKey,
  aad: Bytes,
  extractable: boolean,
  usages: KeyUsage[],
): Promise<CryptoKey> {
  const bytes = decodeBase64Url(wrapped);
  const aes = aesGcm(bytes.slice(0, IV_BYTES), aad);
  const body = bytes.slice(IV_BYTES);
  try {
    return await crypto.subtle.unwrapKey("raw", body, wrappingKey, aes, "AES-GCM", extractable, usages);
  } catch (cause) {
    throw new ProtocolError("vault_invalid", "Wrong wrapping key, or a changed record", { cause });
  }
}

async function unwrapPrivate(wrapped: string, memberKey: MemberKey): Promise<CryptoKey> {
  const bytes = decodeBase64Url(wrapped);
  const aes = aesGcm(bytes.slice(0, IV_BYTES), PRIVATE_AAD);
  try {
    return await crypto.subtle.unwrapKey("pkcs8", bytes.slice(IV_BYTES), memberKey, aes, CURVE, false, [
      "deriveKey",
    ]);
  } catch (cause) {
    throw new ProtocolError("vault_invalid", "Wrong member key, or a changed record", { cause });
  }
}

const RECOVERY_GROUPS = 8;

/**
 * A recovery key: eight groups of five random digits (132 bits) and one check digit.
 * Source: docs/protocol.md, "Recovery key".
 */
export function makeRecoveryKey(): string {
  return Array.from({ length: RECOVERY_GROUPS }, () => {
    const digits = randomDigits(5);
    return digits + checkDigit(digits);
  }).join(" ");
}

/** What can be wrong with a typed recovery key; `mistyped` names the group, from 1. */
export type RecoveryKeyError = "empty" | "not_digits" | "too_short" | "too_long" | { mistypedGroup: number };

/**
 * Parses a typed recovery key, with any script's digits and any separators, into the form of `makeRecoveryKey`.
 * Source: docs/protocol.md, "Recovery key".
 */
export function parseRecoveryKey(text: string): { key: string } | { error: RecoveryKeyError } {
  const digits = readDigits(text);
  if (digits === undefined) return { error: "not_digits" };
  if (digits === "") return { error: "empty" };
  if (digits.length !== RECOVERY_GROUPS * 6) {
    return { error: digits.length < RECOVERY_GROUPS * 6 ? "too_short" : "too_long" };
  }
  const groups = digits.match(/.{6}/g)!;
  const wrong = groups.findIndex(checkDigit);
  return wrong < 0 ? { key: groups.join(" ") } : { error: { mistypedGroup: wrong + 1 } };
}

/**
 * What a recovery key yields: like a passphrase, an authentication key for the server and a wrapping key. It is random,
 * so it needs no stretching. Source: RFC 5869; docs/protocol.md, "Recovery key".
 * @throws {ProtocolError} `recovery_key_mistyped`
 */
export async function splitRecoveryKey(text: string): Promise<StretchedPassphrase> {
  const parsed = parseRecoveryKey(text);
  if ("error" in parsed) throw new ProtocolError("recovery_key_mistyped");
  return await splitSecret(encodeUtf8(parsed.key), "recovery");
}
