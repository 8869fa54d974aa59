import assert from "node:assert/strict";
import fc from "fast-check";
import { rowsOf } from "../../practice/consultations/consultation_list.ts";
import { formatTime } from "../../practice/dates.ts";
import { NetworkError } from "../../wire/client.ts";
import { parseConsultationList } from "../../wire/consultation_list.ts";
import type { ConsultationListAnswer } from "../../wire/consultations.ts";
import { nearly } from "../support/nearly.ts";

const seed = Math.floor(Math.random() * 2 ** 31);
const GUEST = { peerId: "guest", joinedAtMs: 1, seenAtMs: 2 };
const SUMMARY = {
  room: "room",
  startsAtMs: 3,
  opensAtMs: 1,
  expiresAtMs: 9e12,
  locked: false,
  guests: [GUEST],
  hostPresent: false,
};
const LIST: ConsultationListAnswer = { consultations: [SUMMARY], tag: "tag", serverNowMs: 1 };

/** As a page beside a running call shows it, where an error would keep the page from showing anything else. */
function show({ consultations, serverNowMs }: ConsultationListAnswer): void {
  for (const { state, summary } of rowsOf(consultations, new Map(), { nowMs: serverNowMs })) {
    formatTime("sinceMs" in state ? state.sinceMs : summary.startsAtMs, "de");
  }
}

/** False: refused, with the error for that. */
function isShown(value: unknown): boolean {
  try {
    show(parseConsultationList(value as ConsultationListAnswer));
    return true;
  } catch (error) {
    assert.ok(error instanceof NetworkError, `seed ${seed}: ${error}`);
    return false;
  }
}

Deno.test("consultation list: what a page beside a call can show, or no answer, whatever the server says", () => {
  assert.ok(isShown(LIST));
  const listWith = (guest: object) => ({ ...LIST, consultations: [{ ...SUMMARY, guests: [guest] }] });
  for (const time of [1e300, -1e300, 8.7e15, null, "1", {}]) {
    assert.ok(!isShown(listWith({ ...GUEST, joinedAtMs: time })), `${time}`);
    assert.ok(!isShown({ ...LIST, serverNowMs: time }), `${time}`);
    assert.ok(!isShown({ ...LIST, consultations: [{ ...SUMMARY, startsAtMs: time }] }), `${time}`);
  }
  const any = fc.oneof(
    fc.jsonValue(),
    nearly(LIST),
    nearly(SUMMARY).map((summary) => ({ ...LIST, consultations: [summary] })),
    nearly(GUEST).map((guest) => listWith(guest as object)),
  );
  fc.assert(fc.property(any, (value) => void isShown(value)), { seed, numRuns: 1_000 });
});
