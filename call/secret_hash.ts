import { encodeBase64Url } from "../e2ee/bytes.ts";
import { lv } from "../e2ee/lv.ts";
import { changeRecord, type Expiring, getRecord } from "./database.ts";

/** The key of the record that holds the hashing key. */
const HASHING_KEY = "hashing key";

/**
 * The keyed hash of a secret, its names and digits: a record's key that the server has no part in, and by which nobody reads
 * a code in the database. @throws {StorageError}
 */
export async function secretHash(parts: readonly string[]): Promise<string> {
  const data = lv("vieraugen guesses", ...parts);
  return encodeBase64Url(new Uint8Array(await crypto.subtle.sign("HMAC", await hashingKey(), data)));
}

let known: Promise<CryptoKey> | undefined;

/** This browser's key, made at the first use. No page can export it. */
function hashingKey(): Promise<CryptoKey> {
  return known ??= findOrMakeKey().catch((error) => {
    known = undefined;
    throw error;
  });
}

async function findOrMakeKey(): Promise<CryptoKey> {
  type Kept = { key: CryptoKey } & Expiring;
  const found = await getRecord<Kept>("guesses", HASHING_KEY);
  if (found) return found.key;
  const algorithm: HmacKeyGenParams = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.generateKey(algorithm, false, ["sign"]);
  // Another tab may have been faster.
  const kept = await changeRecord<Kept>(
    "guesses",
    HASHING_KEY,
    (stored) => stored ?? { key, expiresAtMs: Infinity },
  );
  return kept.key;
}
