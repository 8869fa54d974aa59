import assert from "node:assert/strict";
import { Arrivals } from "../../../practice/consultations/arrivals.ts";
import { rowsOf } from "../../../practice/consultations/consultation_list.ts";
import type { ConsultationSummary } from "../../../wire/consultations.ts";
import { guest, nowMs, summary, timeZone } from "./summaries.ts";

Deno.test("Arrivals: each guest once; not at the first look, not after a reload, not after a call", () => {
  const rows = (guests: ConsultationSummary["guests"][], hostPresent = false) =>
    rowsOf(guests.map((given, i) => summary(`${i}`, i, { guests: given, hostPresent })), new Map(), {
      nowMs,
      timeZone,
    });
  const arrivals = new Arrivals();
  const look = (atMs: number, given: ConsultationSummary["guests"][], hostPresent?: boolean) =>
    arrivals.look(rows(given, hostPresent), nowMs + atMs).map((row) => row.summary.room).join("");
  const [none1, one, both] = [[[], []], [[guest(10)], []], [[guest(10)], [guest(5)]]];
  assert.equal(look(0, one), "", "the list is being read anyway");
  assert.equal(look(1_000, one), "");
  assert.equal(look(2_000, both), "1");
  assert.equal(look(3_000, none1), "");
  assert.equal(look(40_000, both), "", "a reload, a tunnel");
  assert.equal(look(41_000, none1), "");
  assert.equal(look(40_000 + 61_000, one), "0", "has gone, and come again");
  assert.equal(look(110_000, one, true), "");
  assert.equal(look(600_000, one, true), "");
  assert.equal(look(601_000, one), "", "the host has left; whoever stays has not come");
});
