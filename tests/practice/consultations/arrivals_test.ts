import assert from "node:assert/strict";
import { Arrivals } from "../../../practice/consultations/arrivals.ts";
import { rowsOf } from "../../../practice/consultations/consultation_list.ts";
import type { ConsultationSummary } from "../../../wire/consultations.ts";
import { guest, nowMs, summary, timeZone, unprovenGuest } from "./summaries.ts";

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

Deno.test("Arrivals: strangers at most once a minute, and they hide nobody's arrival", () => {
  const arrivals = new Arrivals();
  const look = (atMs: number, guests: ConsultationSummary["guests"], hostPresent = false) =>
    arrivals.look(
      rowsOf([summary("a", 0, { guests, hostPresent })], new Map(), { nowMs, timeZone }),
      nowMs + atMs,
    ).length;
  const stranger = unprovenGuest(1);
  assert.equal(look(0, []), 0);
  let rung = 0;
  // Twenty come and go in turns for ten minutes.
  for (let second = 1; second <= 600; second++) rung += look(second * 1_000, second % 2 ? [stranger] : []);
  assert.equal(rung, 1, "the room was never empty for a minute");
  for (let minute = 11; minute < 21; minute++) {
    rung += look(minute * 61_000, [stranger]);
    rung += look(minute * 61_000 + 1, []);
  }
  assert.ok(rung <= 11, "once a minute");
  assert.equal(look(2_000_000, [stranger]), 1);
  assert.equal(look(2_001_000, [stranger, guest(1)]), 1, "the invited person");
  assert.equal(look(2_002_000, [stranger]), 0);
  assert.equal(look(2_003_000, [stranger, guest(1)], true), 0);
  assert.equal(look(2_100_000, [stranger], true), 0);
});
