/**
 * Processor time that a standing call takes in the browser, both ends together, against a bare page that sends and shows the
 * same, in the same browser, in turn. Linux only. `deno run -A bench/call_cpu.ts [rounds]`
 */
import { launchChromium } from "../tests/support/chromium.ts";
import { startServer } from "../tests/support/running_server.ts";
import { bare, product, serveBare } from "./calls.ts";
import { cpuSeconds, startReference } from "./servers.ts";
import { againstGoal, median, print, printTable } from "./table.ts";

const ROUNDS = Number(Deno.args[0] ?? 5);
/** Warm-up: bandwidth estimation raises the bit rate at first. */
const WARM_UP_MS = 8_000;
const MEASURED_MS = 10_000;

/** The process ids of all descendants of this process. */
function descendants(): number[] {
  const parents = new Map<number, number>();
  for (const { name } of Deno.readDirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const fields = Deno.readTextFileSync(`/proc/${name}/stat`).replace(/^.*\) /s, "").split(" ");
      parents.set(Number(name), Number(fields[1]));
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error; // it has just ended
    }
  }
  const isOurs = (pid: number): boolean => {
    const parent = parents.get(pid);
    return parent !== undefined && (parent === Deno.pid || isOurs(parent));
  };
  return [...parents.keys()].filter(isOurs);
}

/** Share of one processor that the browser takes, in percent. */
async function browserLoad(except: readonly number[]): Promise<number> {
  const pids = descendants().filter((pid) => !except.includes(pid));
  const used = () => pids.reduce((sum, pid) => sum + cpuSeconds(pid), 0);
  const [before, atMs] = [used(), performance.now()];
  await new Promise((resolve) => setTimeout(resolve, MEASURED_MS));
  return 100 * (used() - before) / ((performance.now() - atMs) / 1000);
}

await using server = await startServer();
await using relay = await startReference("long_poll");
const bareServer = serveBare(relay.origin);
const browser = await launchChromium();
try {
  const contestants = [
    ["bare page", bare(browser, bareServer.addr.port)],
    ["Vieraugen", (await product(browser, server.origin, server.setUpLink)).call],
  ] as const;
  const figures = contestants.map(() => [] as number[]);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, [, call]] of contestants.entries()) {
      const { end } = await call();
      await new Promise((resolve) => setTimeout(resolve, WARM_UP_MS));
      figures[index]!.push(await browserLoad([server.pid, relay.pid]));
      await end();
    }
  }
  const ratio = median(figures[1]!.map((value, round) => value / figures[0]![round]!));
  printTable(
    `Processor time of a call in the browser, both ends: medians of ${ROUNDS} calls, in turn`,
    ["", "of one processor", "lowest", "highest"],
    contestants.map(([name], index) => [
      name,
      ...[median(figures[index]!), Math.min(...figures[index]!), Math.max(...figures[index]!)]
        .map((value) => `${value.toFixed(0)} %`),
    ]),
  );
  print(`\n${againstGoal(`${ratio.toFixed(2)}×`, "within 10 % of the bare page", ratio <= 1.1)}`);
} finally {
  await browser.close();
  await bareServer.shutdown();
}
