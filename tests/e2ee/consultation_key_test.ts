import assert from "node:assert/strict";
import { decodeBase64Url, encodeBase64Url, encodeUtf8, randomBytes } from "../../e2ee/bytes.ts";
import { makeConsultationKey, openConsultationKey } from "../../e2ee/consultation_key.ts";
import { hash16 } from "../../e2ee/messages.ts";
import { checkPracticeProof } from "../../e2ee/practice_proof.ts";
import { refuses } from "./pairs.ts";

Deno.test("a consultation key: drawn, stored as text, opened, and its signature is good for one content", async () => {
  const [stored, other] = await Promise.all([makeConsultationKey(), makeConsultationKey()]);
  assert.notEqual(stored.pair, other.pair);
  assert.match(stored.pair, /^[\w-]{130}$/);
  assert.match(stored.fingerprint, /^[\w-]{22}$/);
  const { publicKey, sign } = await openConsultationKey(stored);
  assert.equal(publicKey.length, 65);
  assert.equal(stored.fingerprint, encodeBase64Url(await hash16(publicKey)));
  const content = encodeUtf8("content");
  const signature = await sign(content);
  assert.equal(signature.length, 64);
  await checkPracticeProof(publicKey, signature, content);
  await refuses(checkPracticeProof(publicKey, signature, encodeUtf8("other")), "practice_unproved");
  const { publicKey: otherKey } = await openConsultationKey(other);
  await refuses(checkPracticeProof(otherKey, signature, content), "practice_unproved");
});

Deno.test("openConsultationKey: what is no key pair is malformed", async () => {
  const { pair, fingerprint } = await makeConsultationKey();
  const bytes = decodeBase64Url(pair);
  for (const wrong of [bytes.slice(1), randomBytes(98), new Uint8Array(97), new Uint8Array()]) {
    await refuses(openConsultationKey({ pair: encodeBase64Url(wrong), fingerprint }), "malformed");
  }
  await refuses(openConsultationKey({ pair: "!", fingerprint }), "malformed");
});
