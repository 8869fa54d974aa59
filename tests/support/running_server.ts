import project from "../../deno.json" with { type: "json" };
import { parseConfig } from "../../server/config.ts";
import { SERVER_VARIABLES, serverArguments } from "../../server/permissions.ts";
import { requireBuild } from "./build.ts";

/** A real server in a process of its own, with a database on disk that is gone afterwards. */
export interface RunningServer extends AsyncDisposable {
  origin: string;
  setUpLink: string;
  port: number;
  pid: number;
  /** The database's file. */
  kvFile: string;
  /** Everything that it has printed so far, line by line. */
  log: string[];
  /** Kills it by SIGKILL. */
  kill(): Promise<void>;
  /** Stops it, by SIGTERM if not said otherwise; returns its exit code and how long that took. */
  stop(signal?: Deno.Signal): Promise<{ code: number; tookMs: number }>;
  /** Starts again, on the same port and the same database. */
  restart(): Promise<void>;
}

/** How `deno task start` serves, once it has built: Deno's arguments. */
export const START = project.tasks.start.command.split(" && ").at(-1)!.split(" ").slice(1);
const START_MS = 20_000;
const ROOT = Deno.realPathSync(new URL("../..", import.meta.url));

/** Where a server runs. */
interface ServerPlace {
  /** A command that runs it somewhere else (a network namespace). @default none */
  prefix?: readonly string[];
  /** Deno's arguments. @default those that `launch.ts` computes: a test may kill the server without leaving it behind */
  args?: readonly string[];
  /** What ends it. A command that starts a server in a process of its own has to be able to pass it on. @default SIGKILL */
  endBy?: Deno.Signal;
  /** @default a free one */
  port?: number;
  /** How browsers reach it. @default http://127.0.0.1 and its port */
  origin?: string;
  /** The checkout whose build it runs. @default this one */
  directory?: string;
  /** A module that it runs first. @default none */
  preload?: string;
  /** Its database has a practice, so that it prints no set-up link; `setUpLink` is empty then. @default false */
  isSetUp?: boolean;
}

/** Starts a server; `env` adds to its configuration. @throws {Error} if nothing is built, or it does not start. */
export async function startServer(
  env: Record<string, string> = {},
  place: ServerPlace = {},
): Promise<RunningServer> {
  requireBuild();
  const directory = await Deno.makeTempDir({ prefix: "vieraugen-" });
  const root = place.directory ?? ROOT;
  const kvFile = env["KV_URL"] ?? `${directory}/test.sqlite3`;
  const log: string[] = [];
  let child: Deno.ChildProcess;
  let reading: Promise<void> = Promise.resolve();

  const start = async (port: number): Promise<string> => {
    const variables = { HOST: "127.0.0.1", ...env, KV_URL: kvFile, PORT: String(port) };
    const [run, ...others] = place.args ?? serverArguments(parseConfig(variables), root);
    const denoArgs = [run!, ...place.preload === undefined ? [] : [`--preload=${place.preload}`], ...others];
    const [program, ...args] = [...place.prefix ?? [], Deno.execPath(), ...denoArgs];
    child = new Deno.Command(program!, {
      args,
      cwd: root,
      env: { ...SERVER_VARIABLES, ...variables, NO_COLOR: "1" },
      stdout: "piped",
      stderr: "inherit",
    }).spawn();
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const timer = setTimeout(
      () => reject(new Error(`The server did not start:\n${log.join("\n")}`)),
      START_MS,
    );
    reading = (async () => {
      const lines = child.stdout.pipeThrough(new TextDecoderStream()).pipeThrough(lineStream());
      for await (const line of lines) {
        log.push(line);
        const listening = /^Listening on (\S+)/.exec(line)?.[1];
        if (listening) resolve(listening);
      }
      reject(new Error(`The server ended:\n${log.join("\n")}`));
    })();
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
    }
  };

  const end = async (signal: Deno.Signal): Promise<{ code: number; tookMs: number }> => {
    const startedAtMs = performance.now();
    try {
      child.kill(signal);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // has ended already
    }
    const { code } = await child.status;
    await reading;
    return { code, tookMs: performance.now() - startedAtMs };
  };

  const listening = await start(place.port ?? 0);
  // A URL does not contain the default port of its scheme.
  const port = Number(new URL(listening).port) || place.port!;
  const setUpLink = place.isSetUp ? "" : await found(log, /^Set-up link: (\S+)$/);
  const origin = place.origin ?? `http://127.0.0.1:${port}`;
  return {
    origin,
    setUpLink: setUpLink.replace(/^https?:\/\/[^/]+/, origin),
    port,
    get pid() {
      return child.pid;
    },
    kvFile,
    log,
    kill: async () => void await end("SIGKILL"),
    stop: (signal = "SIGTERM") => end(signal),
    restart: async () => void await start(port),
    async [Symbol.asyncDispose]() {
      await end(place.endBy ?? "SIGKILL");
      await Deno.remove(directory, { recursive: true });
    },
  };
}

/** Waits for a line of the server's output; returns its first group, or the match. */
export async function found(log: readonly string[], pattern: RegExp): Promise<string> {
  for (let tries = 0; tries < 400; tries++) {
    for (const line of log) {
      const match = pattern.exec(line);
      if (match) return match[1] ?? match[0];
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`The server never printed ${pattern}:\n${log.join("\n")}`);
}

function lineStream(): TransformStream<string, string> {
  let rest = "";
  return new TransformStream({
    transform(chunk, controller) {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) controller.enqueue(line);
    },
    flush(controller) {
      if (rest !== "") controller.enqueue(rest);
    },
  });
}
