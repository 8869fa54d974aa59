import assert from "node:assert/strict";
import { ApiClient } from "../../api/client.ts";
import { startServer } from "../../support/running_server.ts";

const PEER = "AAAAAAAAAAAAAAAAAAAAAA";

Deno.test("canonicalOrigin: redirects pages under another host name, not monitoring and the API", async () => {
  await using server = await startServer({ PUBLIC_ORIGIN: "https://video.example.org" });
  assert.match(server.log.join("\n"), /^Set-up link: https:\/\/video\.example\.org\/practice\/setup#/m);
  for (const path of ["/", "/help?a=b", "/r/AAAAAAAAAAAAAAAAAAAAAA"]) {
    const page = await fetch(server.origin + path, { redirect: "manual" });
    assert.deepEqual([page.status, page.headers.get("location")], [308, `https://video.example.org${path}`]);
    await page.body?.cancel();
  }
  assert.equal(await (await fetch(`${server.origin}/healthz`)).text(), "ok");
  // The way of a proxy that hands the name on.
  const { status } = await new ApiClient(server).call("POST", "/api/join", {
    body: { locator: "00000", peerId: PEER },
  });
  assert.equal(status, 404);
});
