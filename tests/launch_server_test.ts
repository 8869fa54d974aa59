import assert from "node:assert/strict";
import { parseConfig } from "../server/config.ts";
import { serverArguments } from "../server/permissions.ts";
import { DOCUMENTED_STARTS } from "./support/documented_starts.ts";
import { METRICS } from "./support/gauges.ts";
import { samplesOf } from "./support/metrics.ts";
import { found } from "./support/running_server.ts";
import { requireBuild } from "./support/build.ts";

const ROOT = Deno.realPathSync(new URL("..", import.meta.url));

/** The processes below one, by /proc. */
function descendantsOf(pid: number): number[] {
  const children = Deno.readTextFileSync(`/proc/${pid}/task/${pid}/children`).trim().split(" ");
  return children.filter(Boolean).map(Number).flatMap((child) => [child, ...descendantsOf(child)]);
}

/** Its arguments, without the program's own name. */
function argumentsOf(pid: number): string[] {
  return Deno.readTextFileSync(`/proc/${pid}/cmdline`).split("\0").slice(1, -1);
}

/** Ends it if a test has failed before it did. */
async function stopped(launcher: Deno.ChildProcess): Promise<void> {
  try {
    launcher.kill("SIGTERM");
  } catch (error) {
    if (!(error instanceof TypeError)) throw error; // has ended already
  }
  await launcher.status;
}

/** The first group of the last of so many lines that match. */
async function lastFound(log: readonly string[], pattern: RegExp, count: number): Promise<string> {
  for (let tries = 0; tries < 400; tries++) {
    const matches = log.flatMap((line) => pattern.exec(line)?.[1] ?? []);
    if (matches.length === count) return matches.at(-1)!;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`Not printed ${count} times: ${pattern}`);
}

interface Launched {
  launcher: Deno.ChildProcess;
  log: string[];
  /** The process that serves. */
  serverPid: number;
}

async function launched(
  args: (data: string) => string[],
  work: (launched: Launched, data: string) => Promise<void>,
): Promise<void> {
  requireBuild();
  const data = await Deno.makeTempDir();
  const launcher = new Deno.Command(Deno.execPath(), {
    args: args(data),
    cwd: ROOT,
    env: { HOST: "127.0.0.1", PORT: "0", KV_URL: `${data}/new/v.sqlite3`, NO_COLOR: "1", ...METRICS },
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const log: string[] = [];
  const reading = (async () => {
    for await (const text of launcher.stdout.pipeThrough(new TextDecoderStream())) {
      log.push(...text.split("\n"));
    }
  })();
  const timer = setTimeout(() => launcher.kill("SIGTERM"), 30_000);
  try {
    await found(log, /^Set-up link: /);
    const serverPid = descendantsOf(launcher.pid).find((pid) =>
      argumentsOf(pid).at(-1)?.endsWith("/start.ts")
    );
    assert.ok(serverPid !== undefined);
    await work({ launcher, log, serverPid }, data);
  } finally {
    clearTimeout(timer);
    await stopped(launcher);
    await reading;
    await Deno.remove(data, { recursive: true });
  }
}

for (const { name, args } of DOCUMENTED_STARTS) {
  Deno.test(`${name}: serves with the permissions of its configuration, and stops by SIGTERM with 0`, async () => {
    await launched(args, async ({ launcher, log, serverPid }, data) => {
      const config = parseConfig({ HOST: "127.0.0.1", PORT: "0", KV_URL: `${data}/new/v.sqlite3` });
      assert.deepEqual(argumentsOf(serverPid), serverArguments(config, ROOT));
      const origin = await found(log, /^Listening on (\S+)$/);
      const page = await (await fetch(`${origin}/`)).text();
      assert.ok(page.startsWith("<!DOCTYPE html>"));
      const stoppedAtMs = performance.now();
      launcher.kill("SIGTERM");
      assert.equal((await launcher.status).code, 0);
      assert.ok(performance.now() - stoppedAtMs < 3_000);
      assert.throws(() => argumentsOf(serverPid), Deno.errors.NotFound, "nobody is left behind");
    });
  });
}

const [, systemd] = DOCUMENTED_STARTS;

Deno.test("launch: passes SIGINT on, also when the terminal has told the server already", async () => {
  await launched(systemd!.args, async ({ launcher, serverPid }) => {
    Deno.kill(serverPid, "SIGINT");
    launcher.kill("SIGINT");
    assert.equal((await launcher.status).code, 0);
  });
});

Deno.test("launch: ends by SIGHUP as by SIGTERM", async () => {
  await launched(systemd!.args, async ({ launcher, serverPid }) => {
    launcher.kill("SIGHUP");
    assert.equal((await launcher.status).code, 0);
    assert.throws(() => argumentsOf(serverPid), Deno.errors.NotFound);
  });
});

/** The server that the launcher runs now, if that is another than `before`. */
async function nextServer(launcher: Deno.ChildProcess, before: number): Promise<number> {
  for (let tries = 0; tries < 400; tries++) {
    const pid = descendantsOf(launcher.pid).find((pid) =>
      argumentsOf(pid).some((a) => a.endsWith("/start.ts"))
    );
    if (pid !== undefined && pid !== before) return pid;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error("The server was not started again");
}

Deno.test("launch: starts a killed server again, each time later, and says so in log and metrics", async () => {
  await launched(systemd!.args, async ({ launcher, log, serverPid }) => {
    Deno.kill(serverPid, "SIGKILL");
    const second = await nextServer(launcher, serverPid);
    assert.deepEqual(argumentsOf(second).slice(-2), ["--restarts=1", "--last-exit=killed"]);
    await lastFound(log, /^Listening on (\S+)$/, 2);
    Deno.kill(second, "SIGKILL");
    const third = await nextServer(launcher, second);
    assert.deepEqual(argumentsOf(third).slice(-2), ["--restarts=2", "--last-exit=killed"]);
    const told = log.filter((line) => line.startsWith("The server was killed"));
    assert.deepEqual(told.map((line) => / in ([\d.]+) s\.$/.exec(line)?.[1]), ["0.5", "1"]);
    const origin = await lastFound(log, /^Listening on (\S+)$/, 3);
    const answer = await fetch(`${origin}/metrics`, {
      headers: { authorization: `Bearer ${METRICS.METRICS_TOKEN}` },
    });
    const samples = samplesOf(await answer.text());
    assert.equal(samples.get("vieraugen_restarts_total"), 2);
    assert.equal(samples.get('vieraugen_last_exit{reason="killed"}'), 1);
    launcher.kill("SIGTERM");
    assert.equal((await launcher.status).code, 0);
  });
});

Deno.test("launch: a stop while it waits to start the server again ends it at once", async () => {
  await launched(systemd!.args, async ({ launcher, log, serverPid }) => {
    Deno.kill(serverPid, "SIGKILL");
    await found(log, /^The server was killed/);
    launcher.kill("SIGTERM");
    assert.equal((await launcher.status).code, 0);
    assert.equal(log.filter((line) => line.startsWith("Listening")).length, 1);
  });
});

Deno.test("launch: names a misspelled variable, which the server could not see", async () => {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: systemd!.args("/nowhere"),
    env: { TURN_URL: "turn:a.example", NO_COLOR: "1" },
  }).output();
  assert.equal(code, 1);
  assert.match(new TextDecoder().decode(stdout), /^TURN_URL is unknown: /);
  assert.equal(new TextDecoder().decode(stderr), "");
});
