/**
 * How many calls can begin in a minute: each takes both seats and exchanges the messages of a call's set-up, 32 at a time. One
 * process with its file, and one to three on a denokv behind nginx; and the memory of an idle process. On one machine, which
 * denokv, nginx and this program share.
 */
import { ApiClient } from "../tests/api/client.ts";
import { startCluster } from "../tests/support/cluster.ts";
import { type RunningServer, startServer } from "../tests/support/running_server.ts";
import { hashSecret, randomSecret } from "../kv/hashes.ts";
import { LINK_PROOF, type Seated } from "../tests/api/client.ts";
import type { ConsultationSummary } from "../wire/consultations.ts";
import type { GuestSeatAnswer } from "../wire/rooms.ts";
import { cpuSeconds, rssBytes } from "./servers.ts";
import { formatMs, printTable, quantile } from "./table.ts";

/** Calls that begin at the same time. */
const AT_A_TIME = 32;
/** Messages of one call from either side: counted in a call between two Chromium. */
const MESSAGES = { guest: 4, host: 3 };

interface Subject extends AsyncDisposable {
  name: string;
  servers: readonly RunningServer[];
  /** Processes of the store. */
  storePids: readonly number[];
}

/** Makes a room, takes both seats in it, and exchanges what two browsers do; each request at the next server. */
async function beginCall(clients: readonly ApiClient[], cookie: string, n: number): Promise<void> {
  let asked = n;
  const next = () => clients[asked++ % clients.length]!;
  const { body: { room }, status } = await next().call<ConsultationSummary>(
    "POST",
    "/api/practice/consultations",
    {
      cookie,
      body: { room: randomSecret(128), startsAtMs: Date.now(), linkProofHash: hashSecret(LINK_PROOF) },
    },
  );
  if (status !== 201) throw new Error(`Cannot create: ${status}`);
  const peerId = randomSecret(128);
  // Every guest comes from an address of its own.
  const joined = await next().call<GuestSeatAnswer>("POST", "/api/join", {
    headers: { "x-forwarded-for": `10.${n >> 16 & 255}.${n >> 8 & 255}.${n & 255}` },
    body: { room, peerId, proof: LINK_PROOF },
  });
  if (joined.status !== 201) throw new Error(`Cannot join: ${joined.status} ${joined.body.error}`);
  const guest: Seated = { room, peerId, token: joined.body.token };
  const host = await next().host(room, cookie);
  let [toHost, toGuest] = [0, 0];
  for (let i = 1; i <= MESSAGES.guest; i++) {
    const heard = next().poll(host, toHost, 10_000);
    await next().send(guest, host, i);
    toHost = (await heard).body.cursor;
    if (i > MESSAGES.host) continue;
    const answered = next().poll(guest, toGuest, 10_000);
    await next().send(host, guest, i);
    toGuest = (await answered).body.cursor;
  }
  if (toHost !== MESSAGES.guest || toGuest !== MESSAGES.host) throw new Error("Messages are missing");
}

async function measure({ servers, storePids }: Subject, calls: number) {
  const clients = servers.map((server) => new ApiClient(server));
  const cookie = await clients[0]!.setUp();
  const idle = servers.map(({ pid }) => rssBytes(pid));
  for (let n = 0; n < AT_A_TIME; n++) await beginCall(clients, cookie, n); // warm up
  const cpuOf = (pids: readonly number[]) => pids.reduce((sum, pid) => sum + cpuSeconds(pid), 0);
  const pids = [servers.map(({ pid }) => pid), storePids];
  const cpuBefore = pids.map(cpuOf);
  const startedAtMs = performance.now();
  const spansMs: number[] = [];
  let n = AT_A_TIME;
  await Promise.all(Array.from({ length: AT_A_TIME }, async () => {
    while (n < calls) {
      const at = performance.now();
      await beginCall(clients, cookie, n++);
      spansMs.push(performance.now() - at);
    }
  }));
  const tookMs = performance.now() - startedAtMs;
  const cpuMs = pids.map((each, i) => (cpuOf(each) - cpuBefore[i]!) * 1000 / spansMs.length);
  return { perMinute: spansMs.length / tookMs * 60_000, spansMs, idle, cpuMs };
}

async function oneProcess(): Promise<Subject> {
  const server = await startServer({ TRUST_PROXY: "1" });
  return {
    name: "1 process, a file",
    servers: [server],
    storePids: [],
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

async function several(size: number): Promise<Subject> {
  const cluster = await startCluster({ size, before: "nginx" });
  // Past the balancer, which would append this program's own address.
  const servers = cluster.servers.map((server) => ({
    ...server,
    pid: server.pid,
    origin: `http://127.0.0.1:${server.port}`,
  }));
  return {
    name: `${size} ${size === 1 ? "process" : "processes"}, denokv`,
    servers,
    storePids: [cluster.denokv.pid],
    [Symbol.asyncDispose]: () => cluster[Symbol.asyncDispose](),
  };
}

export async function benchCapacity(quick: boolean): Promise<void> {
  const rows: string[][] = [];
  for (const start of [oneProcess, ...[1, 2, 3].map((size) => () => several(size))]) {
    await using subject = await start();
    const { perMinute, spansMs, idle, cpuMs } = await measure(subject, quick ? 64 : 400);
    rows.push([
      subject.name,
      perMinute.toFixed(0),
      formatMs(quantile(spansMs, 0.5)),
      formatMs(quantile(spansMs, 0.99)),
      ...cpuMs.map(formatMs),
      `${(Math.max(...idle) / 2 ** 20).toFixed(0)} MiB`,
    ]);
  }
  printTable(
    `Calls that begin, ${AT_A_TIME} at a time; ${navigator.hardwareConcurrency} cores for all`,
    ["", "a minute", "p50", "p99", "CPU a call", "of the store", "idle RSS"],
    rows,
  );
}

if (import.meta.main) await benchCapacity(Deno.args.includes("--quick"));
