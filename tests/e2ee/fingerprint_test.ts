import assert from "node:assert/strict";
import fc from "fast-check";
import {
  checkCertificate,
  checkDescription,
  extractFingerprint,
  parseFingerprint,
} from "../../e2ee/fingerprint.ts";
import { randomBytes } from "../../e2ee/bytes.ts";
import { ProtocolError } from "../../e2ee/errors.ts";
import { refuses } from "./pairs.ts";
import { anyText } from "../support/any_text.ts";

const format = (bytes: Uint8Array) =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0").toUpperCase()).join(":");
const bound = randomBytes(32);
const line = `a=fingerprint:sha-256 ${format(bound)}`;
const media = "m=audio 9 UDP/TLS/RTP/SAVPF 111";

Deno.test("extractFingerprint: one, in the session or repeated in every section", () => {
  for (
    const description of [
      `v=0\r\n${line}\r\n${media}\r\n`,
      `v=0\n${media}\n${line}\n${media}\n${line}\n`,
      `v=0\r\n${media}\r\n${line.toLowerCase()}\r\n`,
      `v=0\r\na=fingerprint:SHA-256 ${format(bound)}\r\n`,
    ]
  ) {
    assert.deepEqual(extractFingerprint(description), bound);
    checkDescription(description, bound);
  }
});

Deno.test("extractFingerprint: none, two, another algorithm, hidden or broken ones are refused", async () => {
  const other = format(randomBytes(32));
  for (
    const description of [
      "",
      "v=0\r\n",
      `${line}\r\na=fingerprint:sha-256 ${other}`,
      `${line}\r\na=fingerprint:sha-1 ${other.slice(0, 59)}`,
      `${line}\r\n a=fingerprint:sha-256 ${other}`,
      `${line}\ra=fingerprint:sha-256 ${other}`,
      `${line}\r\nA=FINGERPRINT:sha-512 ${other}`,
      `${line}\r\na=fingerprint:sha-256`,
      `${line} ${other}`,
      `a=fingerprint:sha-256 ${format(bound).slice(3)}`,
      `a=fingerprint:sha-256  ${format(bound)}`,
    ]
  ) await refuses(() => checkDescription(description, bound), "fingerprint_missing");
  await refuses(() => checkDescription(`a=fingerprint:sha-256 ${other}`, bound), "fingerprint_mismatch");
});

Deno.test("extractFingerprint: bytes or its own error, on any text", () => {
  const pieces = fc.constantFrom("a=fingerprint:", "sha-256 ", format(bound), "\r\n", ":", "00", "a=", " ");
  const text = fc.oneof(anyText(), fc.array(pieces).map((list) => list.join("")));
  fc.assert(
    fc.property(text, (description) => {
      for (const parse of [extractFingerprint, parseFingerprint]) {
        try {
          assert.equal(parse(description).length, 32);
        } catch (error) {
          assert.ok(error instanceof ProtocolError && error.code === "fingerprint_missing");
        }
      }
    }),
    { numRuns: 2000 },
  );
});

Deno.test("checkCertificate compares SHA-256 of the certificate", async () => {
  const der = randomBytes(300);
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", der));
  await checkCertificate(der, hash);
  await refuses(checkCertificate(der, bound), "fingerprint_mismatch");
});
