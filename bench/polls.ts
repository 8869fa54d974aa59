/** Waiting patients: the memory that held long-polls take, and how fast one of many is woken; against a bare relay in memory. */
import { startServer } from "../tests/support/running_server.ts";
import { RawConnection } from "./raw_connection.ts";
import { LIMITS } from "../wire/limits.ts";
import { makeRooms } from "./rooms.ts";
import { otherCheckouts, rssBytes, startReference } from "./servers.ts";
import { againstGoal, formatMs, print, printTable, quantile } from "./table.ts";

/** One long-poll, and the message that wakes it. */
interface Poll {
  /** The request; the cursor comes from the answer before. */
  request(cursor: number): string;
  /** The message that ends it. */
  wake(n: number): { path: string; headers: Record<string, string>; body: string };
}

interface Subject {
  name: string;
  origin: string;
  pid: number;
  polls: readonly Poll[];
  /** The database's file, if it has one that this bench can read. */
  kvFile?: string;
  [Symbol.asyncDispose](): PromiseLike<void>;
}

interface Figures {
  rssBytes: number;
  wakesMs: number[];
  /** Commits that say when seats were seen; NaN where there are none. */
  presencePerSecond: number;
}

const MESSAGES_PER_SECOND = 50;
/** In so many hold periods each poll is repeated, and its seat noted as seen, as often. */
const HOLD_PERIODS = 3;
/** How many of the polls get messages. */
const WOKEN = 200;

/** The polls of the guests that wait in the rooms of a store, and the hosts' messages. */
async function makePolls(kvFile: string, count: number): Promise<Poll[]> {
  using kv = await Deno.openKv(kvFile);
  return (await makeRooms(kv, count)).map(({ room, guest, host }): Poll => {
    const path = `/api/rooms/${room}/messages`;
    return {
      request: (cursor) =>
        `GET ${path}?after=${cursor}&waitMs=25000 HTTP/1.1\r\nhost: bench\r\n` +
        `authorization: Bearer ${guest.token}\r\n\r\n`,
      wake: (n) => ({
        path,
        headers: { authorization: `Bearer ${host.token}` },
        body: JSON.stringify({ messages: [{ to: guest.peerId, n, body: "eA" }] }),
      }),
    };
  });
}

/** @param checkout Another checkout with its build; this one by default. */
async function product(count: number, checkout?: string): Promise<Subject> {
  const directory = await Deno.makeTempDir({ prefix: "vieraugen-bench-" });
  const kvFile = `${directory}/bench.sqlite3`;
  const polls = await makePolls(kvFile, count);
  const server = await startServer({ KV_URL: kvFile }, checkout === undefined ? {} : { directory: checkout });
  return {
    name: checkout ?? "Vieraugen (KV on disk)",
    origin: server.origin,
    pid: server.pid,
    polls,
    kvFile,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await Deno.remove(directory, { recursive: true });
    },
  };
}

async function bare(count: number): Promise<Subject> {
  const reference = await startReference("long_poll");
  const polls = Array.from({ length: count }, (_, box): Poll => ({
    request: () => `GET /?box=${box} HTTP/1.1\r\nhost: bench\r\n\r\n`,
    wake: () => ({ path: `/?box=${box}`, headers: {}, body: JSON.stringify({ messages: [{ body: "eA" }] }) }),
  }));
  const { origin, pid } = reference;
  return {
    name: "bare long-poll (memory)",
    origin,
    pid,
    polls,
    [Symbol.asyncDispose]: () => reference[Symbol.asyncDispose](),
  };
}

/** Holds all polls at once, reads the server's memory, then sends messages to some of them at a steady rate. */
async function measure({ origin, pid, polls, kvFile }: Subject, wakes: number): Promise<Figures> {
  const port = Number(new URL(origin).port);
  const connections: RawConnection[] = [];
  let closing = false;
  /** By poll: what waits for its next messages, in their order. */
  const arrivals = new Map<number, (() => void)[]>();
  const hold = async (index: number): Promise<void> => {
    const connection = connections[index]!;
    for (let cursor = 0; !closing;) {
      const text = await connection.exchange(polls[index]!.request(cursor));
      if (text === undefined) return;
      const answer = JSON.parse(text) as { cursor?: number; messages: unknown[] };
      cursor = answer.cursor ?? cursor;
      for (const arrived of arrivals.get(index)?.splice(0, answer.messages.length) ?? []) arrived();
    }
  };
  const held: Promise<void>[] = [];
  // They come one after the other, as people do.
  while (held.length < polls.length) {
    for (let i = 0; i < 100 && held.length < polls.length; i++) {
      connections.push(await RawConnection.open(port));
      held.push(hold(held.length));
    }
    await pause(100);
  }
  await pause(3_000); // all of them have arrived and wait
  const rss = rssBytes(pid);
  const wakesMs: number[] = [];
  const woken = Math.min(WOKEN, polls.length);
  const step = Math.floor(polls.length / woken);
  const sent: Promise<void>[] = [];
  for (let i = 0; i < wakes; i++) {
    const index = (i % woken) * step;
    const { path, headers, body } = polls[index]!.wake(Math.floor(i / woken) + 1);
    const sentAtMs = performance.now();
    sent.push((async () => {
      const queue = arrivals.get(index) ?? [];
      arrivals.set(index, queue);
      const arrived = new Promise<void>((resolve) => queue.push(resolve));
      const response = await fetch(origin + path, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body,
      });
      await response.body?.cancel();
      if (!response.ok) throw new Error(`The relay refused: ${response.status}`);
      await arrived;
      wakesMs.push(performance.now() - sentAtMs);
    })());
    await pause(1000 / MESSAGES_PER_SECOND);
  }
  await Promise.all(sent);
  const presencePerSecond = kvFile === undefined ? Number.NaN : await presenceCommits(kvFile);
  closing = true;
  for (const connection of connections) connection.close();
  await Promise.all(held);
  return { rssBytes: rss, wakesMs, presencePerSecond };
}

/** How many commits a second have said when seats were seen, in the last hold period. */
async function presenceCommits(kvFile: string): Promise<number> {
  using kv = await Deno.openKv(kvFile);
  const sinceMs = Date.now() - LIMITS.holdMs;
  const commits = new Set<string>();
  for await (const { value, versionstamp } of kv.list<number>({ prefix: ["presence"] })) {
    if (value >= sinceMs) commits.add(versionstamp);
  }
  return commits.size / (LIMITS.holdMs / 1000);
}

export async function benchPolls(quick: boolean): Promise<void> {
  const counts = quick ? [200] : [1_000, 10_000];
  const others = otherCheckouts().map((checkout) => (count: number) => product(count, checkout));
  const starts = [bare, (count: number) => product(count), ...others];
  const rows: string[][] = [];
  let memory = Number.NaN;
  let p99 = Number.NaN;
  let presence = Number.NaN;
  for (const count of counts) {
    const figures: Figures[] = [];
    for (const start of starts) {
      await using subject = await start(count);
      const wakes = quick ? 50 : HOLD_PERIODS * MESSAGES_PER_SECOND * LIMITS.holdMs / 1000;
      const figure = await measure(subject, wakes);
      figures.push(figure);
      rows.push([
        `${count} × ${subject.name}`,
        `${(figure.rssBytes / 2 ** 20).toFixed(0)} MiB`,
        (figure.rssBytes / figures[0]!.rssBytes).toFixed(2),
        formatMs(quantile(figure.wakesMs, 0.5)),
        formatMs(quantile(figure.wakesMs, 0.99)),
      ]);
    }
    memory = figures[1]!.rssBytes / figures[0]!.rssBytes;
    p99 = quantile(figures[1]!.wakesMs, 0.99);
    presence = figures[1]!.presencePerSecond;
  }
  printTable(
    `Held long-polls in one process; then ${MESSAGES_PER_SECOND} messages a second`,
    ["", "RSS", "RSS ×", "wake p50", "wake p99"],
    rows,
  );
  const most = counts.at(-1);
  print(
    `\nRSS, ${most} held: ${againstGoal(`${memory.toFixed(2)}×`, "at most 1.15× the bare", memory <= 1.15)}`,
  );
  print(`wake p99, ${most} held: ${againstGoal(formatMs(p99), "at most 50 ms", p99 <= 50)}`);
  print(`presence: ${againstGoal(`${presence.toFixed(1)} commits/s`, "at most 20", presence <= 20)}`);
}

function pause(spanMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, spanMs));
}

if (import.meta.main) {
  await benchPolls(Deno.args.includes("--quick"));
  Deno.exit(0);
}
