import assert from "node:assert/strict";
import { parseConfig } from "../../server/config.ts";
import { NAMES } from "../../server/environment.ts";
import { databaseFile, serverArguments } from "../../server/permissions.ts";

const ROOT = Deno.realPathSync(new URL("../..", import.meta.url));

/** The values of a flag, for a configuration. */
function flagOf(name: string, env: Record<string, string>, root = "/app"): string[] {
  const args = serverArguments(parseConfig(env), root);
  const found = args.filter((arg) => arg.startsWith(`--${name}=`));
  assert.ok(found.length <= 1, found.join());
  return found[0] === undefined ? [] : found[0].slice(name.length + 3).split(/(?<!,),(?!,)/);
}

Deno.test("serverArguments: listens where HOST and PORT say, and reaches nothing else", () => {
  assert.deepEqual(flagOf("allow-net", {}), ["0.0.0.0:8000"]);
  assert.deepEqual(flagOf("allow-net", { HOST: "::", PORT: "443" }), ["[::]:443"]);
  assert.deepEqual(flagOf("allow-net", { HOST: "localhost", PORT: "0" }), ["localhost:0"]);
});

Deno.test("serverArguments: reaches a KV Connect server, and where that keeps its data", () => {
  const env = { DENO_KV_ACCESS_TOKEN: "x", HOST: "127.0.0.1" };
  const reached = (more: Record<string, string>) => flagOf("allow-net", { ...env, ...more }).slice(1);
  assert.deepEqual(reached({ KV_URL: "http://10.0.0.5:4512" }), ["10.0.0.5:4512"]);
  assert.deepEqual(reached({ KV_URL: "http://kv.example.org/a" }), ["kv.example.org:80"]);
  assert.deepEqual(reached({ KV_URL: "https://[fd00::5]/a" }), ["[fd00::5]:443"]);
  assert.deepEqual(
    reached({ KV_URL: "https://kv.example.org", KV_HOSTS: "eu.kv.example.org:443, us.kv.example.org:443" }),
    ["kv.example.org:443", "eu.kv.example.org:443", "us.kv.example.org:443"],
  );
  assert.deepEqual(reached({ KV_HOSTS: "eu.kv.example.org:443" }), [], "only with such a server");
  assert.deepEqual(flagOf("allow-write", { ...env, KV_URL: "http://10.0.0.5:4512" }), []);
});

Deno.test("serverArguments: reads build, database and certificate, and writes the database and its lock alone", () => {
  const env = { KV_URL: "/var/lib/v/v.sqlite3" };
  const database = ["/var/lib/v/v.sqlite3", "/var/lib/v/v.sqlite3.lock"];
  assert.deepEqual(flagOf("allow-read", env), ["/app/_fresh", "/app/static", ...database]);
  assert.deepEqual(flagOf("allow-write", env), database);
  assert.deepEqual(flagOf("allow-sys", env), ["statfs"]);
  const tls = { TLS_CERT: "/etc/a.pem", TLS_KEY: "/etc/b.pem", KV_URL: ":memory:" };
  assert.deepEqual(flagOf("allow-read", tls), ["/app/_fresh", "/app/static", "/etc/a.pem", "/etc/b.pem"]);
  assert.deepEqual(flagOf("allow-write", tls), []);
  assert.deepEqual(flagOf("allow-sys", tls), []);
  assert.deepEqual(
    flagOf("allow-write", { KV_URL: "/a,b/v" }),
    ["/a,,b/v", "/a,,b/v.lock"],
    "a comma is part of the path",
  );
  assert.equal(databaseFile(parseConfig({})), "data/vieraugen.sqlite3");
});

Deno.test("serverArguments: reads the variables of the configuration, and no other", () => {
  assert.deepEqual(
    flagOf("allow-env", {}),
    [...NAMES, "DENO_DEPLOY", "DENO_DEPLOYMENT_ID", "DENO_KV_ACCESS_TOKEN"],
  );
});

/** Tries what a server that was taken over would try; prints what it could do. */
const PROBE = `
const { readFileSync } = await import("node:fs");
const { spawnSync } = await import("node:child_process");
const { connect } = await import("node:net");
const [directory, port, database] = Deno.args;
const other = { hostname: "127.0.0.1", port: Number(port) };
const tries = {
  "read /etc/passwd": () => Deno.readTextFile("/etc/passwd"),
  "read /etc/passwd by node:fs": () => readFileSync("/etc/passwd"),
  "read its own environment": () => Deno.readTextFile("/proc/self/environ"),
  "read the sources": () => Deno.readTextFile("deno.json"),
  "list the database's directory": () => Array.fromAsync(Deno.readDir(directory)),
  "open another database": () => Deno.openKv(directory + "/other.sqlite3"),
  "write beside the database": () => Deno.writeTextFile(directory + "/new", ""),
  "write what browsers get": () => Deno.writeTextFile("static/probe", ""),
  "write /tmp": () => Deno.makeTempFile(),
  "link to the database's name": () => Deno.symlink("/etc/passwd", database),
  "read HOME": () => Deno.env.get("HOME"),
  "read all variables": () => Deno.env.toObject(),
  "run a program": () => new Deno.Command("/bin/true").output(),
  "run Deno": () => new Deno.Command("deno", { args: ["--version"] }).output(),
  "run a program by node:child_process": () => {
    const { error } = spawnSync("/bin/true");
    if (error) throw error;
  },
  "signal another process": () => Deno.kill(Deno.ppid, "SIGCONT"),
  "connect to another port": () => Deno.connect(other),
  "connect by node:net": () => new Promise((resolve, reject) => connect(other.port, other.hostname).on("connect", resolve).on("error", reject)),
  "ask another server": () => fetch("http://127.0.0.1:" + port),
  "resolve a name": () => Deno.resolveDns("example.org", "A"),
  "listen elsewhere": () => Deno.listen({ port: 0, hostname: "0.0.0.0" }),
  "load a library": () => Deno.dlopen("/lib/x86_64-linux-gnu/libc.so.6", {}),
  "import from elsewhere": () => import("http://127.0.0.1:" + port + "/" + "x.ts"),
  "name the machine": () => Deno.hostname(),
  "ask for more": async () => {
    const { state } = await Deno.permissions.request({ name: "run" });
    if (state !== "granted") throw new Deno.errors.NotCapable(state);
  },
};
const outcomes = {};
for (const [name, attempt] of Object.entries(tries)) {
  try {
    await attempt();
    outcomes[name] = "possible";
  } catch (error) {
    outcomes[name] = /NotCapable|Requires \\w+ access|EPERM|EACCES/.test(error.name + " " + error.code + " " + error.message) ? "refused" : String(error);
  }
}
const kv = await Deno.openKv(database);
await kv.set(["a"], 1);
kv.close();
console.log(JSON.stringify(outcomes));
`;

Deno.test("serverArguments: who takes the server over reads, runs, writes and reaches nothing else", async () => {
  const directory = await Deno.makeTempDir();
  const probe = await Deno.makeTempFile({ suffix: ".js" });
  await Deno.writeTextFile(probe, PROBE);
  const other = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, () => new Response("1"));
  try {
    const database = `${directory}/vieraugen.sqlite3`;
    const args = serverArguments(parseConfig({ HOST: "127.0.0.1", KV_URL: database }), ROOT);
    assert.equal(args.at(-1), `${ROOT}/start.ts`);
    const { stdout, stderr, success } = await new Deno.Command(Deno.execPath(), {
      args: [
        ...args.slice(0, -1),
        "--unstable-kv",
        probe,
        directory,
        String((other.addr as Deno.NetAddr).port),
        database,
      ],
      cwd: ROOT,
      env: { NO_COLOR: "1" },
    }).output();
    const errors = new TextDecoder().decode(stderr);
    assert.ok(success, errors);
    const outcomes = JSON.parse(new TextDecoder().decode(stdout)) as Record<string, string>;
    assert.ok(Object.keys(outcomes).length > 20);
    assert.deepEqual(Object.entries(outcomes).filter(([, outcome]) => outcome !== "refused"), []);
  } finally {
    await other.shutdown();
    await Deno.remove(probe);
    await Deno.remove(directory, { recursive: true });
  }
});
