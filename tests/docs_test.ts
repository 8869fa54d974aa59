import assert from "node:assert/strict";
import config from "../deno.json" with { type: "json" };
import { MAX_FAILURES, MAX_GUEST_FAILURES } from "../e2ee/guesses.ts";
import { makeAccessCode, parseAccessCode, randomCodeSecret } from "../e2ee/codes.ts";
import { PICTURES } from "../e2ee/safety_pictures.ts";
import { ConfigError, parseConfig } from "../server/config.ts";
import { NAMES } from "../server/environment.ts";
import { LIMITS } from "../wire/limits.ts";

const deploying = Deno.readTextFileSync("docs/deploying.md");

interface Row {
  name: string;
  /** Undefined where there is none. */
  standard: string | undefined;
  allowed: string;
  meaning: string;
}

/** The table of variables. */
function rows(): Row[] {
  const lines = deploying.split("\n").filter((line) => /^\| `[A-Z_]+` /.test(line));
  return lines.map((line) => {
    const [, name = "", standard = "", allowed = "", meaning = ""] = line.split("|").map((cell) =>
      cell.trim()
    );
    const plain = (text: string) => text.replaceAll("`", "");
    return {
      name: plain(name),
      standard: standard === "–" ? undefined : plain(standard),
      allowed: plain(allowed),
      meaning,
    };
  });
}

/** The sentences that a configuration gets. */
function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    parseConfig(env);
    return [];
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.problems;
  }
}

Deno.test("docs/deploying.md: lists every variable of the configuration, and no other", () => {
  assert.deepEqual(rows().map(({ name }) => name), [...NAMES]);
  assert.ok(rows().every(({ meaning }) => meaning.length > 10));
});

Deno.test("docs/deploying.md: a default is what the server takes without the variable", () => {
  const without = parseConfig({});
  for (const { name, standard } of rows()) {
    if (standard === undefined) continue;
    assert.deepEqual(parseConfig({ [name]: standard }), without, name);
  }
  // What has no default makes a difference when it is set; pairs only together.
  const pairs: Record<string, Record<string, string>> = {
    PUBLIC_ORIGIN: { PUBLIC_ORIGIN: "https://video.example.org" },
    TURN_URLS: { TURN_URLS: "turn:a.example", TURN_SECRET: "s" },
    TURN_SECRET: { TURN_URLS: "turn:a.example", TURN_SECRET: "s" },
    STUN_URLS: { STUN_URLS: "stun:a.example" },
    TLS_CERT: { TLS_CERT: "a", TLS_KEY: "b" },
    TLS_KEY: { TLS_CERT: "a", TLS_KEY: "b" },
    METRICS_TOKEN: { METRICS_TOKEN: "0123456789abcdef" },
  };
  for (const { name, standard } of rows()) {
    if (standard !== undefined) continue;
    assert.notDeepEqual(parseConfig(pairs[name] ?? { [name]: "text" }), without, name);
  }
});

Deno.test("docs/deploying.md: what is allowed is what the server says when it refuses", () => {
  const wrong = "not allowed ";
  const all = rows();
  const checked = all.filter(({ name, allowed }) => {
    const sentence = problemsOf({ [name]: wrong }).find((problem) => problem.startsWith(`${name} cannot be`));
    if (sentence === undefined) return false;
    const told = /: (.*) (?:is|are) needed(.*)\.$/.exec(sentence);
    assert.ok(told, sentence);
    assert.equal(allowed, `${told[1]}${told[2]}`, name);
    return true;
  });
  // Texts and files are not looked at by their form; a path may have any.
  const free = all.filter((row) => !checked.includes(row)).map(({ name }) => name);
  assert.deepEqual(
    free.filter((name) => !name.startsWith("OPERATOR_")),
    ["HOST", "KV_URL", "TURN_SECRET", "TLS_CERT", "TLS_KEY"],
  );
  const kv = rows().find(({ name }) => name === "KV_URL")!;
  assert.ok(problemsOf({ KV_URL: "ftp://x.example" })[0]!.includes(kv.allowed));
});

Deno.test("docs/deploying.md: the service starts with the permissions that its recipes give it", async () => {
  const flags = /^ {4}ExecStart=\S+ run (.*) _fresh\/server\.js$/m.exec(deploying)?.[1];
  assert.ok(flags);
  const inContainer = /^ {4}CMD \["run", (.*), "_fresh\/server\.js"\]$/m.exec(deploying)?.[1]?.replaceAll(
    /[",]+ ?/g,
    " ",
  );
  const names = (text = "") => text.match(/--[\w-]+/g);
  assert.deepEqual(names(inContainer), names(flags), "the container has the same");
  const [, v8Flags] = /(--v8-flags=\S+)/.exec(config.tasks.start.command) ?? [];
  assert.ok(v8Flags !== undefined && flags.includes(v8Flags), "the same as `deno task start`");
  const data = await Deno.makeTempDir();
  const args = flags.replaceAll("/opt/vieraugen", Deno.cwd()).replaceAll("/var/lib/vieraugen", data).split(
    " ",
  );
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", ...args, "_fresh/server.js"],
    env: { KV_URL: `${data}/vieraugen.sqlite3`, HOST: "127.0.0.1", PORT: "0", NO_COLOR: "1" },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const timer = setTimeout(() => child.kill("SIGKILL"), 20_000);
  let output = "";
  let page = "";
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    output += text;
    const origin = /^Listening on (\S+)$/m.exec(output)?.[1];
    if (page !== "" || !origin || !/^Set-up link: /m.test(output)) continue;
    page = await (await fetch(`${origin}/`)).text();
    child.kill("SIGTERM");
  }
  clearTimeout(timer);
  const [errors, { code }] = await Promise.all([new Response(child.stderr).text(), child.status]);
  assert.deepEqual([code, errors], [0, ""], output);
  assert.ok(page.startsWith("<!DOCTYPE html>"));
  await Deno.remove(data, { recursive: true });
});

const protocol = Deno.readTextFileSync("docs/protocol.md");

/** A chapter of the protocol. */
function chapter(title: string): string {
  const text = protocol.split(`\n## ${title}\n`)[1]?.split("\n## ")[0];
  assert.ok(text, title);
  return text;
}

Deno.test("docs/protocol.md: names every message that is parsed, and no other", () => {
  const source = Deno.readTextFileSync("call/pairing/messages.ts");
  const kinds = [...new Set([...source.matchAll(/\{ kind: "(\w+)"/g)].map((match) => match[1]!))].sort();
  const told = [...chapter("The call's messages").matchAll(/^\| `(\w+)`/gm)].map((match) => match[1]!).sort();
  assert.ok(kinds.length > 5);
  assert.deepEqual(told, kinds);
});

Deno.test("docs/protocol.md: names every error of the library", () => {
  const source = Deno.readTextFileSync("e2ee/errors.ts");
  const codes = [...source.matchAll(/^ {2}\| "(\w+)"/gm)].map((match) => match[1]!);
  assert.ok(codes.length > 10);
  assert.deepEqual(codes.filter((code) => !protocol.includes(`\`${code}\``)), []);
});

Deno.test("docs/protocol.md: every label of a key is there, and every one there is used", () => {
  const sources = [...Deno.readDirSync("e2ee")].map(({ name }) => Deno.readTextFileSync(`e2ee/${name}`)).join(
    "\n",
  );
  // Some are put together, of what stands at their place.
  const literal = [...sources.matchAll(/"(vc1 [\w ]+)"/g)].map((match) => match[1]!);
  const scheduled = [...sources.matchAll(/(?:key|nested)\("([\w ]+)"/g)].map((match) => `vc1 ${match[1]}`);
  const split = [...sources.matchAll(/splitSecret\([^"\n]+"(\w+)"\)/g)]
    .flatMap((match) => [`vc1 ${match[1]} auth`, `vc1 ${match[1]} wrap`]);
  const used = new Set([...literal, ...scheduled, ...split]);
  const told = new Set([...protocol.matchAll(/[`"](vc1 [\w ]+)[`"]/g)].map((match) => match[1]!));
  assert.ok(used.size >= 10);
  assert.deepEqual([...told].sort(), [...used].sort());
});

Deno.test("docs/protocol.md: the mailbox has the endpoints that there are, with their limits", () => {
  const text = chapter("Mailbox");
  const rooms = [...Deno.readDirSync("routes/api/rooms/[room]")].flatMap(({ name }) => {
    const source = Deno.readTextFileSync(`routes/api/rooms/[room]/${name}`);
    const methods = [...source.matchAll(/^ {2}(?:async )?(GET|POST|PUT|DELETE)\(/gm)].map((match) =>
      match[1]!
    );
    return methods.map((method) =>
      `${method} /api/rooms/:room/${name.replace(/\.ts$/, "")}`.replace("/index", "")
    );
  });
  assert.ok(rooms.length >= 5);
  const told = [...text.matchAll(/`((?:GET|POST|PUT|DELETE) \/api\/[^`?]*)/g)].map((match) =>
    match[1]!.trim()
  );
  assert.deepEqual(told.sort(), [...rooms, "POST /api/join", "GET /api/ice"].sort());
  assert.ok(text.includes(`${LIMITS.bodyBytes / 1024} KiB`));
  assert.ok(text.includes(`1 to ${LIMITS.messagesPerPost} messages`));
  assert.ok(text.includes(`a body has at most ${LIMITS.messageChars / 1024} KiB`));
  assert.ok(text.includes(`at most ${LIMITS.holdMs / 1000} s`));
  const guesses = chapter("Who counts guesses");
  assert.ok(guesses.includes(`After ${MAX_FAILURES} nothing is answered`));
  assert.ok(guesses.includes(`at most at ${MAX_GUEST_FAILURES} answers`));
});

Deno.test("docs/threat-model.md: so many wrong sign-ins lock as the limits say", () => {
  const text = Deno.readTextFileSync("docs/threat-model.md").replace(/\s+/g, " ");
  const { signInsPerMember, signInsPerAddress } = LIMITS;
  const minutes = signInsPerMember.windowMs / 60_000;
  assert.equal(signInsPerAddress.windowMs, signInsPerMember.windowMs);
  assert.ok(text.includes(`${signInsPerMember.tries} wrong tries lock it for ${minutes} minutes`));
  assert.ok(text.includes(`${signInsPerAddress.tries} wrong tries from one network address`));
});

Deno.test("docs/threat-model.md: the odds follow from the code's own numbers", () => {
  const text = Deno.readTextFileSync("docs/threat-model.md");
  const said = (denominator: number) => Math.round(denominator).toLocaleString("en-US");
  const [host, guest] = [MAX_FAILURES, MAX_GUEST_FAILURES];
  const code = parseAccessCode(makeAccessCode("12345", randomCodeSecret(12)));
  assert.ok("locator" in code);
  const [secrets, locators] = [10 ** code.secret.length, 10 ** code.locator.length];
  assert.ok(text.includes(`1 in ${said(secrets / host)}`), "as a guest");
  assert.ok(text.includes(`1 in ${said(secrets / guest)}`), "as a host");
  assert.ok(text.includes(`1 in ${said(secrets / (host + guest))}`), "both ways");
  assert.ok(text.includes(`(${LIMITS.joins.tries} tries a minute)`) && LIMITS.joins.windowMs === 60_000);
  const oneDay = locators * secrets / (50 * LIMITS.joins.tries * 24 * 60);
  assert.ok(text.includes(`1 in ${said(Math.floor(oneDay / 1000) * 1000)},`));
  assert.ok(text.includes(`1 in ${said(secrets / (host * 50))} that one secret fits`));
  assert.ok(text.includes(`1 in ${said(PICTURES.length ** 4)}`));
});
