/**
 * The database at the end of a wire that is cut for a while, and clients that wait and write all the time: what that costs the
 * server, how soon everybody is back, and whether anything is lost or doubled. `deno run -A bench/outage.ts [seconds]`
 */
import { startDenokv } from "../tests/support/denokv.ts";
import { startServer } from "../tests/support/running_server.ts";
import { layWire } from "../tests/support/wire.ts";
import { Backoff } from "../wire/backoff.ts";
import type { PollAnswer } from "../wire/mailbox.ts";
import { makeRooms, type Room } from "./rooms.ts";
import { rssBytes } from "./servers.ts";
import { againstGoal, print, quantile } from "./table.ts";

const AWAY_S = Number(Deno.args[0] ?? 90);
/** Two clients each. */
const ROOMS = 300;
/** How often a client writes. */
const WRITE_EVERY_MS = 10_000;
/** The pauses of a page's client: `call/signaling/client.ts`. */
const [FIRST_RETRY_MS, RETRY_MS] = [250, 3_000];

/** One client: it polls, and writes to the other one of its room. */
class Client {
  readonly received: number[] = [];
  /** When a poll was last answered. */
  answeredAtMs = 0;
  sent = 0;
  #isClosed = false;
  #isWriting = true;

  constructor(readonly origin: string, readonly room: string, readonly token: string, readonly to: string) {}

  run(): Promise<void[]> {
    return Promise.all([this.#poll(), this.#write()]);
  }

  stopWriting(): void {
    this.#isWriting = false;
  }

  close(): void {
    this.#isClosed = true;
  }

  async #poll(): Promise<void> {
    const backoff = new Backoff(FIRST_RETRY_MS, RETRY_MS);
    let isOnline = true;
    for (let cursor = 0; !this.#isClosed;) {
      const answer = await this.#ask(`?after=${cursor}&waitMs=${isOnline ? 25_000 : 0}`);
      isOnline = answer !== undefined;
      if (!answer) {
        await pause(backoff.nextMs());
        continue;
      }
      backoff.reset();
      this.answeredAtMs = performance.now();
      const { cursor: next, messages } = answer as PollAnswer;
      cursor = next;
      this.received.push(...messages.map(({ n }) => n));
    }
  }

  async #write(): Promise<void> {
    await pause(Math.random() * WRITE_EVERY_MS);
    while (this.#isWriting) {
      const n = ++this.sent;
      const backoff = new Backoff(FIRST_RETRY_MS, RETRY_MS);
      const body = JSON.stringify({ messages: [{ to: this.to, n, body: "eA" }] });
      while (!await this.#ask("", body)) await pause(backoff.nextMs());
      await pause(WRITE_EVERY_MS);
    }
  }

  /** The answer; undefined if the server refuses for now. */
  async #ask(query: string, body?: string): Promise<unknown> {
    const response = await fetch(`${this.origin}/api/rooms/${this.room}/messages${query}`, {
      headers: { authorization: `Bearer ${this.token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { method: "POST", body }),
    });
    const answer = await response.json();
    if (response.ok) return answer;
    if (response.status !== 503) throw new Error(`${response.status}: ${JSON.stringify(answer)}`);
    return undefined;
  }
}

function clientsOf(origin: string, { room, guest, host }: Room): Client[] {
  return [
    new Client(origin, room, guest.token, host.peerId),
    new Client(origin, room, host.token, guest.peerId),
  ];
}

function pause(spanMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, spanMs));
}

/** Whether all conditions hold within the time. */
async function within(spanMs: number, holds: () => boolean): Promise<boolean> {
  const untilMs = performance.now() + spanMs;
  while (!holds() && performance.now() < untilMs) await pause(20);
  return holds();
}

async function benchOutage(): Promise<void> {
  await using denokv = await startDenokv();
  using kv = await denokv.open();
  const rooms = await makeRooms(kv, ROOMS);
  await using wire = layWire(denokv.port);
  await using server = await startServer(denokv.env(`http://127.0.0.1:${wire.port}`));
  const clients = rooms.flatMap((room) => clientsOf(server.origin, room));
  const running = clients.map((client) => client.run());
  await pause(40_000);
  const mib = () => rssBytes(server.pid) / 2 ** 20;
  const before = mib();

  const perSecond: number[] = [];
  let lines = server.log.length;
  const counting = setInterval(() => {
    perSecond.push(server.log.length - lines);
    lines = server.log.length;
  }, 1_000);
  wire.cut(true);
  await pause(AWAY_S * 1000);
  const during = mib();
  const linesPerSecond = [...perSecond];
  clearInterval(counting);
  wire.cut(false);
  const backAtMs = performance.now();
  await within(30_000, () => clients.every(({ answeredAtMs }) => answeredAtMs > backAtMs));
  const returns = clients.map(({ answeredAtMs }) =>
    answeredAtMs > backAtMs ? answeredAtMs - backAtMs : Infinity
  );
  await pause(30_000);
  const after = mib();

  for (const client of clients) client.stopWriting();
  await pause(WRITE_EVERY_MS);
  const isWhole = () =>
    clients.every(({ received }, i) => {
      const { sent } = clients[i ^ 1]!;
      return received.length === sent && received.every((n, at) => n === at + 1);
    });
  const whole = await within(30_000, isWhole);
  for (const client of clients) client.close();

  const slowest = Math.max(...returns) / 1000;
  const mean = linesPerSecond.reduce((sum, count) => sum + count, 0) / AWAY_S;
  const most = Math.max(...linesPerSecond);
  const [growth, growthAfter] = [during / before, after / before];
  const sent = clients.reduce((sum, client) => sum + client.sent, 0);
  print(`\n${clients.length} clients, ${AWAY_S} s without the database, ${sent} messages\n`);
  print(`RSS before ${before.toFixed(0)} MiB, at the end of the outage ${growth.toFixed(2)}×`);
  print(`RSS 30 s later: ${againstGoal(`${growthAfter.toFixed(2)}×`, "at most 1.1×", growthAfter <= 1.1)}`);
  const goal = againstGoal(`${most}`, "at most 100", most <= 100);
  print(`Lines of log a second: ${mean.toFixed(1)} on average, at most ${goal}`);
  print(
    `Back: median ${(quantile(returns, 0.5) / 1000).toFixed(1)} s, all after ${
      againstGoal(`${slowest.toFixed(1)} s`, "at most 5 s", slowest <= 5)
    }`,
  );
  print(`Each message once and in order: ${whole ? "yes" : "NO"}`);
  void Promise.allSettled(running);
}

await benchOutage();
Deno.exit(0);
