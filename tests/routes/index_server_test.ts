import assert from "node:assert/strict";
import { brotliDecompressSync } from "node:zlib";
import { startServer } from "../support/running_server.ts";

/** The first flight of a TCP connection: ten segments. */
const MAX_BYTES = 14_600;

/** The headers that Chrome on Android sends with a page. */
const HEADERS = [
  "Connection: keep-alive",
  'sec-ch-ua: "Chromium";v="150", "Google Chrome";v="150", "Not?A_Brand";v="99"',
  "sec-ch-ua-mobile: ?1",
  'sec-ch-ua-platform: "Android"',
  "Upgrade-Insecure-Requests: 1",
  "User-Agent: Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Mobile Safari/537.36",
  "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8",
  "Sec-Fetch-Site: none",
  "Sec-Fetch-Mode: navigate",
  "Sec-Fetch-User: ?1",
  "Sec-Fetch-Dest: document",
  "Accept-Encoding: gzip, deflate, br, zstd",
];

Deno.test("join page: within 14,600 bytes both ways, in two requests, and readable without any script", async (suite) => {
  await using server = await startServer();
  for (const lang of ["de", "en"]) {
    await suite.step(lang, async () => {
      const page = await exchange(server.port, "/", lang);
      assert.match(page.head, /^HTTP\/1\.1 200/);
      assert.match(page.head, /content-encoding: br/i);
      const html = new TextDecoder().decode(brotliDecompressSync(page.body));
      // What a browser fetches by itself: nothing but the icon. The one for iOS is fetched when somebody keeps the page.
      const kept = /<link rel="apple-touch-icon" href="[^"]+"\/?>/;
      assert.match(html, kept);
      const fetched = [
        ...html.replace(kept, "").matchAll(
          /<(?:link|script|img|iframe|source)\b[^>]*?\b(?:href|src)="([^"]+)"/g,
        ),
      ]
        .map((match) => match[1]!);
      assert.equal(fetched.length, 1, fetched.join(" "));
      assert.doesNotMatch(page.head, /^link:/im);
      const icon = await exchange(server.port, fetched[0]!, lang);
      assert.match(icon.head, /^HTTP\/1\.1 200/);
      const bytes = page.bytes + icon.bytes;
      assert.ok(bytes <= MAX_BYTES, `${bytes} bytes`);
      for (const part of ['id="name"', 'id="code"', 'type="submit"', "<noscript>", 'href="/help#code"']) {
        assert.ok(html.includes(part), part);
      }
      // Whatever the browser does by itself, name and code cannot be in it.
      for (const [, field] of html.matchAll(/(<input\b[^>]*>)/g)) assert.doesNotMatch(field!, /\sname=/);
    });
  }
});

/** One request on a connection of its own, counted to the byte. */
async function exchange(
  port: number,
  path: string,
  lang: string,
): Promise<{ head: string; body: Uint8Array; bytes: number }> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const lines = [`GET ${path} HTTP/1.1`, `Host: 127.0.0.1:${port}`, ...HEADERS, `Accept-Language: ${lang}`];
  const sent = new TextEncoder().encode(`${lines.join("\r\n")}\r\n\r\n`);
  await connection.write(sent);
  let received = new Uint8Array();
  const buffer = new Uint8Array(65_536);
  for (;;) {
    const end = headEnd(received);
    if (end > 0) {
      const head = new TextDecoder().decode(received.subarray(0, end));
      const length = Number(/^content-length: (\d+)/im.exec(head)?.[1]);
      assert.ok(length > 0, `a length is sent:\n${head}`);
      if (received.length >= end + length) {
        return { head, body: received.subarray(end), bytes: sent.length + received.length };
      }
    }
    const count = await connection.read(buffer);
    assert.ok(count, "the answer is whole");
    const longer = new Uint8Array(received.length + count);
    longer.set(received);
    longer.set(buffer.subarray(0, count), received.length);
    received = longer;
  }
}

/** Where the body begins; 0 while the head is not whole. */
function headEnd(bytes: Uint8Array): number {
  for (let i = 3; i < bytes.length; i++) {
    if (bytes[i] === 10 && bytes[i - 1] === 13 && bytes[i - 2] === 10 && bytes[i - 3] === 13) return i + 1;
  }
  return 0;
}
