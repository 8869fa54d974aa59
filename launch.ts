// deno-lint-ignore-file no-console -- a program for the terminal
/**
 * The start of everything but Deno Deploy: reads the configuration, computes from it the narrowest permissions
 * (`server/permissions.ts`), and runs `start.ts` with them in a process of its own. Permissions are arguments of Deno, and
 * HOST, PORT and KV_URL are variables: somebody has to turn the one into the other. This process passes signals on and ends as
 * the server ends; it listens to nobody.
 */
import { dirname } from "node:path";
import { type Config, ConfigError, parseConfig } from "./server/config.ts";
import { readVariables } from "./server/environment.ts";
import { databaseFile, SERVER_VARIABLES, serverArguments } from "./server/permissions.ts";

/** What ends the server; by Ctrl-C the terminal tells both, and the server counts it once. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

const root = import.meta.dirname!;
Deno.exit(await launch());

/** Runs the server until it ends; returns its exit code (128 and the signal's number, if a signal ended it). */
async function launch(): Promise<number> {
  const config = readConfig();
  await makeDirectory(config);
  const server = new Deno.Command(Deno.execPath(), {
    args: serverArguments(config, root),
    env: { ...SERVER_VARIABLES, ...Deno.env.toObject() },
  }).spawn();
  for (const signal of SIGNALS) Deno.addSignalListener(signal, () => passOn(server, signal));
  return (await server.status).code;
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
