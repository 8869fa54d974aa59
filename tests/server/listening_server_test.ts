import assert from "node:assert/strict";
import { ApiClient } from "../api/client.ts";
import { makeCertificate } from "../support/certificate.ts";
import { freePort } from "../support/free_port.ts";
import { gaugeIs, METRICS } from "../support/gauges.ts";
import { found, type RunningServer, START, startServer } from "../support/running_server.ts";

const FILES = 150;
/** A shell that gives the server so few descriptors. */
const fewFiles = () => ({
  port: freePort(),
  prefix: ["bash", "-c", `ulimit -n ${FILES} && exec "$@"`, "bash"],
});
const HALF_HEADER = new TextEncoder().encode("GET /help HTTP/1.1\r\nHost: localhost\r\n");

/** The begin of a TLS handshake. */
const HALF_HELLO = Uint8Array.of(0x16, 0x03, 0x01, 0x02, 0x00, 0x01);

const { ConnectionRefused, ConnectionReset, NotConnected, BrokenPipe } = Deno.errors;
const CLOSED = [ConnectionRefused, ConnectionReset, NotConnected, BrokenPipe];

/** Opens more connections than the server may have files, and sends the begin of something on each. */
async function openTooMany({ port }: RunningServer, begin = HALF_HEADER): Promise<Disposable> {
  const opened: Deno.Conn[] = [];
  for (let i = 0; i < 3 * FILES; i++) {
    try {
      const connection = await Deno.connect({ hostname: "127.0.0.1", port });
      opened.push(connection);
      await connection.write(begin);
    } catch (error) {
      // The server is just listening again.
      if (!CLOSED.some((kind) => error instanceof kind)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  return { [Symbol.dispose]: () => opened.forEach((connection) => connection.close()) };
}

/** Asks until there is an answer; bounded. */
async function persist(work: () => Promise<Response>): Promise<Response> {
  for (let tries = 0; tries < 100; tries++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  throw new Error("The server did not come back");
}

const FAILED =
  /^Cannot accept connections: .*Too many open files.*\. Those without a whole request are closed/;

Deno.test("listen: more half-open connections than files end no process, no held poll, and nobody's next request", async () => {
  await using server = await startServer(METRICS, fewFiles());
  const api = new ApiClient(server);
  const cookie = await api.setUp();
  const { room } = await api.create(cookie);
  const [guest, host] = [await api.guest(room), await api.host(room, cookie)];
  const held = api.poll(host, 0, 20_000);
  await gaugeIs(server, "vieraugen_polls_held", 1);
  for (let round = 0; round < 3; round++) {
    using _halfOpen = await openTooMany(server);
    const answer = await persist(() => fetch(`${server.origin}/help`));
    assert.equal(answer.status, 200, `round ${round}, while they are open`);
    await answer.body?.cancel();
  }
  assert.equal((await api.send(guest, host, 1)).status, 201);
  const { status, body } = await held;
  assert.deepEqual([status, body.messages.length], [200, 1], "the poll of before has its answer");
  await found(server.log, FAILED);
  assert.equal(server.log.filter((line) => FAILED.test(line)).length, 1, "said once a minute");
  const metrics = await fetch(`${server.origin}/metrics`, {
    headers: { authorization: `Bearer ${METRICS.METRICS_TOKEN}` },
  });
  const failures = /^vieraugen_listener_failures_total (\d+)$/m.exec(await metrics.text())?.[1];
  assert.ok(Number(failures) >= 3, failures);
  const { code, tookMs } = await server.stop();
  assert.equal(code, 0);
  assert.ok(tookMs < 3_000, `${tookMs}`);
});

Deno.test("listen: TLS handshakes that take all files end the process, with a sentence, and a new one serves", async () => {
  const directory = await Deno.makeTempDir();
  const { certFile, keyFile } = await makeCertificate(directory, "127.0.0.1");
  const client = Deno.createHttpClient({ caCerts: [await Deno.readTextFile(certFile)] });
  try {
    await using server = await startServer({ TLS_CERT: certFile, TLS_KEY: keyFile }, fewFiles());
    using _halfOpen = await openTooMany(server, HALF_HELLO);
    const url = `https://127.0.0.1:${server.port}/healthz`;
    const gaveUp = /^Cannot accept connections any more: .*Too many open files.*\. The server ends\.$/;
    for (let tries = 0; tries < 100 && !server.log.some((line) => gaveUp.test(line)); tries++) {
      // People who try to come in; one may just get through.
      await fetch(url, { client } as RequestInit).then((answer) => answer.body?.cancel(), () => {});
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    assert.match(server.log.at(-1)!, gaveUp);
    assert.equal((await server.stop()).code, 1, "it has ended by itself");
    await server.restart();
    const answer = await fetch(url, { client } as RequestInit);
    assert.equal(await answer.text(), "ok");
  } finally {
    client.close();
    await Deno.remove(directory, { recursive: true });
  }
});

Deno.test("listen: a server that has given up is started again by launch.ts, and serves", async () => {
  const directory = await Deno.makeTempDir();
  const { certFile, keyFile } = await makeCertificate(directory, "127.0.0.1");
  const client = Deno.createHttpClient({ caCerts: [await Deno.readTextFile(certFile)] });
  try {
    await using server = await startServer(
      { TLS_CERT: certFile, TLS_KEY: keyFile },
      { ...fewFiles(), args: START, endBy: "SIGTERM" },
    );
    const url = `https://127.0.0.1:${server.port}/healthz`;
    const ask = () => fetch(url, { client } as RequestInit);
    {
      using _halfOpen = await openTooMany(server, HALF_HELLO);
      const again = /^The server ended with an error, which stands above\. It is started again/;
      for (let tries = 0; tries < 100 && !server.log.some((line) => again.test(line)); tries++) {
        await ask().then((answer) => answer.body?.cancel(), () => {});
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      assert.ok(server.log.some((line) => again.test(line)), server.log.join("\n"));
    }
    assert.equal(await (await persist(ask)).text(), "ok");
  } finally {
    client.close();
    await Deno.remove(directory, { recursive: true });
  }
});
