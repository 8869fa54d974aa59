/**
 * How long a message takes from the POST to the recipient's poll answer across processes: three servers behind nginx, on a
 * denokv behind nginx, as docs/deploying.md has it, against one process with its file.
 */
import { ApiClient } from "../tests/api/client.ts";
import { startCluster } from "../tests/support/cluster.ts";
import { meter, type Relay, relayOf, ROOMS } from "./relay.ts";
import { makePairs, startProduct } from "./servers.ts";
import { againstGoal, formatMs, median, print, printTable, quantile } from "./table.ts";

async function oneProcess(): Promise<Relay> {
  const { server, pairs } = await startProduct({ rooms: ROOMS });
  return relayOf("one process, KV on disk", server, server.origin, pairs);
}

async function severalOn(before: "nginx" | "nothing", size: number): Promise<Relay> {
  const cluster = await startCluster({ size, before });
  const pairs = await makePairs(new ApiClient(cluster), ROOMS);
  const processes = size === 1 ? "one process" : `${size} processes in turn`;
  return relayOf(
    `${processes}, denokv${before === "nginx" ? " behind nginx" : ""}`,
    cluster,
    cluster.origin,
    pairs,
  );
}

export async function benchCluster(quick: boolean): Promise<void> {
  const relays = [
    await oneProcess(),
    await severalOn("nginx", 3),
    await severalOn("nginx", 1),
    await severalOn("nothing", 3),
  ];
  const meters = relays.map((relay) => ({
    relay,
    measure: meter(relay),
    p50: [] as number[],
    p99: [] as number[],
  }));
  const [rounds, count] = quick ? [2, 20] : [7, 200];
  try {
    for (const { measure } of meters) await measure(quick ? 10 : 100, 1); // warm up
    for (let round = 0; round < rounds; round++) {
      for (const { measure, p50, p99 } of meters) {
        const latencies = await measure(count, 1);
        p50.push(median(latencies));
        p99.push(quantile(latencies, 0.99));
      }
    }
    const ratioTo = (first: number[], own: number[]) => median(own.map((value, i) => value / first[i]!));
    const [one, several] = meters as [typeof meters[0], typeof meters[0]];
    printTable(
      `Across processes: ${rounds} rounds of ${count} messages, in turn; medians over the rounds`,
      ["", "p50", "p99", "p50 ×"],
      meters.map(({ relay, p50, p99 }) => [
        relay.name,
        formatMs(median(p50)),
        formatMs(median(p99)),
        ratioTo(one.p50, p50).toFixed(2),
      ]),
    );
    const ratio = ratioTo(one.p50, several.p50);
    print(`\np50 ${againstGoal(`${ratio.toFixed(2)}×`, "at most 3× one process", ratio <= 3)}`);
  } finally {
    for (const { relay } of meters) await relay.close();
  }
}

if (import.meta.main) {
  await benchCluster(Deno.args.includes("--quick"));
  Deno.exit(0); // the receivers' last polls are of no interest
}
