/**
 * How long a call takes from the admission to the first picture on both sides, against a bare page with a warm long-poll
 * relay in memory, in the same browser, in turn; also with 150 ms of round trip in front of the signaling. And what
 * JavaScript a call loads. `deno run -A bench/call_setup.ts [rounds]`
 */
import { launchChromium } from "../tests/support/chromium.ts";
import { startServer } from "../tests/support/running_server.ts";
import { bare, delay, product, serveBare, type StandingCall } from "./calls.ts";
import { startReference } from "./servers.ts";
import { againstGoal, formatMs, median, print, printTable } from "./table.ts";

const ROUNDS = Number(Deno.args[0] ?? 7);
const ROUND_TRIP_MS = 150;
const MAX_SCRIPT_BYTES = 60 * 1024;

await using server = await startServer();
await using relay = await startReference("long_poll");
const bareServer = serveBare(relay.origin);
const slowBare = delay(bareServer.addr.port, ROUND_TRIP_MS);
const browser = await launchChromium();
try {
  const near = await product(browser, server.origin, server.setUpLink);
  const figures = await measure(near.call, bare(browser, bareServer.addr.port));
  await using second = await startServer({});
  const slowSecond = delay(second.port, ROUND_TRIP_MS);
  const far = await product(
    browser,
    `http://127.0.0.1:${slowSecond.port}`,
    second.setUpLink.replace(second.origin, `http://127.0.0.1:${slowSecond.port}`),
  );
  const slow = await measure(far.call, bare(browser, slowBare.port));
  slowSecond.close();
  const row = (what: string, of: Map<string, number[]>) => {
    const [own, other] = [median(of.get("Vieraugen")!), median(of.get("bare page")!)];
    return {
      cells: [what, formatMs(own), formatMs(other), `${(own / other).toFixed(2)}×`],
      ratio: own / other,
    };
  };
  const [direct, late] = [row("direct", figures), row(`${ROUND_TRIP_MS} ms of round trip`, slow)];
  printTable(
    `From the admission to the first picture on both sides: medians of ${ROUNDS} calls, in turn`,
    ["signaling", "Vieraugen", "bare page", "×"],
    [direct.cells, late.cells],
  );
  print(`\n${againstGoal(direct.cells[3]!, "at most 1.3×", direct.ratio <= 1.3)}`);
  print(againstGoal(late.cells[3]!, "at most 1.15×", late.ratio <= 1.15));
  const bytes = [...near.scripts.values()].reduce((sum, size) => sum + size, 0);
  print(
    againstGoal(
      `${(bytes / 1024).toFixed(1)} KiB of JavaScript, gzip`,
      "at most 60 KiB",
      bytes <= MAX_SCRIPT_BYTES,
    ),
  );
  for (const [path, size] of near.scripts) print(`  ${(size / 1024).toFixed(1).padStart(6)} KiB ${path}`);
} finally {
  await browser.close();
  slowBare.close();
  await bareServer.shutdown();
}

/** Calls of both, in turn. */
async function measure(
  own: () => Promise<StandingCall>,
  other: () => Promise<StandingCall>,
): Promise<Map<string, number[]>> {
  const figures = new Map<string, number[]>();
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [name, call] of [["Vieraugen", own], ["bare page", other]] as const) {
      const { tookMs, end } = await call();
      await end();
      if (round > 0) figures.set(name, [...figures.get(name) ?? [], tookMs]); // the first one is warm-up
    }
  }
  return figures;
}
