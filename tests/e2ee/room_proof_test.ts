import assert from "node:assert/strict";
import { hkdfSync } from "node:crypto";
import { hashSecret, matchesHash } from "../../kv/hashes.ts";
import { encodeBase64Url, randomBytes } from "../../e2ee/bytes.ts";
import { importHkdfKey } from "../../e2ee/hkdf.ts";
import { hashRoomProof, linkProof, roomProof } from "../../e2ee/room_proof.ts";

Deno.test("roomProof: HKDF-SHA-512 over label and room, computed a second time", async () => {
  const [secret, room] = [randomBytes(16), randomBytes(16)];
  const label = "vieraugen room proof";
  const info = [label.length, ...new TextEncoder().encode(label), room.length, ...room];
  const expected = new Uint8Array(hkdfSync("sha512", secret, "", Uint8Array.from(info), 32));
  assert.equal(await linkProof(secret, room), encodeBase64Url(expected));
  assert.equal(await roomProof(await importHkdfKey(new Uint8Array(secret)), room), encodeBase64Url(expected));
  assert.notEqual(await linkProof(secret, randomBytes(16)), encodeBase64Url(expected), "of this room only");
  assert.notDeepEqual(secret, new Uint8Array(16), "the secret is not wiped: the handshake needs it");
});

Deno.test("hashRoomProof: the hash by which the server knows the proof", async () => {
  const proof = await linkProof(randomBytes(16), randomBytes(16));
  assert.equal(await hashRoomProof(proof), hashSecret(proof));
  assert.ok(matchesHash(proof, await hashRoomProof(proof)));
});
