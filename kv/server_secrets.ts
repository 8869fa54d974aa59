import { secretKey, serverSecretPrefixes } from "./keys.ts";

/**
 * Replaces what the server itself keeps secret, after it may have been read or changed by others: the deployment secret, and
 * with it the set-up link, made-up salts and the keys of rate limits. Ends all sign-ins of all members, open member
 * invitations, challenges and known browsers. Passphrases, passkeys, recovery keys, consultations and seats stay. Returns how
 * many entries were deleted.
 */
export async function replaceServerSecrets(kv: Deno.Kv): Promise<number> {
  await kv.set(secretKey, crypto.getRandomValues(new Uint8Array(32)));
  let count = 0;
  for (const prefix of serverSecretPrefixes) {
    for await (const { key } of kv.list({ prefix }, { batchSize: 500 })) {
      await kv.delete(key);
      count++;
    }
  }
  return count;
}
