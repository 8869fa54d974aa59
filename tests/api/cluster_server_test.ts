import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { CANNOT_START } from "../../server/supervision.ts";
import { startCluster } from "../support/cluster.ts";
import { startDenokv, testOnDenokv } from "../support/denokv.ts";
import { found, startServer } from "../support/running_server.ts";
import { type Answer, ApiClient, type Seated } from "./client.ts";

/** How long the store is away: longer than the deadlines of servers and clients. */
const OUTAGE_MS = 15_000;
/** After it, everything that waits is back so soon, and after a drop of the present connections alone. */
const OUTAGE_BACK_MS = 5_000;
const DROP_BACK_MS = 10_000;

const deploying = Deno.readTextFileSync("docs/deploying.md");

/** A practice on a cluster, and pairs of guest and host in rooms of their own. */
async function pairsOn(api: ApiClient, cookie: string, count: number) {
  const pair = async (): Promise<Pair> => {
    const { room } = await api.create(cookie);
    return { guest: await api.guest(room), host: await api.host(room, cookie) };
  };
  return await Promise.all(Array.from({ length: count }, pair));
}

interface Pair {
  guest: Seated;
  host: Seated;
}

/** Asks again while a part is away, as the pages do; bounded. @throws {Error} after two minutes. */
async function persist<Body>(ask: () => Promise<Answer<Body>>): Promise<Answer<Body>> {
  const untilMs = Date.now() + 120_000;
  for (;;) {
    // A connection that breaks, nginx without an answer, a server without a store.
    const answer = await ask().catch((error) => {
      if (!(error instanceof TypeError)) throw error;
      return undefined;
    });
    if (answer && ![502, 503, 504].includes(answer.status)) return answer;
    if (Date.now() > untilMs) throw new Error(`Nothing but ${answer?.status} for two minutes`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Sends `count` messages to the other one, each as soon as the one before is stored, from number `first` on. */
async function sendAll(api: ApiClient, { guest, host }: Pair, first: number, count: number): Promise<void> {
  for (let n = first; n < first + count; n++) {
    assert.equal((await persist(() => api.send(guest, host, n))).status, 201);
  }
}

/** Receives until the message `last` has come; what came, in its order. */
async function receiveUntil(api: ApiClient, { host }: Pair, last: number, cursor = 0): Promise<number[]> {
  const received: number[] = [];
  while (received.at(-1) !== last) {
    const { status, body } = await persist(() => api.poll(host, cursor, 5_000));
    assert.equal(status, 200);
    received.push(...body.messages.map(({ n }) => n));
    cursor = body.cursor;
  }
  return received;
}

/** The whole numbers from `first` to `last`. */
const numbers = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, i) => first + i);

/** The commands of a backup in docs/deploying.md: the SQL that copies one database into another file. */
function backUp(from: string, to: string): void {
  const [, sql] = /^ +sqlite3 \/var\/lib\/denokv\/denokv\.sqlite "(VACUUM INTO) '.*'"$/m.exec(deploying)!;
  using database = new DatabaseSync(from, { readOnly: true });
  database.exec(`${sql} '${to}'`);
}

testOnDenokv(
  "cluster: ten processes, each request at the next one: nothing is lost, doubled or out of order",
  async () => {
    await using cluster = await startCluster({ size: 10 });
    const links = cluster.servers.map(({ setUpLink }) => setUpLink);
    assert.equal(new Set(links).size, 1, "one set-up link");
    const api = new ApiClient(cluster);
    const cookie = await api.setUp();
    const pairs = await pairsOn(api, cookie, 12);
    const received = pairs.map((pair) => receiveUntil(api, pair, 25));
    await Promise.all(pairs.map((pair) => sendAll(api, pair, 1, 25)));
    for (const each of await Promise.all(received)) assert.deepEqual(each, numbers(1, 25));
    for (const { log } of cluster.servers) {
      const requests = log.filter((line) => line.startsWith("{"));
      assert.ok(requests.length > 20, `${requests.length} requests`);
      assert.deepEqual(requests.filter((line) => /"status":5/.test(line)), []);
    }
  },
);

testOnDenokv(
  "cluster: each part killed (-9) during an exchange: nothing is lost or doubled, who is signed in stays so",
  async () => {
    await using cluster = await startCluster();
    const api = new ApiClient(cluster);
    const cookie = await api.setUp();
    const pairs = await pairsOn(api, cookie, 3);
    const received = pairs.map((pair) => receiveUntil(api, pair, 60));
    const exchange = async (first: number, kill: () => Promise<void>) => {
      const sent = pairs.map((pair) => sendAll(api, pair, first, 20));
      await kill();
      await Promise.all(sent);
    };
    await exchange(1, async () => {
      await cluster.servers[1]!.kill();
      await cluster.servers[1]!.restart();
    });
    await exchange(21, async () => {
      await cluster.denokv.kill();
      await cluster.denokv.restart();
    });
    await exchange(41, async () => {
      await Promise.all(cluster.servers.map((server) => server.kill()));
      await Promise.all(cluster.servers.map((server) => server.restart()));
    });
    for (const each of await Promise.all(received)) assert.deepEqual(each, numbers(1, 60));
    const { body } = await api.call<{ consultations: unknown[] }>("GET", "/api/practice/consultations", {
      cookie,
    });
    assert.equal(body.consultations.length, pairs.length);
  },
);

testOnDenokv(
  "cluster: a server that starts before the store says so and ends, to be started again",
  async () => {
    await using denokv = await startDenokv();
    await denokv.kill();
    await using server = await startServer(denokv.env(), { isSetUp: true }); // no link yet: not waited for
    await found(server.log, /^Cannot open the database http:\/\/127\.0\.0\.1:\d+: .*[Cc]onnection refused/);
    assert.equal((await server.stop()).code, CANNOT_START, "it has ended by itself");
    await denokv.restart();
    await server.restart();
    const link = await found(server.log, /^Set-up link: (\S+)$/);
    await new ApiClient({ origin: server.origin, setUpLink: link }).setUp();
  },
);

testOnDenokv(
  "cluster: a backup is restored while the servers run on: they answer, and wake each other, before their restart and after it",
  async () => {
    await using cluster = await startCluster();
    const api = new ApiClient(cluster);
    const cookie = await api.setUp();
    const [pair, other] = await pairsOn(api, cookie, 2) as [Pair, Pair];
    await sendAll(api, pair, 1, 5);
    const backup = await Deno.makeTempFile({ suffix: ".sqlite" });
    await Deno.remove(backup);
    backUp(cluster.denokv.file, backup);
    // The counters that wake the others go back by this much.
    await sendAll(api, pair, 6, 20);
    await sendAll(api, other, 1, 20);
    const [late] = await pairsOn(api, cookie, 1) as [Pair];
    await cluster.denokv.kill();
    for (const suffix of ["", "-wal", "-shm"]) await Deno.remove(cluster.denokv.file + suffix);
    await Deno.rename(backup, cluster.denokv.file);
    await cluster.denokv.restart();

    for (const first of [6, 11]) {
      const received = receiveUntil(api, pair, first + 4, first - 1);
      await sendAll(api, pair, first, 5);
      assert.deepEqual(await received, numbers(first, first + 4));
      const gone = await persist(() => api.poll(late.host, 0));
      assert.deepEqual(
        [gone.status, gone.body.error],
        [401, "seat_unknown"],
        "what is newer than the backup",
      );
      if (first > 6) break;
      for (const server of cluster.servers) {
        await server.stop();
        await server.restart();
      }
    }
  },
);

testOnDenokv(
  "cluster: connections to the store that are dropped without a word: all is back soon, nothing is lost or doubled",
  async () => {
    await using cluster = await startCluster();
    const api = new ApiClient(cluster);
    const cookie = await api.setUp();
    const pairs = await pairsOn(api, cookie, 6);
    const received = pairs.map((pair) => receiveUntil(api, pair, 30));
    await Promise.all(pairs.map((pair) => sendAll(api, pair, 1, 10)));
    // A firewall forgets them: new connections work.
    let sinceMs = performance.now();
    const backWithin = (mostMs: number) => {
      const tookMs = performance.now() - sinceMs;
      assert.ok(tookMs < mostMs, `${tookMs} ms`);
    };
    cluster.wire.drop();
    await Promise.all(pairs.map((pair) => sendAll(api, pair, 11, 10)));
    backWithin(DROP_BACK_MS);
    // The cable is cut for longer than any deadline.
    cluster.wire.cut(true);
    const sent = pairs.map((pair) => sendAll(api, pair, 21, 10));
    await new Promise((resolve) => setTimeout(resolve, OUTAGE_MS));
    sinceMs = performance.now();
    cluster.wire.cut(false);
    await Promise.all(sent);
    for (const each of await Promise.all(received)) assert.deepEqual(each, numbers(1, 30));
    backWithin(OUTAGE_BACK_MS);
  },
);

testOnDenokv("cluster: another token: 503 until the servers have it, too; nobody is signed out", async () => {
  await using cluster = await startCluster();
  const api = new ApiClient(cluster);
  const cookie = await api.setUp();
  const list = () => api.call<{ tag: string }>("GET", "/api/practice/consultations", { cookie });
  const token = "another token of the tests";
  await cluster.denokv.kill();
  await cluster.denokv.restart(token);
  for (const _ of cluster.servers) {
    const refused = await list();
    assert.deepEqual([refused.status, refused.body.error], [503, "unavailable"]);
  }
  for (const { log } of cluster.servers) await found(log, /The database .* refuses DENO_KV_ACCESS_TOKEN/);
  cluster.variables["DENO_KV_ACCESS_TOKEN"] = token;
  for (const server of cluster.servers) {
    await server.stop();
    await server.restart();
  }
  assert.equal((await list()).status, 200);
});

testOnDenokv("cluster: takes over the file of one machine as it is, and gives it back", async () => {
  const directory = await Deno.makeTempDir();
  try {
    const [first, file, last] = [
      `${directory}/one.sqlite3`,
      `${directory}/denokv.sqlite`,
      `${directory}/back.sqlite3`,
    ];
    let made: { cookie: string; pair: Pair };
    {
      await using server = await startServer({ KV_URL: first });
      const api = new ApiClient(server);
      const cookie = await api.setUp();
      made = { cookie, pair: (await pairsOn(api, cookie, 1))[0]! };
      await sendAll(api, made.pair, 1, 3);
      await server.stop();
    }
    assert.match(
      deploying,
      /^ +sqlite3 \/var\/lib\/vieraugen\/vieraugen\.sqlite3 "VACUUM INTO '\/var\/lib\/denokv\/denokv\.sqlite'"$/m,
    );
    backUp(first, file);
    const { pair } = made;
    {
      await using cluster = await startCluster({ file });
      const api = new ApiClient(cluster);
      assert.deepEqual(await receiveUntil(api, pair, 3), [1, 2, 3]);
      await sendAll(api, pair, 4, 3);
      const { status } = await api.call("GET", "/api/practice/consultations", { cookie: made.cookie });
      assert.equal(status, 200, "still signed in");
      await api.guest(pair.host.room);
    }
    backUp(file, last);
    await using server = await startServer({ KV_URL: last }, { isSetUp: true });
    assert.deepEqual(await receiveUntil(new ApiClient(server), pair, 6, 3), [4, 5, 6]);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});

testOnDenokv("denokv: gathers commits with the documented flag, and keeps each apart", async () => {
  const [flag, ms] = /--atomic-write-batch-timeout-ms (\d+)/.exec(deploying)!;
  await using denokv = await startDenokv({ args: flag.split(" ") });
  await found(denokv.log, new RegExp(`Batch timeout: Some\\(${ms}ms\\)`));
  using kv = await denokv.open();
  const commits = Array.from(
    { length: 50 },
    () => kv.atomic().check({ key: ["once"], versionstamp: null }).set(["once"], true).commit(),
  );
  assert.equal((await Promise.all(commits)).filter(({ ok }) => ok).length, 1);
});
