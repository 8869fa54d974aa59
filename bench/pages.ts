/**
 * Pages of the join page that one core answers in a second, compressed body included, beside a bare static answer; and the
 * start. Counted by the processor time that the server took, so that the machine's other load does not count.
 */
import { startServer } from "../tests/support/running_server.ts";
import { RawConnection } from "./raw_connection.ts";
import { cpuSeconds, startReference } from "./servers.ts";
import { againstGoal, median, print, printTable } from "./table.ts";

/** As a browser asks. */
const REQUEST =
  "GET / HTTP/1.1\r\nhost: bench\r\naccept: text/html\r\naccept-encoding: gzip, deflate, br\r\n" +
  "accept-language: de-DE,de;q=0.9\r\n\r\n";
const CONNECTIONS = 16;

/** Pages for each second of the server's processor time. */
async function pagesPerCpuSecond(
  origin: string,
  pid: number,
  count: number,
): Promise<{ rate: number; bytes: number }> {
  const connections = await Promise.all(
    Array.from({ length: CONNECTIONS }, () => RawConnection.open(Number(new URL(origin).port))),
  );
  let bytes = 0;
  const run = async (connection: RawConnection, requests: number) => {
    for (let i = 0; i < requests; i++) bytes = (await connection.exchange(REQUEST))!.length;
  };
  await Promise.all(connections.map((connection) => run(connection, count / CONNECTIONS / 2))); // warm up
  const before = cpuSeconds(pid);
  await Promise.all(connections.map((connection) => run(connection, count / CONNECTIONS)));
  const took = cpuSeconds(pid) - before;
  for (const connection of connections) connection.close();
  return { rate: count / took, bytes };
}

export async function benchPages(quick: boolean): Promise<void> {
  const [count, starts] = quick ? [320, 2] : [16_000, 7];
  const bareRates: number[] = [];
  const ownRates: number[] = [];
  let bytes = 0;
  {
    await using server = await startServer();
    await using reference = await startReference("static_page");
    for (let round = 0; round < 3; round++) {
      bareRates.push((await pagesPerCpuSecond(reference.origin, reference.pid, count)).rate);
      const own = await pagesPerCpuSecond(server.origin, server.pid, count);
      ownRates.push(own.rate);
      bytes = own.bytes;
    }
  }
  const startsMs: number[] = [];
  for (let i = 0; i < starts; i++) {
    const startedAtMs = performance.now();
    await using _ = await startServer();
    startsMs.push(performance.now() - startedAtMs);
  }
  const [bare, own] = [median(bareRates), median(ownRates)];
  printTable("The join page, compressed, on one core", ["", "pages/s", "×", "bytes"], [
    ["bare server, the same bytes from memory", bare.toFixed(0), "1.00", String(bytes)],
    ["Vieraugen", own.toFixed(0), (own / bare).toFixed(2), String(bytes)],
  ]);
  print(`\nPages a second: ${againstGoal(own.toFixed(0), "at least 3,000", own >= 3000)}`);
  const start = median(startsMs);
  print(`Start until it listens: ${againstGoal(`${start.toFixed(0)} ms`, "under 400 ms", start < 400)}`);
}

if (import.meta.main) {
  await benchPages(Deno.args.includes("--quick"));
  Deno.exit(0);
}
