import assert from "node:assert/strict";
import fc from "fast-check";
import {
  MessageError,
  nameOf,
  parseControlMessage,
  parsePeerMessage,
  type PeerMessage,
} from "../../../call/pairing/messages.ts";
import { anyText } from "../../support/any_text.ts";
import { nearly } from "../../support/nearly.ts";

const seed = Math.floor(Math.random() * 2 ** 31);
const runs = { seed, numRuns: 2_000 };

const candidate = { candidate: "candidate:1 1 udp 1 192.0.2.1 9 typ host", sdpMid: "0", sdpMLineIndex: 0 };
const description = { round: 1, sdp: "v=0\r\n", candidates: [candidate] };

const MESSAGES: PeerMessage[] = [
  { kind: "admission", hostName: "Dr. Ida Öz", state: "waiting" },
  { kind: "admission", hostName: "Dr. Ida Öz", state: "later" },
  { kind: "admission", hostName: "Dr. Ida Öz", state: "refused" },
  { kind: "admission", hostName: "Dr. Ida Öz", state: "removed" },
  { kind: "admission", hostName: "Dr. Ida Öz", state: "admitted", offer: description },
  { kind: "offer", offer: description },
  { kind: "answer", answer: description },
  { kind: "candidates", round: 3, candidates: [{ ...candidate, usernameFragment: "abcd" }] },
  { kind: "restartRequest", round: 2 },
  { kind: "media", camera: false, microphone: true, screen: true, detail: false },
  { kind: "replaced" },
  { kind: "bye" },
];

Deno.test("parsePeerMessage: every message survives the way through JSON", () => {
  for (const message of MESSAGES) {
    assert.deepEqual(parsePeerMessage(JSON.parse(JSON.stringify(message))), message);
  }
});

Deno.test("parsePeerMessage: a message or its own error, whatever comes", () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.constantFrom(...MESSAGES).chain(nearly)), (value) => {
      try {
        assert.equal(typeof parsePeerMessage(value).kind, "string");
      } catch (error) {
        assert.ok(error instanceof MessageError, `seed ${seed}: ${error}`);
      }
    }),
    runs,
  );
});

Deno.test("parseControlMessage: a message or its own error, on any text", () => {
  const proof = nearly({ kind: "proof", proof: "AA" }).map((value) => JSON.stringify(value));
  fc.assert(
    fc.property(fc.oneof(anyText(), fc.json(), proof), (text) => {
      try {
        assert.equal(typeof parseControlMessage(text).kind, "string");
      } catch (error) {
        assert.ok(error instanceof MessageError, `seed ${seed}: ${error}`);
      }
    }),
    runs,
  );
});

Deno.test("nameOf: trims, keeps joined letters, and takes out what would rearrange the page", () => {
  assert.equal(nameOf("  Anna\u0000 \u202eaniM\u202c "), "Anna aniM");
  assert.equal(nameOf("می‌خواهم"), "می‌خواهم");
  for (const empty of ["", "   ", "\u202e", 7, null, "x".repeat(121)]) {
    assert.throws(() => nameOf(empty), MessageError);
  }
});
