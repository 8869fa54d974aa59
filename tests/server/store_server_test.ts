import assert from "node:assert/strict";
import { type Answer, ApiClient } from "../api/client.ts";
import { startDenokv, testOnDenokv } from "../support/denokv.ts";
import { type RunningServer, startServer } from "../support/running_server.ts";
import { layWire, type Wire } from "../support/wire.ts";

/** How soon everything works again. */
const BACK_MS = 5_000;

interface Scene {
  denokv: Awaited<ReturnType<typeof startDenokv>>;
  wire: Wire;
  server: RunningServer;
  api: ApiClient;
  cookie: string;
}

/** A server with a practice, whose database is at the other end of a wire. */
async function onWire(work: (scene: Scene) => Promise<void>): Promise<void> {
  await using denokv = await startDenokv();
  await using wire = layWire(denokv.port);
  await using server = await startServer(denokv.env(`http://127.0.0.1:${wire.port}`));
  const api = new ApiClient(server);
  const cookie = await api.setUp();
  await work({ denokv, wire, server, api, cookie });
}

const list = ({ api, cookie }: Scene) => api.call("GET", "/api/practice/consultations", { cookie });

/** Asks until the answer is a success; how long that took, and what came before. */
async function untilBack(
  ask: () => Promise<Answer<unknown>>,
): Promise<{ tookMs: number; before: unknown[][] }> {
  const startedAtMs = performance.now();
  const before: unknown[][] = [];
  for (;;) {
    const { status, body } = await ask();
    const tookMs = performance.now() - startedAtMs;
    if (status < 300) return { tookMs, before };
    before.push([status, (body as { error?: string }).error]);
    assert.ok(tookMs < 30_000, `${before.at(-1)}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** What the store has said. */
const told = ({ log }: RunningServer) => log.flatMap((line) => /"store":"(.*)"\}$/.exec(line)?.[1] ?? []);

testOnDenokv(
  "lost store: connections that carry nothing any more are given up, and new ones used",
  async () => {
    await onWire(async (scene) => {
      const { wire, server, api, cookie } = scene;
      const { room } = await api.create(cookie);
      const [guest, host] = [await api.guest(room), await api.host(room, cookie)];
      const held = api.poll(host, 0, 25_000);
      wire.drop();
      const { tookMs, before } = await untilBack(() => list(scene));
      assert.ok(tookMs < BACK_MS, `${tookMs} ms`);
      assert.ok(before.every(([status, code]) => status === 503 && code === "unavailable"), `${before}`);
      assert.equal((await api.send(guest, host, 1)).status, 201);
      const { body } = await held;
      const messages = body.messages ?? (await api.poll(host, 0, 25_000)).body.messages;
      assert.deepEqual(messages.map(({ n }) => n), [1]);
      const sentences = told(server);
      assert.equal(sentences.length, 2, sentences.join("\n"));
      assert.match(
        sentences[0]!,
        /^The database http:\/\/127\.0\.0\.1:\d+ is away: no answer within 2\.5 s\./,
      );
      assert.match(sentences[1]!, /^The database is back after \d\.\d s\.$/);
    });
  },
);

testOnDenokv(
  "lost store: away for some time, in every way: refused in time, in few lines, and soon back",
  async () => {
    await onWire(async (scene) => {
      const { denokv, wire, server } = scene;
      const ways: Record<string, [away: () => unknown, back: () => unknown]> = {
        "a cable that is cut": [() => wire.cut(true), () => wire.cut(false)],
        "frozen (SIGSTOP)": [() => denokv.freeze(), () => denokv.thaw()],
        "killed (-9)": [() => denokv.kill(), () => denokv.restart()],
      };
      for (const [way, [goAway, comeBack]] of Object.entries(ways)) {
        const linesBefore = server.log.length;
        await goAway();
        const untilMs = Date.now() + 8_000;
        let refused = 0;
        while (Date.now() < untilMs) {
          for (const { status, body } of await Promise.all(Array.from({ length: 10 }, () => list(scene)))) {
            assert.deepEqual([status, body["error"]], [503, "unavailable"], way);
            refused++;
          }
        }
        assert.ok(refused > 20, way);
        await comeBack();
        const { tookMs } = await untilBack(() => list(scene));
        assert.ok(tookMs < BACK_MS, `${way}: ${tookMs} ms`);
        const lines = server.log.slice(linesBefore).filter((line) => !line.includes('"status":200'));
        assert.ok(lines.length <= 5, `${way}:\n${lines.join("\n")}`);
        assert.match(lines.at(-1)!, /The database is back/);
      }
    });
  },
);

testOnDenokv(
  "lost store: another token is a 503, and one sentence that names the variable, not its value",
  async () => {
    await onWire(async (scene) => {
      const { denokv, server } = scene;
      const tokens = [denokv.token, "the new one, 0123456789"];
      await denokv.kill();
      await denokv.restart(tokens[1]);
      for (const { status, body } of await Promise.all(Array.from({ length: 10 }, () => list(scene)))) {
        assert.deepEqual([status, body["error"]], [503, "unavailable"]);
      }
      assert.equal((await list(scene)).status, 503);
      const sentences = told(server).filter((sentence) => sentence.includes("DENO_KV_ACCESS_TOKEN"));
      assert.equal(sentences.length, 1, server.log.join("\n"));
      for (const token of tokens) assert.ok(!server.log.join("\n").includes(token));
      assert.ok(!server.log.some((line) => line.includes('"internal"')));
    });
  },
);
