/** Behind the nginx of docs/deploying.md, nobody keeps a connection by being slow. */
import assert from "node:assert/strict";
import { LIMITS } from "../../wire/limits.ts";
import { withRoom } from "../api/room_scene.ts";
import { ApiClient } from "../api/client.ts";
import { makeCertificate } from "../support/certificate.ts";
import { freePort } from "../support/free_port.ts";
import { documentedNginx } from "../support/documented_starts.ts";
import { startNginx } from "../support/nginx.ts";

const HALF_HEADER = "GET /help HTTP/1.1\r\nHost: localhost\r\n";
const POST = "POST /api/join HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
/** What else takes time on a busy machine. */
const SLACK_MS = 3_000;

/** Sends `begin`, and then a space every half a second if it trickles; returns what came back, and after how long it was closed. */
async function slowly(
  port: number,
  begin: string,
  trickles: boolean,
): Promise<{ answer: string; closedAfterMs: number }> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const startedAtMs = performance.now();
  if (begin !== "") await connection.write(new TextEncoder().encode(begin));
  // A connection that has been closed refuses what trickles on.
  const trickle = () => void connection.write(new TextEncoder().encode(" ")).catch(() => {});
  const timer = trickles ? setInterval(trickle, 500) : undefined;
  const chunks: string[] = [];
  try {
    const buffer = new Uint8Array(4096);
    for (let size = await connection.read(buffer); size !== null; size = await connection.read(buffer)) {
      chunks.push(new TextDecoder().decode(buffer.subarray(0, size)));
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.ConnectionReset)) throw error;
  } finally {
    clearInterval(timer);
  }
  return { answer: chunks.join(""), closedAfterMs: performance.now() - startedAtMs };
}

async function temporaryDirectory(): Promise<AsyncDisposable & { path: string }> {
  const path = await Deno.makeTempDir();
  return { path, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}

Deno.test("behind the documented nginx: slow headers and bodies end, a held poll does not", async () => {
  await withRoom(async ({ server, api, guest, host }) => {
    const [port, tlsPort] = [freePort(), freePort()];
    const lines = documentedNginx("ends half-sent headers").replace("http://127.0.0.1:8000", server.origin);
    await using directory = await temporaryDirectory();
    const { certFile, keyFile } = await makeCertificate(directory.path, "127.0.0.1");
    await using _nginx = await startNginx(
      port,
      `server {\nlisten 127.0.0.1:${port};\nlisten 127.0.0.1:${tlsPort} ssl;\n` +
        `ssl_certificate ${certFile};\nssl_certificate_key ${keyFile};\n${lines}\n}`,
    );
    const behind = new ApiClient({ ...server, origin: `http://127.0.0.1:${port}` });
    const held = behind.poll(host, 0, LIMITS.holdMs);

    const cases = [
      {
        name: "half a TLS handshake",
        on: tlsPort,
        begin: "\x16\x03\x01\x02\x00\x01",
        trickles: false,
        limitMs: 10_000,
        answer: /^$/,
      },
      { name: "nothing", begin: "", trickles: false, limitMs: 10_000, answer: /^$/ },
      {
        name: "half a header",
        begin: HALF_HEADER,
        trickles: false,
        limitMs: 10_000,
        answer: /^(?:$|HTTP\/1\.1 408 )/,
      },
      {
        name: "a header that trickles in",
        begin: `${HALF_HEADER}X-Slow: `,
        trickles: true,
        limitMs: 10_000,
        answer: /^(?:$|HTTP\/1\.1 408 )/,
      },
      {
        name: "a body that stops",
        begin: `${POST}Content-Length: 1000\r\n\r\n{`,
        trickles: false,
        limitMs: 10_000,
        answer: /^(?:$|HTTP\/1\.1 408 )/,
      },
      {
        name: "a body that trickles in",
        begin: `${POST}Content-Length: 1000\r\n\r\n{`,
        trickles: true,
        limitMs: LIMITS.bodyMs + 5_000,
        answer: /^HTTP\/1\.1 408 [^]*"too_slow"/,
      },
    ];
    await Promise.all(cases.map(async ({ name, on = port, begin, trickles, limitMs, answer }) => {
      const seen = await slowly(on, begin, trickles);
      assert.match(seen.answer, answer, name);
      assert.ok(seen.closedAfterMs < limitMs + SLACK_MS, `${name}: ${seen.closedAfterMs} ms`);
    }));
    assert.equal((await held).status, 200, "a poll waits longer than any of them");
    assert.equal((await api.send(guest, host, 1)).status, 201);
  }, { TRUST_PROXY: "1" });
});
