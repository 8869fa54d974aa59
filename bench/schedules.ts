/**
 * Random schedules of one host and one or two guests in a bad network (tests/call/schedules.ts), as many as wanted:
 * `deno run -A bench/schedules.ts [how many = 10000] [first seed = 1]`. Ends with 1 when one of them ends badly.
 */
import { isHonest, runSchedule } from "../tests/call/schedules.ts";
import { print, printTable } from "./table.ts";

const [count = 10_000, first = 1] = Deno.args.map(Number);
const ends = new Map<string, number>();
const bad: number[] = [];
const startMs = performance.now();
for (let seed = first; seed < first + count; seed++) {
  const outcome = await runSchedule(seed);
  for (const end of outcome.ends) ends.set(end, (ends.get(end) ?? 0) + 1);
  if (isHonest(outcome)) continue;
  bad.push(seed);
  print(JSON.stringify(outcome, undefined, 2));
}
const seconds = ((performance.now() - startMs) / 1000).toFixed(0);
const rows = [...ends].sort(([, a], [, b]) => b - a).map(([end, times]) => [end, String(times)]);
printTable(
  `${count} schedules from seed ${first}, in ${seconds} s`,
  ["what became of the guests", "times"],
  rows,
);
print(
  bad.length === 0
    ? "All of them met, had their turn, or were told why not."
    : `Bad seeds: ${bad.join(", ")}`,
);
Deno.exit(bad.length === 0 ? 0 : 1);
