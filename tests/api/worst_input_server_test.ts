/** No request keeps others waiting: whatever it brings, its time grows with its length at most. */
import assert from "node:assert/strict";
import { ROUTE_POLICIES } from "../../server/route_policy.ts";
import { LIMITS } from "../../wire/limits.ts";
import { sourceFiles } from "../support/imports.ts";
import { exchange } from "../support/raw_exchange.ts";
import { type RunningServer, startServer } from "../support/running_server.ts";
import { ApiClient } from "./client.ts";
import { aboutOf, apiScene, correctRequest } from "./correct_requests.ts";
import { ENDPOINT_CASES } from "./endpoints.ts";

/** What is repeated, with what may stand before and behind it. */
const SHAPES: readonly (readonly [begin: string, unit: string, end: string])[] = [
  ["", "a", "!"],
  ["a", "-a", ""],
  ["a", "-", "!"],
  ["", ",", "a"],
  ["", ";", "a"],
  ["a", " ", "a"],
  ["a", "\t ", "!"],
  ["de;q=", "1", "x"],
  ["de;q=0.", "0", "1"],
  ["", "de;q=0.1,", ""],
  ["a", ";q=0.1", ""],
  ["a=b", "; a=b", ""],
  ["", "=", ";"],
  ['"', '", "', '"'],
  ["", 'W/"a", ', ""],
  ["", ":", ""],
  ["", "::1, ", "x"],
  ["", "1.2.3.4, ", "x"],
  ["[", "0:", "]:1"],
  ["https://", "a.", "b"],
  ["https://a", "!", "b"],
  ["", "%25", "%"],
  ["", "proto=", "http"],
  ["Bearer ", "a ", "."],
  ["", "Safari/", ""],
  ["", "..", "/"],
];
/** Longest line that Deno takes with others in one head: 64 KiB. */
const LONG = 50_000;
const SHORT = 100;
/** What 500 times the length may cost: the way through the server is the greater part of a short one. */
const MOST_TIMES = 60;
/** A busy machine can delay any request, not the same one so often. */
const TRIES = 8;

const textOf = ([begin, unit, end]: (typeof SHAPES)[number], length: number): string =>
  begin + unit.repeat(Math.ceil((length - begin.length - end.length) / unit.length)) + end;

/** Every header that the server, or the framework below it, reads anywhere, and what proxies and browsers send besides. */
function headerNames(): string[] {
  const sources = ["server", "fresh", "routes"].flatMap((folder) => sourceFiles(folder));
  const read = sources.flatMap((file) =>
    [...Deno.readTextFileSync(file).matchAll(/\bheaders\.(?:get|has)\("([\w-]+)"\)/g)].map(([, name]) =>
      name!
    )
  );
  // Those that HTTP itself goes by end a request before anybody reads them.
  const framing = new Set(["content-length", "upgrade"]);
  const others = [
    "range",
    "referer",
    "accept",
    "sec-ch-ua",
    "sec-fetch-mode",
    "x-forwarded-host",
    "if-modified-since",
  ];
  return [...new Set([...read, ...others])].filter((name) => !framing.has(name));
}

interface Raw {
  line: string;
  headers: readonly string[];
  body?: string;
}

/** Sends a request, and beside it one for `/healthz`; returns how long the later answer took, and the first's status. */
async function timed({ port }: RunningServer, { line, headers, body = "" }: Raw): Promise<[number, string]> {
  const rest = [
    "Host: localhost",
    "Connection: close",
    ...body === "" ? [] : [`Content-Length: ${body.length}`],
  ];
  const head = [`${line} HTTP/1.1`, ...rest, ...headers].join("\r\n");
  const startedAtMs = performance.now();
  const answers = [exchange(port, `${head}\r\n\r\n${body}`), exchange(port, HEALTHZ)];
  const [answer = "", health = ""] = await Promise.all(answers);
  const tookMs = performance.now() - startedAtMs;
  assert.match(health, /^HTTP\/1\.1 200 /, "another request is answered meanwhile");
  return [tookMs, answer.slice(0, answer.indexOf("\r\n"))];
}
const HEALTHZ = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

/** Compares the long form of a request with its short one, both asked in turn. */
async function assertLinear(
  server: RunningServer,
  name: string,
  rawOf: (length: number) => Raw,
): Promise<string> {
  const [short, long] = [rawOf(SHORT), rawOf(LONG)];
  let [shortMs, longMs, status] = [Infinity, Infinity, ""];
  for (let tries = 0; tries < TRIES && longMs > MOST_TIMES * shortMs || tries === 0; tries++) {
    shortMs = Math.min(shortMs, (await timed(server, short))[0]);
    const [tookMs, told] = await timed(server, long);
    longMs = Math.min(longMs, tookMs);
    status = told;
  }
  assert.ok(
    longMs <= MOST_TIMES * shortMs,
    `${name}: ${longMs} ms, with the short one ${shortMs} ms (${status})`,
  );
  assert.match(status, /^HTTP\/1\.1 [2345]\d\d /, name);
  assert.doesNotMatch(status, /^HTTP\/1\.1 500 /, name);
  return status;
}

Deno.test("worst input: no header, however long and odd, keeps the server busy", async () => {
  await using server = await startServer({ TRUST_PROXY: "1" });
  const names = headerNames();
  assert.ok(
    ["accept-language", "cookie", "x-forwarded-for", "host", "authorization"].every((name) =>
      names.includes(name)
    ),
  );
  const file = /href="(\/[^"]+\.css[^"]*|\/[^"]+\.svg[^"]*)"/.exec(await (await fetch(server.origin)).text())
    ?.[1];
  assert.ok(file, "a page names a file");
  const lines = [
    "GET /help",
    "GET /practice",
    `GET ${file}`,
    "GET /metrics",
    "POST /api/join",
  ];
  for (const header of names) {
    for (const shape of SHAPES) {
      for (const line of lines) {
        await assertLinear(server, `${header}: ${shape} for ${line}`, (length) => ({
          line,
          headers: [
            ...header === "content-type" || line.startsWith("GET") ? [] : ["Content-Type: application/json"],
            `${header}: ${textOf(shape, length)}`,
          ],
          ...line.startsWith("GET") ? {} : { body: '{"email":"a@b.example"}' },
        }));
      }
    }
  }
});

Deno.test("worst input: so many headers of one name, so many cookies, so much of one body", async () => {
  await using server = await startServer({ TRUST_PROXY: "1" });
  // Deno takes a hundred headers.
  for (const header of headerNames()) {
    await assertLinear(server, `${header}, 90 times`, (length) => ({
      line: "GET /help",
      headers: Array.from({ length: 90 }, () => `${header}: ${textOf(["a", ",a", ""], length / 100)}`),
    }));
  }
});

Deno.test("worst input: no path and no query, however long and odd, keeps the server busy", async () => {
  await using server = await startServer();
  const paths = [...Object.keys(ROUTE_POLICIES), "/", "/:unknown", "/api/:unknown", "/practice/:unknown"];
  const inPath = SHAPES.map((shape) =>
    shape.map((text) => text.replace(/[\s"!]/g, "+")) as [string, string, string]
  )
    .concat([["a", "/", "a"], ["", "a/", "a"], ["", "%2F", "a"], ["", "%C3%A4", ""], ["", "*", "("]]);
  for (const path of paths.filter((path) => path.includes(":"))) {
    for (const shape of inPath) {
      const pathOf = (length: number) => path.replace(/:\w+\*?/, () => textOf(shape, length));
      await assertLinear(
        server,
        `${shape} in ${path}`,
        (length) => ({ line: `GET ${pathOf(length)}`, headers: [] }),
      );
    }
  }
  const queries: [string, string, string][] = [
    ["lang=en", "&lang=de", ""],
    ["lang=en&", "&", ""],
    ["lang=en&", "a=b&", ""],
    ["lang=", "+", "x"],
    ["after=", "1", ""],
    ["after=0&waitMs=", "0", "1"],
    ["serverAfter=", "9", "e9"],
    ["__frsh_c=", "a", "&"],
    ...inPath,
  ];
  for (
    const path of [
      "/help",
      "/check",
      "/practice",
      "/r/AAAAAAAAAAAAAAAAAAAAAA",
      "/api/about",
      "/api/practice/journal",
    ]
  ) {
    for (const shape of queries) {
      await assertLinear(server, `${path}?${shape}`, (length) => ({
        line: `GET ${path}?${textOf(shape, length)}`,
        headers: [],
      }));
    }
  }
});

/** JSON values that grow with the length. */
const VALUES: Record<string, (length: number) => string> = {
  ...Object.fromEntries(SHAPES.map((shape) => [
    `text ${shape}`,
    (length: number) => JSON.stringify(textOf(shape, length).slice(0, length)),
  ])),
  "base64url": (length) => `"${"A".repeat(length)}"`,
  "escapes": (length) => `"${"\\u0000".repeat(length / 6)}"`,
  "surrogates": (length) => `"${"\\ud800".repeat(length / 6)}"`,
  "marks": (length) => `"a${"\\u0301\\u0323".repeat(length / 12)}"`,
  "number": (length) => "1".repeat(length),
  "fraction": (length) => `0.${"0".repeat(length)}1`,
  "exponent": (length) => `1e${"9".repeat(length)}`,
  "arrays in arrays": (length) => "[".repeat(length / 2) + "]".repeat(length / 2),
  "objects in objects": (length) => '{"a":'.repeat(length / 6) + "1" + "}".repeat(length / 6),
  "a long array": (length) => `[${"0,".repeat(length / 2)}0]`,
  "an array of ids": (length) => `[${`"${"A".repeat(22)}",`.repeat(length / 25)}"${"A".repeat(22)}"]`,
  "an array of objects": (length) => `[${'{"to":"a","n":1,"body":"a"},'.repeat(length / 28)}{}]`,
  "an object": (length) => `{${Array.from({ length: length / 10 }, (_, i) => `"a${i}":1`).join()}}`,
  "one name": (length) => `{${'"__proto__":1,'.repeat(length / 14)}"__proto__":1}`,
};

Deno.test("worst input: no field of a body, however long and odd, keeps the server busy", async () => {
  await using server = await startServer({ TRUST_PROXY: "1" });
  const { scene, stranger } = await apiScene(server, new ApiClient(server));
  assert.ok(LONG * 1.2 < LIMITS.bodyBytes);
  let address = 0;
  const refused: string[] = [];
  for (const [endpoint, { body }] of Object.entries(ENDPOINT_CASES)) {
    for (const field of Object.keys(body ?? {})) {
      for (const [name, valueOf] of Object.entries(VALUES)) {
        const status = await assertLinear(server, `${name} as ${field} of ${endpoint}`, (length) => {
          const about = aboutOf(endpoint, { scene, stranger });
          const { method, path, headers } = correctRequest(endpoint, about);
          const { [field]: _, ...others } = about.body;
          const json = JSON.stringify(others);
          address++;
          return {
            line: `${method} ${path}`,
            headers: [
              ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
              `x-forwarded-for: 10.${address >> 16}.${(address >> 8) & 255}.${address & 255}`,
            ],
            body: `${json.slice(0, -1)}${json === "{}" ? "" : ","}${JSON.stringify(field)}:${
              valueOf(length)
            }}`,
          };
        });
        if (status.includes(" 429 ")) refused.push(`${endpoint} ${field}`);
      }
    }
  }
  // It counts a try before it looks at it.
  assert.deepEqual(
    [...new Set(refused)],
    ["POST /api/practice/proof authKey"],
    "every other body was looked at",
  );
});
