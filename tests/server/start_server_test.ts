import assert from "node:assert/strict";
import { parseConfig } from "../../server/config.ts";
import { serverArguments } from "../../server/permissions.ts";
import { ApiClient } from "../api/client.ts";
import { gaugeIs, METRICS } from "../support/gauges.ts";
import { makeCertificate } from "../support/certificate.ts";
import { documentedServe } from "../support/documented_starts.ts";
import { found, START, startServer } from "../support/running_server.ts";

Deno.test("start: if it cannot start, it says why in one sentence, and ends with 1", async () => {
  const taken = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const directory = await Deno.makeTempDir();
  await Deno.writeTextFile(`${directory}/no.pem`, "no certificate");
  try {
    for (
      const [env, sentence] of [
        [
          { PORT: String(taken.addr.port) },
          /^Cannot listen on 127\.0\.0\.1, port \d+: Address already in use/m,
        ],
        [{ HOST: "nowhere.invalid" }, /^Cannot listen on nowhere\.invalid/m],
        [{ TLS_CERT: "gone.pem", TLS_KEY: "gone.pem" }, /^TLS_CERT cannot be "gone\.pem": No such file/m],
        [
          { TLS_CERT: `${directory}/no.pem`, TLS_KEY: `${directory}/no.pem` },
          /^Cannot listen on .*[Nn]o cert/m,
        ],
        [{ KV_URL: "/proc/no/database.sqlite3" }, /^Cannot open the database \/proc\/no/m],
        [
          { KV_URL: "http://127.0.0.1:9", DENO_KV_ACCESS_TOKEN: "x" },
          /^Cannot open the database http:\/\/127\.0\.0\.1:9/m,
        ],
      ] as [Record<string, string>, RegExp][]
    ) {
      const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
        args: START,
        env: { PORT: "0", HOST: "127.0.0.1", KV_URL: `${directory}/a.sqlite3`, NO_COLOR: "1", ...env },
      }).output();
      const [out, errors] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
      assert.equal(code, 1, out);
      assert.match(out!, sentence);
      assert.equal(errors, "", "no trace");
    }
  } finally {
    taken.close();
    await Deno.remove(directory, { recursive: true });
  }
});

Deno.test("start: ends with the sentence for a bad value", async () => {
  const { code, stdout } = await new Deno.Command(Deno.execPath(), {
    args: START,
    env: { LOBBY_MINUTES: "soon", NO_COLOR: "1" },
  }).output();
  assert.equal(code, 1);
  assert.match(
    new TextDecoder().decode(stdout),
    /^LOBBY_MINUTES cannot be "soon": a whole number from 0 to 1440 is needed\.$/m,
  );
});

Deno.test("main.ts: names the program to start when it is run itself", async () => {
  const { code, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "main.ts"],
    env: { NO_COLOR: "1" },
  }).output();
  assert.equal(code, 1);
  assert.match(
    new TextDecoder().decode(stdout),
    /^The program is start\.ts: `deno task start` builds the app/,
  );
});

Deno.test("start: with TLS_CERT and TLS_KEY it speaks TLS, and its cookies are Secure", async () => {
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

Deno.test("start: the address that it prints is a link, however HOST is spelled", async () => {
  for (
    const [host, link] of [
      ["[::1]", /^Listening on http:\/\/\[::1\]:\d+$/],
      ["0:0:0:0:0:0:0:1", /^Listening on http:\/\/\[::1\]:\d+$/],
      ["LocalHost", /^Listening on http:\/\/localhost:\d+$/],
    ] as const
  ) {
    await using server = await startServer({ HOST: host });
    const printed = (await found(server.log, link)).replace("Listening on ", "");
    assert.equal(await (await fetch(`${printed}/healthz`)).text(), "ok", host);
    assert.ok(server.log.some((line) => line.startsWith(`Set-up link: ${printed}/practice/setup#`)));
  }
});

Deno.test("deno serve _fresh/server.js: one server, with held polls, the set-up link, and an end in time", async () => {
  const directory = await Deno.makeTempDir();
  const child = new Deno.Command(Deno.execPath(), {
    args: documentedServe(directory),
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

Deno.test("start on Deno Deploy: the set-up link has no name that a visitor has sent", async () => {
  const directory = await Deno.makeTempDir();
  const variables = { DENO_DEPLOY: "1", HOST: "127.0.0.1", PORT: "0", KV_URL: `${directory}/test.sqlite3` };
  for (
    const [more, link] of [[{}, "/practice/setup#"], [
      PUBLIC,
      `${PUBLIC.PUBLIC_ORIGIN}/practice/setup#`,
    ]] as const
  ) {
    const child = new Deno.Command(Deno.execPath(), {
      args: serverArguments(parseConfig({ ...variables, ...more }), Deno.cwd()),
      env: { ...variables, ...more, NO_COLOR: "1" },
      stdout: "piped",
      stderr: "inherit",
    }).spawn();
    const log: string[] = [];
    const reading = (async () => {
      for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
        log.push(...text.split("\n"));
      }
    })();
    try {
      const port = Number(await found(log, /^Listening on https?:\/\/127\.0\.0\.1:(\d+)/));
      using connection = await Deno.connect({ hostname: "127.0.0.1", port });
      const request = "GET /practice HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n";
      await connection.write(new TextEncoder().encode(request));
      const printed = await found(log, /^Set-up link: (\S+)/);
      assert.ok(printed.startsWith(link), printed);
      assert.ok(!log.join().includes("evil.example"));
    } finally {
      child.kill("SIGKILL");
      await child.status;
      await reading;
    }
  }
  await Deno.remove(directory, { recursive: true });
});

const PUBLIC = { PUBLIC_ORIGIN: "https://video.example.org" };
