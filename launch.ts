// deno-lint-ignore-file no-console -- a program for the terminal
/**
 * The start of everything but Deno Deploy: reads the configuration, computes from it the narrowest permissions
 * (`server/permissions.ts`), and runs `start.ts` with them in a process of its own. Permissions are arguments of Deno, and
 * HOST, PORT and KV_URL are variables: somebody has to turn the one into the other. This process passes signals on, starts a
 * server again that has ended without being told to (`server/supervision.ts`), and ends as the server ends otherwise; it
 * listens to nobody.
 */
import { dirname } from "node:path";
import { type Config, ConfigError, parseConfig } from "./server/config.ts";
import { readVariables } from "./server/environment.ts";
import { databaseFile, SERVER_VARIABLES, serverArguments } from "./server/permissions.ts";
import {
  CANNOT_START,
  endsInARow,
  exitReasonOf,
  pauseMs,
  restartArguments,
  type Restarts,
  restartSentence,
} from "./server/supervision.ts";

/** What ends the server; by Ctrl-C the terminal tells both, and the server counts it once. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
/** How much of what a server writes to standard error is looked through for why it has ended. */
const KEPT_CHARS = 16_000;

const root = import.meta.dirname!;
Deno.exit(await launch());

/** Runs the server until it is told to end, or cannot start; returns the exit code (128 and the signal's number, if killed). */
async function launch(): Promise<number> {
  const config = readConfig();
  await makeDirectory(config);
  const stop = Promise.withResolvers<void>();
  let isStopped = false;
  let server: Deno.ChildProcess | undefined;
  for (const signal of SIGNALS) {
    Deno.addSignalListener(signal, () => {
      isStopped = true;
      stop.resolve();
      if (server) passOn(server, signal);
    });
  }
  let restarts: Restarts | undefined;
  for (let ends = 0;;) {
    const startedAtMs = performance.now();
    server = new Deno.Command(Deno.execPath(), {
      args: [...serverArguments(config, root), ...restartArguments(restarts)],
      env: { ...SERVER_VARIABLES, ...Deno.env.toObject() },
      stderr: "piped",
    }).spawn();
    const [status, errors] = await Promise.all([server.status, passErrorsOn(server.stderr)]);
    const reason = exitReasonOf(status, errors);
    if (reason === undefined || isStopped) return status.code === CANNOT_START ? 1 : status.code;
    ends = endsInARow(ends, performance.now() - startedAtMs);
    const waitMs = pauseMs(ends);
    console.log(restartSentence(reason, waitMs));
    await Promise.race([stop.promise, new Promise((resolve) => setTimeout(resolve, waitMs))]);
    if (isStopped) return 0;
    restarts = { count: (restarts?.count ?? 0) + 1, reason };
  }
}

function readConfig(): Config {
  try {
    return parseConfig(readVariables());
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    for (const problem of error.problems) console.log(problem);
    Deno.exit(1);
  }
}

/** Makes the database's directory: the server may write the file alone. */
async function makeDirectory(config: Config): Promise<void> {
  const file = databaseFile(config);
  if (file === undefined) return;
  try {
    await Deno.mkdir(dirname(file), { recursive: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    console.log(`Cannot open the database ${file}: ${reason}.`);
    Deno.exit(1);
  }
}

function passOn(server: Deno.ChildProcess, signal: Deno.Signal): void {
  try {
    server.kill(signal === "SIGHUP" ? "SIGTERM" : signal);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error; // has ended already
  }
}

/** Writes to standard error what the server writes there; returns the end of it. */
async function passErrorsOn(errors: ReadableStream<Uint8Array>): Promise<string> {
  const [passed, read] = errors.tee();
  const passing = passed.pipeTo(Deno.stderr.writable, { preventClose: true });
  let kept = "";
  const decoder = new TextDecoder();
  for await (const bytes of read) kept = (kept + decoder.decode(bytes, { stream: true })).slice(-KEPT_CHARS);
  await passing;
  return kept;
}
