import { type Bytes, encodeBase64Url, encodeUtf8 } from "./bytes.ts";
import { deriveBytes, hkdf, importHkdfKey } from "./hkdf.ts";
import { LINK_SECRET_BYTES } from "./links.ts";
import { lv } from "./lv.ts";

/**
 * Proves to the server that its sender may come into the room, and tells nothing of the secret that it is derived from: the
 * key of a link or resume secret. 32 bytes, base64url. Source: docs/protocol.md, "Room proof".
 */
export async function roomProof(key: CryptoKey, room: Uint8Array): Promise<string> {
  return encodeBase64Url(await deriveBytes(key, hkdf(lv("vieraugen room proof", room)), 32));
}

/** The room proof of a link secret. Source: docs/protocol.md, "Room proof". */
export async function linkProof(secret: Uint8Array, room: Uint8Array): Promise<string> {
  // A copy: importing wipes what it is given.
  return await roomProof(await importHkdfKey(new Uint8Array(secret.slice(0, LINK_SECRET_BYTES))), room);
}

/** What the server stores of a room proof: SHA-256, base64url. Source: docs/protocol.md, "Room proof". */
export async function hashRoomProof(proof: string): Promise<string> {
  const hash: Bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", encodeUtf8(proof)));
  return encodeBase64Url(hash);
}
