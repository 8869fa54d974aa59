import assert from "node:assert/strict";
import project from "../../deno.json" with { type: "json" };
import { DOCUMENTED_STARTS } from "../support/documented_starts.ts";
import { ConfigError, parseConfig } from "../../server/config.ts";
import { NAMES } from "../../server/environment.ts";

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
    SECURITY_CONTACT: { SECURITY_CONTACT: "mailto:security@example.org" },
    KV_HOSTS: { KV_HOSTS: "data.kv.example.org:443" },
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
    ["KV_URL", "TURN_SECRET", "TLS_CERT", "TLS_KEY"],
  );
  const kv = rows().find(({ name }) => name === "KV_URL")!;
  assert.ok(problemsOf({ KV_URL: "ftp://x.example" })[0]!.includes(kv.allowed));
});

/** Deno's arguments of a start, without the path that it may write. */
const flagsOf = (args: readonly string[]) => args.map((arg) => arg.replace(/^(--allow-write)=.*/, "$1"));

Deno.test("docs/deploying.md: service and container start as `deno task start` does", () => {
  const task = project.tasks.start.command.split(" && ").at(-1)!.split(" ").slice(1);
  const [, ...others] = DOCUMENTED_STARTS;
  assert.equal(others.length, 2);
  for (const { name, args } of others) assert.deepEqual(flagsOf(args("/data")), task, name);
});

Deno.test("deno.json: installs what is locked, and builds with it", () => {
  const { start, build, verify } = project.tasks;
  assert.match(start.command, /^deno install --frozen .*&& deno run --frozen -A dev\.ts build /);
  for (const { command } of [build, verify]) assert.match(command, /^deno run --frozen -A dev\.ts build/);
  assert.equal(project.deploy.install, "deno install --frozen");
  assert.equal(project.deploy.build, "deno task build");
});

Deno.test("docs/deploying.md: the command after a compromise ends what it says, in the database of KV_URL", async () => {
  const [, command] = /^ +KV_URL=\/var\/lib\/vieraugen\/vieraugen\.sqlite3 deno (task rotate)$/m.exec(
    deploying,
  )!;
  const directory = await Deno.makeTempDir();
  try {
    const KV_URL = `${directory}/vieraugen.sqlite3`;
    const kv = await Deno.openKv(KV_URL);
    await kv.set(["session", "a"], {});
    await kv.set(["known_browser", "b"], {});
    await kv.set(["member", "c"], "stays");
    kv.close();
    const { stdout, success } = await new Deno.Command(Deno.execPath(), {
      args: command!.split(" "),
      env: { KV_URL, NO_COLOR: "1" },
      stderr: "null",
    }).output();
    assert.ok(success);
    assert.match(new TextDecoder().decode(stdout), /^The server's secrets are new\. Ended: 2 /m);
    using after = await Deno.openKv(KV_URL);
    const left = await Array.fromAsync(after.list({ prefix: [] }), ({ key }) => key[0]);
    assert.deepEqual(left.filter((name) => name !== "secret"), ["data_version", "member"]);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});
