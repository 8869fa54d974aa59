import assert from "node:assert/strict";
import { startServer } from "../support/running_server.ts";
import fc from "fast-check";

Deno.test("raw requests: odd ones never make a 500, and the server goes on", async () => {
  await using server = await startServer();
  const seed = Math.floor(Math.random() * 2 ** 31);
  const word = fc.oneof(
    fc.constantFrom(
      "api",
      "rooms",
      "practice",
      "r",
      "messages",
      "_fresh",
      "..",
      ".",
      "%2e%2e",
      "%00",
      "%",
      "%ff",
      "*",
      "\\",
    ),
    fc.string({
      unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
      maxLength: 12,
    }),
  );
  const path = fc.array(word, { maxLength: 5 }).map((words) => `/${words.join("/")}`);
  const lines = fc.subarray([
    "Content-Length: x",
    "Content-Length: 5",
    "Transfer-Encoding: chunked",
    "Authorization: Bearer \u00e4",
    `Cookie: ${"a=b; ".repeat(500)}`,
    `X-Long: ${"x".repeat(20_000)}`,
    "Accept-Encoding:",
    "Sec-Fetch-Site: nowhere",
    "Expect: 100-continue",
    "no header at all",
  ], { maxLength: 3 });
  const method = fc.constantFrom("GET", "POST", "DELETE", "HEAD", "get", "OPTIONS", "TRACE", "XYZ");
  await fc.assert(
    fc.asyncProperty(method, path, lines, async (method, path, lines) => {
      const head = [`${method} ${path} HTTP/1.1`, "Host: localhost", "Connection: close", ...lines].join(
        "\r\n",
      );
      const status = await statusOf(server.port, `${head}\r\n\r\n`);
      assert.ok(
        status === undefined || status < 500,
        `seed ${seed}: ${head.slice(0, 200)} → ${status}`,
      );
    }),
    { seed, numRuns: 250 },
  );
  const { status, body } = await fetch(`${server.origin}/healthz`);
  await body?.cancel();
  assert.equal(status, 200);
});

/** The status that a raw request is answered with; undefined if the connection is closed without a word. */
async function statusOf(port: number, request: string): Promise<number | undefined> {
  using connection = await Deno.connect({ port, hostname: "127.0.0.1" });
  const writer = connection.writable.getWriter();
  await writer.write(Uint8Array.from(request, (char) => char.charCodeAt(0))).catch(() => {});
  // The request has ended, whatever it has promised: nobody waits for a body that does not come.
  await connection.closeWrite().catch(() => {});
  let answer = "";
  try {
    for await (const chunk of connection.readable.pipeThrough(new TextDecoderStream())) {
      answer += chunk;
      if (answer.includes("\r\n")) break;
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.ConnectionReset || error instanceof Deno.errors.BadResource)) {
      throw error;
    }
  }
  const status = /^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1];
  return status === undefined ? undefined : Number(status);
}
