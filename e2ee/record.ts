import { encodeUint32, pad, unpad } from "./box.ts";
import { type Bytes, concat, decodeBase64Url, encodeBase64Url } from "./bytes.ts";
import { ProtocolError } from "./errors.ts";
import { lv } from "./lv.ts";
import { open, seal, sealBytes } from "./seal.ts";
import type { PracticeKey } from "./vault.ts";

/** The place of a sealed record: a consultation's private part, or the settings. */
export interface RecordPlace {
  practiceId: string;
  /** The consultation's room, or `settings`. */
  recordId: string;
  /** Number of the record's version, up to 2^32 - 1: an old ciphertext does not open as a new version. */
  version: number;
}

/** The practice keys of a browser. */
export interface EpochKeys {
  /** The newest, followed by the former ones, each one epoch older. */
  keys: readonly [PracticeKey, ...PracticeKey[]];
  /** Of the newest key. */
  epoch: number;
}

/** First byte of a seal that names its epoch. Seals of version 1 begin with a random IV, and name none. */
const SEAL_VERSION = 2;
const HEADER_BYTES = 5;

/**
 * Seals a record by the practice key of an epoch, bound to its place and to that epoch; base64url, padded.
 * Source: NIST SP 800-38D, section 8.2.2; docs/protocol.md, "Vault".
 * @throws {RangeError} for a version or epoch outside 0 … 2^32 - 1
 */
export async function sealRecord(
  { keys: [key], epoch }: EpochKeys,
  place: RecordPlace,
  content: Uint8Array,
): Promise<string> {
  const sealed = await sealBytes(key, recordAad(place, epoch), pad(content));
  return encodeBase64Url(concat(new Uint8Array([SEAL_VERSION]), encodeUint32(checked(epoch)), sealed));
}

/**
 * Opens a record at the place it was sealed for; tells the epoch of the key that has sealed it.
 * Source: NIST SP 800-38D, section 7.2; docs/protocol.md, "Vault".
 * @throws {ProtocolError} `malformed`, `vault_invalid`
 * @throws {RangeError} for a version outside 0 … 2^32 - 1
 */
export async function openRecord(
  { keys, epoch: newest }: EpochKeys,
  place: RecordPlace,
  sealed: string,
): Promise<{ content: Bytes; epoch: number }> {
  const bytes = decodeBase64Url(sealed);
  const named = namedEpoch(bytes);
  const key = named === undefined ? undefined : keys[newest - named];
  if (named !== undefined && key) {
    try {
      const content = await open(key, recordAad(place, named), bytes.slice(HEADER_BYTES));
      return { content: unpad(content), epoch: named };
    } catch (error) {
      // An IV of a version 1 seal may begin with the same byte.
      if (!(error instanceof ProtocolError)) throw error;
    }
  }
  return await openFirstVersion({ keys, epoch: newest }, place, bytes);
}

/**
 * The epoch that a seal names, before it is opened; undefined for one of version 1. Source: docs/protocol.md, "Vault".
 * @throws {ProtocolError} `malformed`
 */
export function sealEpochOf(sealed: string): number | undefined {
  return namedEpoch(decodeBase64Url(sealed));
}

function namedEpoch(bytes: Bytes): number | undefined {
  const isNamed = bytes[0] === SEAL_VERSION && bytes.length > HEADER_BYTES;
  return isNamed ? new DataView(bytes.buffer, bytes.byteOffset).getUint32(1) : undefined;
}

/** Version 1 names no epoch: the key that opens it tells. */
async function openFirstVersion(
  { keys, epoch }: EpochKeys,
  { practiceId, recordId, version }: RecordPlace,
  bytes: Bytes,
): Promise<{ content: Bytes; epoch: number }> {
  const aad = lv(practiceId, recordId, encodeUint32(checked(version)));
  for (const [behind, key] of keys.entries()) {
    try {
      return { content: unpad(await open(key, aad, bytes)), epoch: epoch - behind };
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
    }
  }
  throw new ProtocolError("vault_invalid", "No key opens the record at this place");
}

function recordAad({ practiceId, recordId, version }: RecordPlace, epoch: number): Bytes {
  return lv(
    "vc1 record",
    practiceId,
    recordId,
    encodeUint32(checked(version)),
    encodeUint32(checked(epoch)),
  );
}

function checked(number: number): number {
  if (!Number.isInteger(number) || number < 0 || number >= 2 ** 32) {
    throw new RangeError(`Cannot place a record: its version or epoch is ${number}`);
  }
  return number;
}

const FINGERPRINT_BYTES = 16;

/** What a ledger has of one version of a record; base64url. Source: docs/protocol.md, "Epochs". */
export async function recordFingerprint(
  { practiceId, recordId, version }: RecordPlace,
  sealed: string,
): Promise<string> {
  const named = lv("vc1 ledger record", practiceId, recordId, encodeUint32(checked(version)), sealed);
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", named));
  return encodeBase64Url(hash.slice(0, FINGERPRINT_BYTES));
}

/** The portion of a ledger: what existed when the practice key of `epoch` took the place of the former one. */
export interface LedgerPlace {
  practiceId: string;
  epoch: number;
  /** From 0. */
  portion: number;
}

/** Seals a portion of a ledger by the practice key of its epoch; base64url. Source: docs/protocol.md, "Epochs". */
export async function sealLedger(
  key: CryptoKey,
  place: LedgerPlace,
  fingerprints: readonly string[],
): Promise<string> {
  return await seal(key, ledgerAad(place), pad(concat(...fingerprints.map(decodeBase64Url))));
}

/**
 * Opens a portion of a ledger. Source: docs/protocol.md, "Epochs".
 * @throws {ProtocolError} `malformed`, `vault_invalid`
 */
export async function openLedger(key: CryptoKey, place: LedgerPlace, sealed: string): Promise<string[]> {
  const bytes = unpad(await open(key, ledgerAad(place), decodeBase64Url(sealed)));
  if (bytes.length % FINGERPRINT_BYTES !== 0) throw new ProtocolError("malformed");
  return Array.from({ length: bytes.length / FINGERPRINT_BYTES }, (_, at) => {
    const start = at * FINGERPRINT_BYTES;
    return encodeBase64Url(bytes.slice(start, start + FINGERPRINT_BYTES));
  });
}

function ledgerAad({ practiceId, epoch, portion }: LedgerPlace): Bytes {
  return lv("vc1 ledger", practiceId, encodeUint32(checked(epoch)), encodeUint32(checked(portion)));
}
