/**
 * How many messages a second are accepted, and how many commits they take: pairs of seats in rooms of their own, each sender
 * with the next message as soon as the one before is stored, each recipient with its long-poll. On the embedded store, and
 * on denokv with two and four processes. `--against=DIRECTORY` as for the others.
 */
import { startDenokv } from "../tests/support/denokv.ts";
import { type RunningServer, startServer } from "../tests/support/running_server.ts";
import { makeRooms, type Room } from "./rooms.ts";
import { RawConnection } from "./raw_connection.ts";
import { cpuSeconds, otherCheckouts } from "./servers.ts";
import { againstGoal, formatMs, print, printTable, quantile } from "./table.ts";

const PAIRS = 64;
/** Within what one seat may send in a minute. */
const MESSAGES_PER_PAIR = 280;
const WARM_UP = 40;

interface Figures {
  perSecond: number;
  sendsMs: number[];
  /** Cores in use: of all servers, of denokv, of this program. */
  cores: { servers: number; denokv: number; bench: number };
}

/** Sends through the servers by turns; each message is received by a poll at the next server. */
async function exchange(
  servers: readonly RunningServer[],
  rooms: readonly Room[],
  kvPid: number | undefined,
): Promise<Figures> {
  const sendsMs: number[] = [];
  let received = 0;
  let closing = false;
  const connections: RawConnection[] = [];
  const connect = async (index: number) => {
    const connection = await RawConnection.open(servers[index % servers.length]!.port);
    connections.push(connection);
    return connection;
  };
  const receive = async ({ room, host }: Room, index: number) => {
    const connection = await connect(index + 1);
    for (let cursor = 0; !closing;) {
      const text = await connection.exchange(
        `GET /api/rooms/${room}/messages?after=${cursor}&waitMs=25000 HTTP/1.1\r\nhost: bench\r\n` +
          `authorization: Bearer ${host.token}\r\n\r\n`,
      );
      if (text === undefined) return;
      const answer = JSON.parse(text) as { cursor: number; messages: unknown[] };
      cursor = answer.cursor;
      received += answer.messages.length;
    }
  };
  const send = async ({ room, guest, host }: Room, connection: RawConnection, from: number, to: number) => {
    for (let n = from; n <= to; n++) {
      const body = JSON.stringify({ messages: [{ to: host.peerId, n, body: "eA".repeat(300) }] });
      const startedAtMs = performance.now();
      const text = await connection.exchange(
        `POST /api/rooms/${room}/messages HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer ${guest.token}\r\n` +
          `content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      );
      sendsMs.push(performance.now() - startedAtMs);
      if (!text?.includes("cursor")) throw new Error(`The server refused: ${text}`);
    }
  };
  const receiving = rooms.map(receive);
  const senders = await Promise.all(rooms.map((_, index) => connect(index)));
  const sendAll = (from: number, to: number) =>
    Promise.all(rooms.map((room, index) => send(room, senders[index]!, from, to)));
  await sendAll(1, WARM_UP);
  sendsMs.length = 0;
  const cpu = () => ({
    servers: servers.reduce((sum, { pid }) => sum + cpuSeconds(pid), 0),
    denokv: kvPid === undefined ? 0 : cpuSeconds(kvPid),
    bench: cpuSeconds(Deno.pid),
  });
  const [before, startedAtMs] = [cpu(), performance.now()];
  await sendAll(WARM_UP + 1, MESSAGES_PER_PAIR);
  const seconds = (performance.now() - startedAtMs) / 1000;
  const after = cpu();
  const all = rooms.length * MESSAGES_PER_PAIR;
  for (let looks = 0; received < all && looks < 500; looks++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  if (received !== all) throw new Error(`${received} of ${all} messages were received`);
  closing = true;
  for (const connection of connections) connection.close();
  await Promise.all(receiving);
  return {
    perSecond: rooms.length * (MESSAGES_PER_PAIR - WARM_UP) / seconds,
    sendsMs,
    cores: {
      servers: (after.servers - before.servers) / seconds,
      denokv: (after.denokv - before.denokv) / seconds,
      bench: (after.bench - before.bench) / seconds,
    },
  };
}

async function onFile(checkout?: string): Promise<Figures> {
  const directory = await Deno.makeTempDir({ prefix: "vieraugen-bench-" });
  try {
    const kvFile = `${directory}/bench.sqlite3`;
    using kv = await Deno.openKv(kvFile);
    const rooms = await makeRooms(kv, PAIRS);
    kv.close();
    await using server = await startServer(
      { KV_URL: kvFile },
      checkout === undefined ? {} : { directory: checkout },
    );
    return await exchange([server], rooms, undefined);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

async function onDenokv(processes: number, args: readonly string[], checkout?: string): Promise<Figures> {
  await using denokv = await startDenokv({ args });
  using kv = await denokv.open();
  const rooms = await makeRooms(kv, PAIRS);
  await using stack = new AsyncDisposableStack();
  const servers = await Promise.all(Array.from({ length: processes }, async () =>
    stack.use(
      await startServer(
        { ...denokv.env() },
        checkout === undefined ? {} : { directory: checkout },
      ),
    )));
  return await exchange(servers, rooms, denokv.pid);
}

const BATCHING = ["--atomic-write-batch-timeout-ms", "1"];

async function benchMessages(): Promise<void> {
  const checkouts = [undefined, ...otherCheckouts()];
  const rows: string[][] = [];
  const run = async (name: string, measure: () => Promise<Figures>): Promise<number> => {
    const { perSecond, sendsMs, cores } = await measure();
    print(`${name}: ${perSecond.toFixed(0)} messages/s`);
    rows.push([
      name,
      perSecond.toFixed(0),
      formatMs(quantile(sendsMs, 0.5)),
      formatMs(quantile(sendsMs, 0.99)),
      ...[cores.servers, cores.denokv, cores.bench].map((count) => count.toFixed(2)),
    ]);
    return perSecond;
  };
  const figures: number[] = [];
  for (const checkout of checkouts) {
    const of = checkout === undefined ? "" : ` (${checkout})`;
    figures.push(await run(`embedded, one process${of}`, () => onFile(checkout)));
    for (const count of [2, 4]) {
      figures.push(await run(`denokv, ${count} processes${of}`, () => onDenokv(count, [], checkout)));
    }
  }
  figures.push(await run("denokv that batches, 2 processes", () => onDenokv(2, BATCHING)));
  const headings = ["", "messages/s", "POST p50", "POST p99", "cores: servers", "denokv", "bench"];
  printTable(`${PAIRS} pairs, each sending one message after the other`, headings, rows);
  const [embedded, two, four] = figures as [number, number, number];
  const goal = (figure: number) => againstGoal(figure.toFixed(0), "at least 2000/s", figure >= 2000);
  print(`\nembedded: ${goal(embedded)}\ndenokv, 2 processes: ${goal(two)}`);
  print(`4 against 2: ${againstGoal(`${(four / two).toFixed(2)}×`, "at least 1.8×", four >= 1.8 * two)}`);
}

await benchMessages();
Deno.exit(0);
