import assert from "node:assert/strict";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import manifest from "../../fresh.gen.ts";
import { builtFiles } from "../../release/hashes.ts";
import { copyUpload } from "../../release/staging.ts";
import { connectLikeBrowser } from "../../release/browser_client.ts";
import { startReference } from "../../release/reference.ts";
import { compare, environmentOf, pagesOf } from "../../release/verify.ts";
import type { AboutAnswer } from "../../wire/about.ts";
import { makeCertificate } from "../support/certificate.ts";
import { type RunningServer, startServer } from "../support/running_server.ts";

/** Everything that pages are filled with, and characters that could become markup. */
const CONFIGURED = {
  OPERATOR_NAME: 'Praxis <b>Öztürk</b> & "Söhne"',
  OPERATOR_ADDRESS: "Hauptstraße 1\\n12345 Ort",
  OPERATOR_EMAIL: "info@praxis.example",
  OPERATOR_PHONE: "+49 30 1234",
  OPERATOR_LEGAL: "Ärztekammer <script>alert(1)</script>",
  OPERATOR_DATA_PROTECTION: "Frau Kühn",
  OPERATOR_CERTIFICATES: "ISO 27001",
  SECURITY_CONTACT: "mailto:security@praxis.example",
  CODE_LENGTH: "16",
  LOBBY_MINUTES: "45",
  RETENTION_DAYS: "3",
  TURN_URLS: "turns:relay.praxis.example:443?transport=tcp",
  TURN_SECRET: "secret of the relay",
  STUN_URLS: "stun:stun.praxis.example",
  ICE_RELAY_ONLY: "1",
};

/** An answer on its way through somebody's hands. */
interface Passing {
  path: string;
  request: Request;
  headers: Headers;
  text: string;
  status: number;
}

/** How a proxy can code a content. "deflate" has two forms that browsers take. */
const CODERS = {
  br: brotliCompressSync,
  gzip: gzipSync,
  zstd: zstdCompressSync,
  deflate: deflateSync,
  "deflate, bare": deflateRawSync,
  "gzip, br": (bytes: Uint8Array) => brotliCompressSync(gzipSync(bytes)),
} as const;
type Coder = keyof typeof CODERS;

/** A proxy before a server, that speaks TLS if it has a certificate. */
type Proxy = { origin: string } & AsyncDisposable;
interface ProxyOptions {
  /** A certificate and its key, in PEM. */
  tls?: { cert: string; key: string };
}

/** Stands before a server and changes what passes; codes the content if `change` names a coder. */
function standBefore(
  server: RunningServer,
  change: (passing: Passing) => Coder | void,
  { tls }: ProxyOptions = {},
): Proxy {
  const options = { port: 0, hostname: "127.0.0.1", onListen: () => {}, ...tls };
  const proxy = Deno.serve(options, async (request) => {
    const { pathname, search, host } = new URL(request.url);
    const forwarded = new Headers(request.headers);
    forwarded.set("host", host);
    // fetch does not decode parts.
    forwarded.delete("range");
    const response = await fetch(server.origin + pathname + search, {
      headers: forwarded,
      redirect: "manual",
    });
    const headers = new Headers(response.headers);
    // The answer has been unpacked; a proxy's own marks are no difference.
    headers.delete("content-encoding");
    headers.delete("content-length");
    headers.set("via", "1.1 somebody");
    const body = await response.bytes();
    const passing = {
      path: pathname,
      request,
      headers,
      text: new TextDecoder().decode(body),
      status: response.status,
    };
    const before = passing.text;
    const coder = change(passing);
    const changed = passing.text === before ? body : new TextEncoder().encode(passing.text);
    if (coder !== undefined) headers.set("content-encoding", coder.replace(/, bare$/, ""));
    const sent = coder === undefined ? changed : new Uint8Array(CODERS[coder](changed));
    return new Response(passing.status === 304 ? null : sent, { status: passing.status, headers });
  });
  return {
    origin: `${tls ? "https" : "http"}://127.0.0.1:${(proxy.addr as Deno.NetAddr).port}`,
    [Symbol.asyncDispose]: () => proxy.shutdown(),
  };
}

async function verify(origin: string): Promise<{ code: number; output: string }> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "verify.ts", origin],
    env: { NO_COLOR: "1" },
  }).output();
  return { code, output: new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr) };
}

const nonceOf = ({ headers }: Passing) =>
  /'nonce-(\w+)'/.exec(headers.get("content-security-policy") ?? "")?.[1] ?? "";
const isPage = ({ headers }: Passing) => headers.get("content-type")?.startsWith("text/html") === true;

Deno.test("verify: accepts a configured server of this checkout behind a proxy", async () => {
  await using server = await startServer(CONFIGURED);
  await using proxy = standBefore(server, () => {});
  const { code, output } = await verify(`${proxy.origin}/some/page`);
  assert.match(output, /^Verified: /m);
  assert.match(output, /signed in, other scripts/, "and what that does not say");
  assert.equal(code, 0);
});

Deno.test("verify: finds each change that is made on the way", async (t) => {
  await using server = await startServer(CONFIGURED);
  const inList = (await builtFiles(Deno.cwd())).find(({ path }) => path.includes("/PracticeHome-"))!.path;
  const cases: [name: string, change: (passing: Passing) => Coder | void, told: RegExp][] = [
    ["a script, by one byte", (p) => {
      if (p.path === inList) p.text += ";";
    }, /PracticeHome-.*differs from byte/],
    ["a script, for whoever takes Brotli", (p) => {
      if (p.path.endsWith(".js") && p.request.headers.get("accept-encoding") === "br") p.text = `0;${p.text}`;
    }, /\(br\): differs from byte 0/],
    ["a script tag with the page's nonce", (p) => {
      if (p.path === "/") {
        p.text = p.text.replace("</body>", `<script nonce="${nonceOf(p)}">x()</script></body>`);
      }
    }, /^\/ \(de\): differs from byte .*<script nonce/m],
    ["a script tag, for English eyes", (p) => {
      if (p.path === "/help" && p.request.headers.get("accept-language")!.startsWith("en")) {
        p.text = p.text.replace("</head>", `<script src="/x.js"></script></head>`);
      }
    }, /^\/help \(en\): /m],
    ["a handler in an element", (p) => {
      if (p.path.startsWith("/r/")) p.text = p.text.replace("<main", '<main onclick="x()"');
    }, /^\/r\/A+ \(de\): differs/m],
    ["the script within the join page", (p) => {
      if (p.path === "/") p.text = p.text.replace("(()=>{", "(()=>{leak();");
    }, /^\/ \(de\): differs/m],
    ["a form's destination", (p) => {
      if (p.path === "/") p.text = p.text.replace('<form id="join"', '<form id="join" action="/x"');
    }, /^\/ \(de\): differs/m],
    ["a policy that lets more run", (p) => {
      const policy = p.headers.get("content-security-policy");
      if (isPage(p) && policy) {
        p.headers.set(
          "content-security-policy",
          policy.replace("script-src ", "script-src 'unsafe-inline' "),
        );
      }
    }, /content-security-policy is ".*unsafe-inline/],
    [
      "no policy at all",
      (p) => p.headers.delete("content-security-policy"),
      /content-security-policy is absent/,
    ],
    ["a nonce that is always the same", (p) => {
      const nonce = nonceOf(p);
      if (nonce === "") return;
      const same = "0123456789abcdef".repeat(2);
      p.text = p.text.replaceAll(nonce, same);
      p.headers.set(
        "content-security-policy",
        p.headers.get("content-security-policy")!.replaceAll(nonce, same),
      );
    }, /nonce has been used before/],
    ["a header that loads or leads elsewhere", (p) => {
      if (p.path === "/faq") p.headers.set("refresh", "0; url=/x");
    }, /^\/faq .*refresh is "0; url=\/x" instead of absent/m],
    ["markup in what the operator says of itself", (p) => {
      if (p.path === "/imprint") p.text = p.text.replace("&lt;b>Öztürk&lt;/b>", "<b>Öztürk</b>");
    }, /^\/imprint \(de\): differs/m],
    ["a character that nobody sees, and nothing of it on the terminal", (p) => {
      if (p.path === "/privacy") p.text = p.text.replace("<h1>", "<h1>\u200b\u001b[2J");
    }, /^\/privacy \(de\): differs [\x20-\x7e]*$/m],
    ["a page of our own that is another one", (p) => {
      if (p.path === "/practice") p.text = p.text.replace("<h1>", "<h1> ");
    }, /^\/practice \(de\): differs/m],
  ];
  const about = await (await fetch(`${server.origin}/api/about`)).json() as AboutAnswer;
  // Some of all, so that each case is short; verify as a whole is tried above.
  const pages = pagesOf(manifest.routes).filter((page) =>
    /^\/(help|faq|imprint|privacy|practice|r\/.*)?$/.test(page)
  );
  const files = (await builtFiles(Deno.cwd())).filter(({ path }) => path === inList || path.endsWith(".svg"));
  await using reference = await startReference(
    Deno.cwd(),
    environmentOf(about, server.origin),
    server.origin,
  );
  for (const [name, change, told] of cases) {
    await t.step(name, async () => {
      await using proxy = standBefore(server, change);
      await using remote = await connectLikeBrowser({ origin: proxy.origin });
      const found = await compare({ remote, local: reference.ask, origin: proxy.origin, pages, files });
      assert.match(found.map(({ where, what }) => `${where}: ${what}`).join("\n"), told);
    });
  }
  await t.step("and told, with 1", async () => {
    await using proxy = standBefore(server, cases[0]![1]);
    const { code, output } = await verify(proxy.origin);
    assert.match(output, cases[0]![2]);
    assert.match(output, /^NOT verified: /m);
    assert.equal(code, 1);
  });
  await t.step("a server that lies about itself cannot make this one lie", async () => {
    await using proxy = standBefore(server, (p) => {
      if (p.path === "/api/about") p.text = p.text.replace('"lobbyMinutes":45', '"lobbyMinutes":"1e9"');
    });
    const { code, output } = await verify(proxy.origin);
    assert.match(output, /^Cannot verify .*LOBBY_MINUTES cannot be/m);
    assert.equal(code, 2);
  });
});

Deno.test("verify: finds what is changed for browsers alone, whatever they are told by, in every coding and protocol", async (t) => {
  await using server = await startServer(CONFIGURED);
  const about = await (await fetch(`${server.origin}/api/about`)).json() as AboutAnswer;
  const env = environmentOf(about, server.origin);
  await using reference = await startReference(Deno.cwd(), env, server.origin);
  const files = (await builtFiles(Deno.cwd())).filter(({ path }) => path.includes("/PracticeHome-"));
  const directory = await Deno.makeTempDir();
  const { certFile, keyFile } = await makeCertificate(directory, "127.0.0.1");
  const [cert, key] = [await Deno.readTextFile(certFile), await Deno.readTextFile(keyFile)];
  await Deno.remove(directory, { recursive: true });

  /** What is found behind a proxy, in a script and in a page of each kind. */
  const found = async (change: (passing: Passing) => Coder | void, options: ProxyOptions = {}) => {
    await using proxy = standBefore(server, change, options);
    const { origin } = proxy;
    await using remote = await connectLikeBrowser({ origin, ca: cert });
    const pages = ["/"];
    const differences = await compare({ remote, local: reference.ask, origin, pages, files });
    return differences.map(({ where, what }) => `${where}: ${what}`).join("\n");
  };
  const has = (name: string, pattern = /./) => ({ request }: Passing) =>
    pattern.test(request.headers.get(name) ?? "");
  const isScript = ({ path }: Passing) => path.endsWith(".js");
  /** Changes what a condition is true for. */
  const changeIf = (isVictim: (passing: Passing) => boolean) => (passing: Passing) => {
    if (passing.status === 200 && isVictim(passing)) passing.text = `0;${passing.text}`;
  };

  await t.step("nothing, in any coding, by both protocols", async () => {
    for (const options of [{}, { tls: { cert, key } }]) {
      assert.equal(await found(() => {}, options), "");
      for (const coder of Object.keys(CODERS) as Coder[]) {
        const codings = coder.replace(", bare", "").split(", ");
        const isAccepted = (p: Passing) =>
          codings.every((coding) =>
            (p.request.headers.get("accept-encoding") ?? "").split(", ").includes(coding)
          );
        assert.equal(
          await found((p) => p.status === 200 && isAccepted(p) ? coder : undefined, options),
          "",
          coder,
        );
      }
    }
  });
  for (const coder of Object.keys(CODERS) as Coder[]) {
    await t.step(`a script, coded as ${coder}`, async () => {
      const codings = coder.replace(", bare", "").split(", ");
      const change = (p: Passing) => {
        const accepted = (p.request.headers.get("accept-encoding") ?? "").split(", ");
        if (!isScript(p) || !codings.every((coding) => accepted.includes(coding))) return;
        p.text = `0;${p.text}`;
        return coder;
      };
      assert.match(await found(change), /PracticeHome-.*differs from byte 0/);
    });
  }
  await t.step("a coding that was not asked for, or that nobody knows, or that is broken", async () => {
    const isPlain = ({ request }: Passing) => request.headers.get("accept-encoding") === "identity";
    assert.match(
      await found((p) => isPlain(p) ? "zstd" : undefined),
      /\(de, identity\): is coded as "zstd", which was not asked for/,
    );
    assert.match(
      await found((p) => void (isScript(p) && p.headers.set("content-encoding", "dcz"))),
      /cannot be read: "the coding \\"dcz\\" is unknown"/,
    );
    assert.match(
      await found((p) => void (isScript(p) && p.headers.set("content-encoding", "zstd"))),
      /cannot be read/,
    );
  });
  const told: [name: string, isVictim: (passing: Passing) => boolean, told: RegExp][] = [
    ["whoever takes zstd", has("accept-encoding", /zstd/), /differs/],
    [
      "whoever takes deflate and no br",
      has("accept-encoding", /^gzip, deflate$/),
      /gzip, deflate\): differs/,
    ],
    ["Safari's codings", has("accept-encoding", /^gzip, deflate, br$/), /gzip, deflate, br\): differs/],
    ["a script element", has("sec-fetch-dest", /^script$/), /PracticeHome-.*differs/],
    ["cors alone", has("sec-fetch-mode", /^cors$/), /PracticeHome-.*differs/],
    ["a typed address", has("sec-fetch-site", /^none$/), /^\/ \(de, .*typed.*differs/m],
    [
      "a followed link",
      (p) => has("sec-fetch-site", /^same-origin$/)(p) && isPage(p),
      /^\/ \(de, .*linked.*differs/m,
    ],
    ["a navigation by hand", has("sec-fetch-user", /^\?1$/), /^\/ .*differs/m],
    ["an upgrade of requests", has("upgrade-insecure-requests"), /^\/ .*differs/m],
    ["Chromium's hints", has("sec-ch-ua", /Chromium/), /chromium.*differs/],
    ["Firefox's name", has("user-agent", /Firefox/), /firefox.*differs/],
    ["no hints and no Firefox", (p) => !has("sec-ch-ua")(p) && has("user-agent", /Chrome/)(p), /^$/],
    ["a priority", has("priority"), /differs/],
    ["a preload by its priority", has("priority", /^u=1$/), /PracticeHome-.*differs/],
    ["a chosen language", has("cookie", /lang=/), /^\/ \(de-simple.*differs/m],
    ["English", has("accept-language", /^en-US,en;q=0.9$/), /^\/ \(en\S*: differs/m],
    ["nobody but tools", (p) => !p.request.headers.has("accept-encoding"), /no accept-encoding\): differs/],
    ["who has it already", has("if-none-match"), /differs|answers with/],
    ["who has its beginning", has("range"), /differs|another/],
  ];
  for (const [name, isVictim, pattern] of told) {
    await t.step(`for ${name}`, async () => {
      const change = name.startsWith("who has it")
        ? (p: Passing) => {
          if (!isVictim(p)) return;
          p.status = 200;
          p.text = "0;";
        }
        : changeIf(isVictim);
      assert.match(await found(change), pattern);
    });
  }
  await t.step("for HTTP/2 alone, and for HTTP/1.1 alone", async () => {
    const tls = { cert, key };
    // Fields of a connection are not in HTTP/2.
    assert.match(await found(changeIf((p) => !has("connection")(p)), { tls }), /h2.*differs/);
    assert.match(await found(changeIf(has("connection")), { tls }), /http\/1\.1.*differs/);
    assert.match(await found(changeIf(has("te", /trailers/)), { tls }), /firefox.*h2.*differs/);
  });
  await t.step("a part that does not fit, and a 304 that changes what was kept", async () => {
    const part = (p: Passing) => {
      if (!p.request.headers.has("range") || !isScript(p)) return;
      p.status = 206;
      p.text = "0;";
    };
    assert.match(await found(part), /its rest is another/);
    const weaker = (p: Passing) => {
      if (p.status === 304) p.headers.set("content-security-policy", "default-src *");
    };
    assert.match(await found(weaker), /content-security-policy becomes "default-src \*"/);
  });
  await t.step("headers by which later requests differ from these, or caches mix answers", async () => {
    for (const name of ["use-as-dictionary", "accept-ch", "critical-ch", "no-vary-search", "nel"]) {
      assert.match(
        await found((p) => p.headers.set(name, "x")),
        new RegExp(`${name} is "x" instead of absent`),
      );
    }
    assert.match(await found((p) => p.headers.set("vary", "accept-encoding")), /vary lacks accept-language/);
    assert.match(await found((p) => p.headers.delete("vary")), /PracticeHome-.*vary lacks accept-encoding/);
  });
});

Deno.test("environmentOf: accepts only text, and only known names", async () => {
  await using server = await startServer(CONFIGURED);
  const about = await (await fetch(`${server.origin}/api/about`)).json() as AboutAnswer;
  const env = environmentOf({ ...about, PATH: "/evil" } as AboutAnswer, "https://video.example.org");
  const { TURN_SECRET: _, ...told } = CONFIGURED;
  assert.deepEqual(Object.keys(env).sort(), [...Object.keys(told), "TURN_SECRET"].sort());
  assert.ok(!JSON.stringify(about).includes("secret of the relay"));
  assert.throws(() =>
    environmentOf({ ...about, operator: { ...about.operator, name: 1 as never } }, "https://x")
  );
});

Deno.test("build: two builds in two folders are equal, byte by byte", async () => {
  const folders = [await Deno.makeTempDir(), await Deno.makeTempDir({ suffix: "-longer-and-elsewhere" })];
  try {
    await Promise.all(folders.map(async (folder, index) => {
      await copyUpload(".", folder);
      for (const command of ["deno install --frozen", "deno task build"]) {
        const { success, stderr } = await new Deno.Command("sh", {
          args: ["-c", command],
          cwd: folder,
          // What tells one machine from another, and must not be told by a build.
          env: {
            TZ: index === 0 ? "Asia/Tokyo" : "America/Lima",
            LANG: index === 0 ? "de_DE.UTF-8" : "C",
            HOSTNAME: `h${index}`,
          },
        }).output();
        assert.ok(success, new TextDecoder().decode(stderr));
      }
    }));
    const [one, other] = await Promise.all(folders.map((folder) => filesIn(`${folder}/_fresh`)));
    assert.ok(one!.size > 20);
    assert.deepEqual([...one!.keys()], [...other!.keys()]);
    for (const [path, hash] of one!) assert.equal(hash, other!.get(path), path);
    // The published list is what common tools make of the files.
    const list = await Deno.readTextFile(`${folders[0]}/_fresh/hashes.txt`);
    assert.equal(list.trim().split("\n").length, (await builtFiles(folders[0]!)).length);
    const favicon = await Deno.readFile(`${folders[0]}/static/favicon.svg`);
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", favicon)).toHex();
    assert.ok(list.includes(`${hash}  /favicon.svg\n`));
  } finally {
    for (const folder of folders) await Deno.remove(folder, { recursive: true });
  }
});

/** SHA-256 of each file below a folder, by path. */
async function filesIn(folder: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const walk = async (path: string) => {
    const entries = (await Array.fromAsync(Deno.readDir(`${folder}/${path}`))).sort((a, b) =>
      a.name < b.name ? -1 : 1
    );
    for (const { name, isDirectory } of entries) {
      if (isDirectory) await walk(`${path}${name}/`);
      else {
        const bytes = await Deno.readFile(`${folder}/${path}${name}`);
        found.set(path + name, new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex());
      }
    }
  };
  await walk("");
  return found;
}
