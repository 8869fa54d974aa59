import assert from "node:assert/strict";
import { found, startServer } from "../../support/running_server.ts";

const WARNING = /^Warning: .*PUBLIC_ORIGIN/;

Deno.test("unboundTls: warns once when a request comes from an https page, and repeats nothing of it", async () => {
  for (
    const headers of [
      { "x-forwarded-proto": "https" },
      { "forwarded": "for=192.0.2.1;proto=https;host=evil.example" },
      { "origin": "https://evil.example" },
    ]
  ) {
    await using server = await startServer();
    await (await fetch(`${server.origin}/healthz`)).body?.cancel();
    assert.ok(!server.log.some((line) => WARNING.test(line)));
    for (let times = 0; times < 2; times++) {
      await (await fetch(`${server.origin}/healthz`, { headers: headers as HeadersInit })).body?.cancel();
    }
    await found(server.log, WARNING);
    await (await fetch(`${server.origin}/healthz`)).body?.cancel();
    assert.equal(server.log.filter((line) => WARNING.test(line)).length, 1);
    assert.ok(!server.log.join().includes("evil"));
  }
});

Deno.test("unboundTls: warns at the start with TRUST_PROXY alone; not with an https PUBLIC_ORIGIN", async () => {
  {
    await using server = await startServer({ TRUST_PROXY: "1" });
    await found(server.log, WARNING);
  }
  {
    await using server = await startServer({ TRUST_PROXY: "1", PUBLIC_ORIGIN: "http://video.example.org" });
    await found(server.log, WARNING);
  }
  await using server = await startServer({ TRUST_PROXY: "1", PUBLIC_ORIGIN: "https://video.example.org" });
  const headers = { "x-forwarded-proto": "https", host: "video.example.org" };
  await (await fetch(`${server.origin}/healthz`, { headers })).body?.cancel();
  assert.ok(!server.log.some((line) => WARNING.test(line)));
});
