import assert from "node:assert/strict";
import { ApiClient } from "../api/client.ts";
import { gaugeIs, METRICS } from "./gauges.ts";
import { found } from "../support/running_server.ts";

Deno.test("deno serve _fresh/server.js: one server, with held polls, the set-up link, and an end in time", async () => {
  const directory = await Deno.makeTempDir();
  const child = new Deno.Command(Deno.execPath(), {
    args: ["serve", "-A", "--host", "127.0.0.1", "--port", "0", "_fresh/server.js"],
    env: { ...METRICS, KV_URL: `${directory}/test.sqlite3`, PORT: "1", NO_COLOR: "1" },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let hasEnded = false;
  const ended = child.status.finally(() => hasEnded = true);
  const log: string[] = [];
  const reading = Promise.all([child.stdout, child.stderr].map(async (stream) => {
    for await (const text of stream.pipeThrough(new TextDecoderStream())) log.push(...text.split("\n"));
  }));
  try {
    const port = Number(await found(log, /Listening on http:\/\/127\.0\.0\.1:(\d+)/));
    const origin = `http://127.0.0.1:${port}`;
    await (await fetch(`${origin}/practice`)).body?.cancel();
    const setUpLink = origin + await found(log, /^Set-up link: (\/practice\/setup#\S+)$/);
    await found(log, /^No effect under "deno serve": PORT\. It takes --host and --port\.$/);
    const api = new ApiClient({ origin, setUpLink });
    const cookie = await api.setUp();
    const { room } = await api.create(cookie);
    const [guest, host] = [await api.guest(room), await api.host(room, cookie)];
    const { body: { peersTag } } = await api.poll(guest, 0);
    const held = api.poll(guest, 0, 20_000, undefined, peersTag);
    assert.equal((await api.send(host, guest, 1)).status, 201);
    assert.deepEqual((await held).body.messages.map(({ body }) => body), ["eA"]);
    const { body: { cursor } } = await api.poll(guest, 0);
    const last = api.poll(guest, cursor, 20_000, undefined, peersTag);
    await gaugeIs({ origin }, "vieraugen_polls_held", 1);
    const stoppedAtMs = performance.now();
    child.kill("SIGTERM");
    assert.deepEqual((await last).body.messages, [], "a held poll is answered");
    assert.equal((await ended).code, 0);
    assert.ok(performance.now() - stoppedAtMs < 3_000);
    assert.equal(log.filter((line) => line.includes("Listening on")).length, 1);
  } finally {
    if (!hasEnded) child.kill("SIGKILL");
    await ended;
    await reading;
    await Deno.remove(directory, { recursive: true });
  }
});
