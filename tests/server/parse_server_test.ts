import assert from "node:assert/strict";
import { LIMITS } from "../../wire/limits.ts";
import { exchange } from "../support/raw_exchange.ts";
import { found, startServer } from "../support/running_server.ts";

const HEAD = "POST /api/join HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
const encode = (text: string) => new TextEncoder().encode(text);

Deno.test("readJson: a body that trickles in is refused after its time, with and without a length", async () => {
  await using server = await startServer();
  const ends = await Promise.all(
    ["Content-Length: 1000", "Transfer-Encoding: chunked"].map(async (length) => {
      using connection = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
      const startedAtMs = performance.now();
      await connection.write(encode(`${HEAD}${length}\r\n\r\n`));
      const trickle = length.startsWith("C") ? " " : "1\r\n \r\n";
      const timer = setInterval(() => void connection.write(encode(trickle)).catch(() => {}), 500);
      const buffer = new Uint8Array(1000);
      const sizeBytes = await connection.read(buffer);
      clearInterval(timer);
      assert.match(new TextDecoder().decode(buffer.subarray(0, sizeBytes ?? 0)), /^HTTP\/1\.1 408 /);
      return performance.now() - startedAtMs;
    }),
  );
  for (const tookMs of ends) {
    assert.ok(tookMs >= LIMITS.bodyMs - 100 && tookMs < LIMITS.bodyMs + 5_000, `${tookMs}`);
  }
  await found(server.log, /"status":408,"code":"too_slow"/);
});

Deno.test("readJson: a body whose client goes away, or whose chunks are none, is no defect of the server", async () => {
  await using server = await startServer();
  for (const rest of ["Content-Length: 1000\r\n\r\n{", "Transfer-Encoding: chunked\r\n\r\n5\r\n{"]) {
    const connection = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
    await connection.write(encode(HEAD + rest));
    await new Promise((resolve) => setTimeout(resolve, 100));
    connection.close();
  }
  await exchange(server.port, `${HEAD}Transfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\n{}`);
  await found(server.log, /"status":400,"code":"bad_request"/);
  assert.equal(await (await fetch(`${server.origin}/healthz`)).text(), "ok");
  assert.ok(!server.log.some((line) => /"status":5/.test(line)), server.log.join("\n"));
});
