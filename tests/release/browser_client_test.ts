import assert from "node:assert/strict";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { connectLikeBrowser, decoded } from "../../release/browser_client.ts";
import { browserHeaders, BROWSERS, KINDS } from "../../release/browser_headers.ts";
import { recordHttp1, recordHttp2 } from "../support/header_recorder.ts";

Deno.test("connectLikeBrowser: header fields arrive as they are given, in their order and spelling, by both protocols", async () => {
  for (const [protocol, start] of [["h2", recordHttp2], ["http/1.1", recordHttp1]] as const) {
    await using recorder = await start();
    const { origin } = recorder;
    await using client = await connectLikeBrowser({ origin, ...recorder.ca ? { ca: recorder.ca } : {} });
    assert.equal(client.protocols[0], protocol);
    for (const browser of BROWSERS) {
      for (const kind of KINDS) {
        const path = `/${browser}/${kind}`;
        const headers = browserHeaders({ protocol, browser, kind, origin, path, lang: "de-simple" });
        const { status } = await client.ask({ path, protocol, headers });
        assert.equal(status, 200);
        assert.deepEqual(recorder.recording.get(path), headers, path);
      }
    }
  }
});

Deno.test("connectLikeBrowser: takes no certificate that Deno does not trust", async () => {
  await using recorder = await recordHttp2();
  await assert.rejects(connectLikeBrowser({ origin: recorder.origin }), /certificate/);
});

/** A server that answers every request with these bytes, and closes. */
function answering(answer: string) {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const serving = (async () => {
    for await (const connection of listener) {
      await connection.read(new Uint8Array(10_000));
      const bytes = Uint8Array.from(answer, (each) => each.charCodeAt(0));
      try {
        for (let at = 0; at < bytes.length;) at += await connection.write(bytes.subarray(at));
      } catch (error) {
        // A client that has had enough closes first.
        if (!(error instanceof Deno.errors.BrokenPipe || error instanceof Deno.errors.ConnectionReset)) {
          throw error;
        }
      }
      connection.close();
    }
  })();
  return {
    origin: `http://127.0.0.1:${listener.addr.port}`,
    async [Symbol.asyncDispose]() {
      listener.close();
      await serving;
    },
  };
}

async function answerOf(answer: string) {
  await using server = answering(answer);
  const client = await connectLikeBrowser({ origin: server.origin });
  const { status, headers, body } = await client.ask({
    path: "/",
    protocol: "http/1.1",
    headers: [["Host", "x"]],
  });
  return { status, headers: Object.fromEntries(headers), text: new TextDecoder().decode(body) };
}

Deno.test("connectLikeBrowser: reads answers with a length, in chunks, up to the end, and without a body", async () => {
  assert.deepEqual(await answerOf("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nA: b:c\r\na: d\r\n\r\nhi"), {
    status: 200,
    headers: { "content-length": "2", a: "b:c, d" },
    text: "hi",
  });
  const chunks = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nh\r\n2;x=y\r\nel\r\n0\r\n\r\n";
  assert.equal((await answerOf(chunks)).text, "hel");
  assert.equal((await answerOf("HTTP/1.1 200 OK\r\n\r\nto the end")).text, "to the end");
  assert.equal((await answerOf('HTTP/1.1 304 Not Modified\r\nETag: "a"\r\n\r\n')).status, 304);
});

Deno.test("connectLikeBrowser: refuses what is no answer, has no end, or is too long", async () => {
  const header = "HTTP/1.1 200 OK\r\n";
  for (
    const [answer, told] of [
      ["", /no end/],
      ["SSH-2.0\r\n\r\n", /begins with "SSH/],
      ["HTTP/1.1 103 Early Hints\r\n\r\n", /begins with "HTTP\/1.1 103/],
      [`${header}Content-Length: 5\r\n\r\nhi`, /shorter/],
      [`${header}Content-Length: 99999999\r\n\r\n${"x".repeat(9_000_000)}`, /longer/],
      [`${header}Transfer-Encoding: chunked\r\n\r\n5\r\nhi`, /shorter/],
    ] as const
  ) await assert.rejects(answerOf(answer), told);
});

Deno.test("decoded: every coding of browsers, one upon another; refuses others, broken ones and bombs", async () => {
  const bytes = new TextEncoder().encode("text ".repeat(1000));
  const answer = (coding: string, body: Uint8Array) => ({
    status: 200,
    headers: new Headers({ "content-encoding": coding }),
    body: new Uint8Array(body),
  });
  for (
    const [coding, coded] of [
      ["br", brotliCompressSync(bytes)],
      ["gzip", gzipSync(bytes)],
      ["zstd", zstdCompressSync(bytes)],
      ["deflate", deflateSync(bytes)],
      ["deflate", deflateRawSync(bytes)],
      ["identity", bytes],
      ["GZIP, br", brotliCompressSync(gzipSync(bytes))],
    ] as const
  ) assert.deepEqual((await decoded(answer(coding, coded))).body, bytes, coding);
  assert.equal((await decoded(answer("br", new Uint8Array()))).body.length, 0);
  await assert.rejects(decoded(answer("dcb", bytes)), /unknown/);
  for (const coding of ["br", "gzip", "zstd", "deflate"]) {
    await assert.rejects(decoded(answer(coding, bytes)), coding);
  }
  await assert.rejects(decoded(answer("gzip", gzipSync(new Uint8Array(9_000_000)))));
});
