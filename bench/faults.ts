/**
 * Random faults in a real call (tests/e2e/faults.ts), as many schedules as wanted:
 * `deno run -A bench/faults.ts [how many = 100] [first seed = 1]`. Ends with 1 when one of them does not end in a running
 * call. Needs root, iproute2, nftables, coturn and the build.
 */
import { type FaultOutcome, playFaults } from "../tests/e2e/faults.ts";
import { inNetworkCall } from "../tests/e2e/network_meeting.ts";
import { median, print, printTable, quantile } from "./table.ts";

const [count = 100, first = 1] = Deno.args.map(Number);
const outcomes: FaultOutcome[] = [];
const errors: string[] = [];
let seed = first;
while (seed < first + count) {
  // A call that is stuck is left for a new one.
  await inNetworkCall(async (meeting) => {
    let isStuck = false;
    for (; seed < first + count && !isStuck; seed++) {
      const outcome = await playFaults(meeting, seed);
      outcomes.push(outcome);
      isStuck = outcome.stuck !== undefined;
      const end = isStuck ? `STUCK: ${outcome.stuck}` : `${(outcome.recoveredMs / 1000).toFixed(1)} s`;
      print(`seed ${seed}: ${outcome.story.join("; ")}; then ${end}`);
    }
    errors.push(...meeting.doctor.errors, ...meeting.patient.errors);
  });
}
const stuck = outcomes.filter((outcome) => outcome.stuck !== undefined);
const times = outcomes.filter((outcome) => outcome.stuck === undefined).map(({ recoveredMs }) => recoveredMs);
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
printTable(
  `${count} schedules of faults from seed ${first}`,
  ["", ""],
  [
    ["ended in a running call", `${outcomes.length - stuck.length} of ${outcomes.length}`],
    ["media again after the last fault, median", seconds(median(times))],
    ["95 of 100", seconds(quantile(times, 0.95))],
    ["longest", seconds(Math.max(...times))],
    ["stuck seeds", stuck.map(({ seed }) => seed).join(", ") || "none"],
  ],
);
for (const error of new Set(errors)) print(`A page complained: ${error}`);
Deno.exit(stuck.length === 0 ? 0 : 1);
