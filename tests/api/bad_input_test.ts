import assert from "node:assert/strict";
import fc from "fast-check";
import { randomSecret } from "../../kv/hashes.ts";
import { ERROR_STATUS, type ErrorCode } from "../../wire/errors.ts";
import { LIMITS } from "../../wire/limits.ts";
import { type RunningServer, startServer } from "../support/running_server.ts";
import { type Answer, ApiClient, type Seated } from "./client.ts";
import { type Place, PLACES, type Scene } from "./endpoints.ts";
import { anyText } from "../support/any_text.ts";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "PROPFIND"];

/** A request on its way to be sent. */
interface Sent {
  method: string;
  path: string;
  headers: Record<string, string>;
  raw?: BodyInit;
}

/** Makes something wrong with a request; tells the codes that may answer, or nothing where it does not apply. */
type Spoiler = (sent: Sent, about: About, junk: Junk) => ErrorCode[] | undefined;

interface About {
  place: Place;
  methods: string[];
  scene: Scene;
  stranger: Seated;
  body: Record<string, unknown>;
}

/** Random material for the spoilers. */
interface Junk {
  text: string;
  value: unknown;
  pick: number;
}

const junk: fc.Arbitrary<Junk> = fc.record({
  text: fc.oneof(
    anyText({ maxLength: 80 }),
    fc.constantFrom(
      "",
      ".",
      "..",
      "%",
      "/",
      "\\",
      "\0",
      "-1",
      "1.5",
      "1e3",
      "99999999999999999999",
      "__proto__",
    ),
  ),
  value: fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom<unknown>(
      null,
      "",
      " ",
      "\u0000",
      "\ud800",
      -1,
      0.5,
      1e300,
      [],
      {},
      "A".repeat(22) + "=",
      "A".repeat(21) + "B",
      "x".repeat(5000),
      Array.from({ length: 17 }, () => ({ to: "A".repeat(22), n: 1, body: "x" })),
      [null],
      [{ to: 1 }],
      [{ to: "A".repeat(22), n: -1, body: "x" }],
      [{ to: "A".repeat(22), n: 2 ** 60, body: "x" }],
      [{ to: "A".repeat(22), n: 1, body: "ä" }],
    ),
  ),
  pick: fc.nat({ max: 1000 }),
});

const SPOILERS: Record<string, Spoiler> = {
  method(sent, { methods }, { pick }) {
    const others = METHODS.filter((method) => !methods.includes(method));
    sent.method = others[pick % others.length]!;
    return ["method_not_allowed"];
  },
  room(sent, { scene }, { text, pick }) {
    if (!sent.path.includes(scene.room)) return undefined;
    const wellFormed = !/[\ud800-\udfff]/.test(text) && pick % 3 > 0;
    sent.path = sent.path.replace(scene.room, wellFormed ? encodeURIComponent(text) : randomSecret(128));
    return ["consultation_unknown", "seat_unknown", "not_found", "method_not_allowed"];
  },
  id(sent, _, { text, pick }) {
    const id = /(?<=\/(?:sessions|passkeys|invitations|members)\/)[\w-]{22}(?=\/|$)/;
    if (!id.test(sent.path)) return undefined;
    const wellFormed = /[\ud800-\udfff]/.test(text) ? "x" : encodeURIComponent(text);
    // A key of the store has at most 2 KiB.
    const others = [wellFormed, "A".repeat(1_900 + pick), "%41".repeat(5_000)];
    sent.path = sent.path.replace(id, others[pick % others.length]!);
    return ["not_found", "method_not_allowed"];
  },
  rights(sent, { place, scene, stranger }, { pick }) {
    if (place.for === "anybody") return undefined;
    if (place.for === "member") {
      sent.headers["cookie"] = [
        "",
        "vieraugen=",
        `vieraugen=${randomSecret(256)}`,
        'vieraugen="x',
        ";;=;",
      ][pick % 5]!;
      return ["signed_out"];
    }
    const { token } = scene.guest;
    const tokens = [
      "",
      "Bearer ",
      "Basic YTpi",
      `Bearer ${token.slice(0, -1)}`,
      `Bearer ${token}x`,
      `Bearer ${token.slice(0, 46)}${randomSecret(256)}`,
      `Bearer ${scene.host.token.slice(0, 46)}${token.slice(46)}`,
      ...sent.path.includes(scene.room) ? [`Bearer ${stranger.token}`] : [],
    ];
    const chosen = tokens[pick % tokens.length]!;
    sent.headers["authorization"] = chosen;
    // Under the host's name the message would be one to oneself: refused before the token is looked up.
    const toSelf = place.body !== undefined && chosen.includes(scene.host.peerId);
    return toSelf ? ["seat_unknown", "bad_request"] : ["seat_unknown"];
  },
  contentType(sent, { place }, { pick }) {
    if (!place.body) return undefined;
    const types = ["text/plain", "application/x-www-form-urlencoded", "application/jsonx", "x", ""];
    sent.headers["content-type"] = types[pick % types.length]!;
    return ["unsupported_media_type"];
  },
  size(sent, { place, body }, { pick }) {
    if (!place.body) return undefined;
    const large = JSON.stringify({ ...body, more: "x".repeat(LIMITS.bodyBytes) });
    sent.raw = pick % 2 === 0 ? large : new Blob([large]).stream();
    return ["too_large"];
  },
  json(sent, { place }, { text, value, pick }) {
    if (!place.body) return undefined;
    const noObject = typeof value !== "object" || value === null ? JSON.stringify(value) : "[]";
    sent.raw = [`{${text}`, noObject, "", new Uint8Array([0x7b, 0xff, pick % 256])][pick % 4]!;
    return ["bad_request"];
  },
  field(sent, { place, body }, { value, pick }) {
    const names = Object.keys(place.body ?? {});
    const name = names[pick % names.length];
    if (name === undefined || sent.raw === undefined) return undefined;
    const changed: Record<string, unknown> = { ...body };
    if (place.body![name]!.isRight(value) || pick % 5 === 0) delete changed[name];
    else changed[name] = value;
    sent.raw = JSON.stringify(changed);
    return ["bad_request"];
  },
  query(sent, { place }, { text, pick }) {
    if (!place.query || /^\d{1,15}$/.test(text)) return undefined;
    const name = Object.keys(place.query)[pick % 2]!;
    const wellFormed = /[\ud800-\udfff]/.test(text) ? "x" : text;
    sent.path = `${sent.path.split("?")[0]}?${name}=${encodeURIComponent(wellFormed)}`;
    return ["bad_request"];
  },
  site(sent, _, { pick }) {
    if (sent.method === "GET") return undefined;
    const sites = [
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { origin: "null" },
      {
        origin: "https://evil.example",
      },
    ];
    Object.assign(sent.headers, sites[pick % sites.length]);
    return ["cross_site"];
  },
};

/** Headers that no answer depends on. */
const harmless = fc.constantFrom<Record<string, string>>(
  {},
  { accept: "*/*;q=x,,;" },
  { "accept-language": "xx-YY;q=9, ;;;, de;q=" },
  { "accept-encoding": "br;q=, *;q=-1, \u00ff" },
  { range: "bytes=-0" },
  { "if-none-match": 'W/"", *' },
  { "x-request-id": "x".repeat(4000) },
  { expect: "nothing" },
  { referer: "::not a url::" },
);

/** Everything that is stored, but for the counters of tries. */
async function stored(kv: Deno.Kv): Promise<string[]> {
  const entries: string[] = [];
  for await (const { key, value, versionstamp } of kv.list({ prefix: [] })) {
    if (key[0] !== "tries") {
      entries.push(Deno.inspect([key, value, versionstamp], { depth: 9, strAbbreviateSize: 1e6 }));
    }
  }
  return entries;
}

function assertRefused(
  { status, headers, body }: Answer<unknown>,
  codes: readonly ErrorCode[],
  told: string,
): void {
  const { error } = body;
  assert.ok(error !== undefined && codes.includes(error), `${told}: ${status} ${error}, not one of ${codes}`);
  assert.equal(status, ERROR_STATUS[error], told);
  assert.equal(headers.get("cache-control"), "no-store", told);
}

async function scene(server: RunningServer, api: ApiClient): Promise<{ scene: Scene; stranger: Seated }> {
  const cookie = await api.setUp();
  const [{ room }, other] = [await api.create(cookie), await api.create(cookie)];
  const [guest, host, stranger] = [
    await api.guest(room),
    await api.host(room, cookie),
    await api.guest(other.room),
  ];
  assert.equal((await api.send(guest, host, 1)).status, 201);
  assert.ok(server.log.length > 0);
  return { scene: { room, guest, host, cookie }, stranger };
}

Deno.test("bad input: each endpoint refuses by name whatever is wrong; nothing is stored, nothing is told", async () => {
  await using server = await startServer({ TRUST_PROXY: "1" });
  const api = new ApiClient(server);
  const made = await scene(server, api);
  using kv = await Deno.openKv(server.kvFile);
  const before = await stored(kv);
  const seed = Math.floor(Math.random() * 2 ** 31);
  const request = fc.tuple(
    fc.constantFrom(...Object.keys(PLACES)),
    fc.subarray(Object.keys(SPOILERS), { minLength: 1, maxLength: 3 }),
    junk,
    harmless,
    fc.ipV4(),
  );
  let sentCount = 0;
  await fc.assert(
    fc.asyncProperty(request, async ([endpoint, spoilers, material, headers, address]) => {
      const about = aboutOf(endpoint, made);
      const sent = correctRequest(endpoint, about);
      Object.assign(sent.headers, headers, { "x-forwarded-for": address });
      const codes = spoilers.flatMap((name) => SPOILERS[name]!(sent, about, material) ?? []);
      if (codes.length === 0) codes.push(...SPOILERS["method"]!(sent, about, material)!);
      const told = `seed ${seed}: ${endpoint} with ${spoilers} as ${sent.method} ${sent.path}`;
      const answer = await api.call(sent.method, sent.path, {
        headers: sent.headers,
        ...(sent.raw === undefined || sent.method === "GET" ? {} : { raw: sent.raw }),
      });
      assertRefused(answer, [...codes, ...about.place.also ?? []], told);
      sentCount++;
    }),
    { seed, numRuns: 1500 },
  );
  assert.ok(sentCount >= 1500);
  assert.deepEqual(await stored(kv), before, `seed ${seed}: something was stored`);
  const { room, guest, cookie } = made.scene;
  for (const secret of [room, guest.token.split(".")[2]!, guest.peerId, cookie.split("=")[1]!]) {
    assert.ok(!server.log.slice(2).some((line) => line.includes(secret)), "the log tells no secret");
  }
  // What was right before is right still.
  for (const [endpoint, { for: who }] of Object.entries(PLACES)) {
    if (who !== "seat" || !endpoint.startsWith("GET")) continue;
    const { method, path, headers } = correctRequest(endpoint, aboutOf(endpoint, made));
    assert.equal((await api.call(method, path, { headers })).status, 200);
  }
});

Deno.test("bad input: set-up without the link's token, however it looks, creates nothing", async () => {
  await using server = await startServer({ TRUST_PROXY: "1" });
  const api = new ApiClient(server);
  using kv = await Deno.openKv(server.kvFile);
  const before = await stored(kv);
  const seed = Math.floor(Math.random() * 2 ** 31);
  const right = String(api.setUpRequest()["token"]);
  const token = fc.oneof(
    fc.string(),
    fc.constantFrom(right.slice(1), `${right}x`, right.toLowerCase(), randomSecret(256)),
  )
    .filter((value) => value !== right);
  await fc.assert(
    fc.asyncProperty(token, fc.ipV4(), async (token, address) => {
      const answer = await api.call("POST", "/api/practice/setup", {
        body: { ...api.setUpRequest(), token },
        headers: { "x-forwarded-for": address },
      });
      assertRefused(answer, ["setup_token_wrong", "bad_request"], `seed ${seed}`);
    }),
    { seed, numRuns: 60 },
  );
  assert.deepEqual(await stored(kv), before);
  assert.equal((await api.call("POST", "/api/practice/setup", { body: api.setUpRequest() })).status, 201);
});

Deno.test("bad input: odd requests on the wire never make a 500, and the server goes on", async () => {
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
  assert.equal(
    await statusOf(server.port, "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
    200,
  );
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

function aboutOf(endpoint: string, { scene, stranger }: { scene: Scene; stranger: Seated }): About {
  const place = PLACES[endpoint]!;
  const path = endpoint.split(" ")[1]!;
  const methods = Object.keys(PLACES).map((other) => other.split(" ")).filter(([, other]) => other === path)
    .map(([method]) => method!);
  const fields = Object.entries(place.body ?? {}).map(([name, field]) => [name, field.right(scene)]);
  return { place, methods, scene, stranger, body: Object.fromEntries(fields) };
}

function correctRequest(endpoint: string, { place, scene, body }: About): Sent {
  const [method = "", pattern = ""] = endpoint.split(" ");
  const query = place.query ? `?${new URLSearchParams(place.query)}` : "";
  return {
    method,
    path: pattern.replace(":room", scene.room).replace(":id", randomSecret(128)) + query,
    headers: {
      ...(place.body ? { "content-type": "application/json" } : {}),
      ...(place.for === "seat" ? { authorization: `Bearer ${scene.guest.token}` } : {}),
      ...(place.for === "member" ? { cookie: scene.cookie } : {}),
    },
    ...(place.body ? { raw: JSON.stringify(body) } : {}),
  };
}
