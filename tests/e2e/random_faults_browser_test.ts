import assert from "node:assert/strict";
import { playFaults } from "./faults.ts";
import { inNetworkCall } from "./network_meeting.ts";

/** Three seeds that cover nearly every kind of fault; bench/faults.ts plays any number. */
const SEEDS = [7, 16, 17];

Deno.test("faults: reloads, dead lines, new addresses, a killed server and lost devices, in random order, end in a running call", async (suite) => {
  await inNetworkCall(async (meeting) => {
    for (const seed of SEEDS) {
      await suite.step(`seed ${seed}`, async () => {
        const { stuck, story } = await playFaults(meeting, seed);
        assert.equal(stuck, undefined, story.join("\n"));
      });
    }
    assert.deepEqual([...meeting.doctor.errors, ...meeting.patient.errors], []);
  });
});
