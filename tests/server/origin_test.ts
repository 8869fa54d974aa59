import assert from "node:assert/strict";
import { LIMITS } from "../../wire/limits.ts";
import { ApiClient } from "../api/client.ts";
import { makeCertificate } from "../support/certificate.ts";
import { startServer } from "../support/running_server.ts";

const PEER = "AAAAAAAAAAAAAAAAAAAAAA";

Deno.test("TLS_CERT, TLS_KEY: the server speaks TLS, and its cookies are Secure", async () => {
  const directory = await Deno.makeTempDir();
  const { certFile, keyFile } = await makeCertificate(directory, "127.0.0.1");
  const client = Deno.createHttpClient({ caCerts: [await Deno.readTextFile(certFile)] });
  // The DOM's types, which this project is checked with, do not know of Deno's client.
  const fetchTls = (url: string, init: RequestInit = {}) => fetch(url, { ...init, client } as RequestInit);
  try {
    await using server = await startServer({ TLS_CERT: certFile, TLS_KEY: keyFile });
    assert.match(server.log.join("\n"), /^Listening on https:\/\/127\.0\.0\.1:\d+$/m);
    assert.match(server.log.join("\n"), /^Set-up link: https:/m);
    const origin = server.origin.replace("http:", "https:");
    const page = await fetchTls(`${origin}/`);
    assert.equal(page.status, 200);
    assert.match(page.headers.get("strict-transport-security") ?? "", /max-age/);
    await page.body?.cancel();
    const made = await fetchTls(`${origin}/api/practice/setup`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(new ApiClient(server).setUpRequest()),
    });
    assert.equal(made.status, 201);
    assert.match(made.headers.get("set-cookie") ?? "", /^__Host-vieraugen=.*; Secure/);
    await made.body?.cancel();
  } finally {
    client.close();
    await Deno.remove(directory, { recursive: true });
  }
});

/** How many of a series of joins, each as from another address, are let through to the look-up. */
async function joinsCounted(
  env: Record<string, string>,
  addressOf: (index: number) => string,
): Promise<number> {
  await using server = await startServer(env);
  const api = new ApiClient(server);
  let counted = 0;
  for (let i = 0; i < LIMITS.joins.tries + 3; i++) {
    const { status } = await api.call("POST", "/api/join", {
      body: { locator: "00000", peerId: PEER },
      headers: { "x-forwarded-for": addressOf(i) },
    });
    if (status === 404) counted++;
    else assert.equal(status, 429);
  }
  return counted;
}

Deno.test("TRUST_PROXY: the last hop of X-Forwarded-For is the address; without it the header is nothing", async () => {
  const all = LIMITS.joins.tries + 3;
  assert.equal(await joinsCounted({ TRUST_PROXY: "1" }, (i) => `192.0.2.${i}`), all);
  assert.equal(
    await joinsCounted({ TRUST_PROXY: "1" }, (i) => `192.0.2.${i}, 198.51.100.7`),
    LIMITS.joins.tries,
    "what a client puts in front is not believed",
  );
  assert.equal(
    await joinsCounted({ TRUST_PROXY: "1" }, (i) => `2001:db8:0:1::${i}`),
    LIMITS.joins.tries,
    "a /64 is one household",
  );
  assert.equal(await joinsCounted({}, (i) => `192.0.2.${i}`), LIMITS.joins.tries);
});

Deno.test("PUBLIC_ORIGIN: pages asked for by another name go there; monitoring and the API do not", async () => {
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
