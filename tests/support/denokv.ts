import { existsSync } from "node:fs";
import { DENOKV_VERSION } from "./requirements.ts";

/** Where cargo puts programs, and writes down what it has put there. */
const CARGO_HOME = Deno.env.get("CARGO_HOME") ?? `${Deno.env.get("HOME")}/.cargo`;
const PROGRAM = `${CARGO_HOME}/bin/denokv`;
const CARGO = [`${CARGO_HOME}/bin`, ...(Deno.env.get("PATH") ?? "").split(":")].map((folder) =>
  `${folder}/cargo`
);

/** Whether denokv is installed here, in this version: it cannot tell its version itself. */
export function isDenokvInstalled(): boolean {
  const list = `${CARGO_HOME}/.crates.toml`;
  return existsSync(PROGRAM) && existsSync(list) &&
    Deno.readTextFileSync(list).includes(`"denokv ${DENOKV_VERSION} `);
}

/** In CI it serves tests alone, beside which it is compiled: an optimized one, which benches need, takes twice as long. */
const PROFILE = Deno.env.get("CI") === "true"
  ? ["CARGO_PROFILE_RELEASE_OPT_LEVEL=0", "CARGO_PROFILE_RELEASE_LTO=off"]
  : [];

/** The command that installs it, at low priority; undefined where there is no cargo. Takes 3 to 10 minutes. */
export function denokvInstallation(): readonly [program: string, ...args: string[]] | undefined {
  const cargo = CARGO.find((path) => existsSync(path));
  return cargo === undefined ? undefined : [
    "nice",
    "-n",
    "19",
    "env",
    ...PROFILE,
    cargo,
    "install",
    "denokv",
    "--version",
    DENOKV_VERSION,
    "--locked",
  ];
}

/** Its token, unless a test changes it. The same for all, because this process has it in its environment to open them. */
const TOKEN = "the token of the tests";

/** A real KV Connect server in a process of its own; its database is gone afterwards. */
interface Denokv extends AsyncDisposable {
  port: number;
  token: string;
  /** The database's file. */
  file: string;
  pid: number;
  /** Everything that it has printed so far. */
  log: string[];
  /** What a server process needs to use it, by this address unless another one leads to it. */
  env(url?: string): { KV_URL: string; DENO_KV_ACCESS_TOKEN: string };
  /** Opens it in this process. */
  open(): Promise<Deno.Kv>;
  /** kill -9. */
  kill(): Promise<void>;
  /** Starts again, on the same port and the same file. @param token @default the same as before */
  restart(token?: string): Promise<void>;
  /** SIGSTOP: its connections stay open, and nothing is answered. */
  freeze(): void;
  /** SIGCONT. */
  thaw(): void;
}

interface DenokvOptions {
  /** Further arguments of `denokv serve`. @default none */
  args?: readonly string[];
  /** A database that is there already; it stays. @default a new one */
  file?: string;
}

const START_MS = 20_000;

/** How docs/deploying.md starts denokv, with another file and port. */
function documentedArguments(file: string, port: number): string[] {
  const found = /^ +ExecStart=\/usr\/local\/bin\/denokv --sqlite-path \S+ (.*):\d+( .*)?$/m
    .exec(Deno.readTextFileSync("docs/deploying.md"));
  if (!found) throw new Error("docs/deploying.md does not start denokv");
  return ["--sqlite-path", file, ...`${found[1]}:${port}${found[2] ?? ""}`.split(" ")];
}

/** Starts denokv on a free port of the loopback. @throws {Error} if it is not installed, or does not start. */
export async function startDenokv({ args = [], file: given }: DenokvOptions = {}): Promise<Denokv> {
  if (!isDenokvInstalled()) throw new Error(`denokv ${DENOKV_VERSION} is not installed`);
  const directory = await Deno.makeTempDir({ prefix: "vieraugen-kv-" });
  const file = given ?? `${directory}/denokv.sqlite`;
  const log: string[] = [];
  let token = TOKEN;
  let child: Deno.ChildProcess;
  let reading: Promise<void>;

  const start = async (port: number): Promise<number> => {
    child = new Deno.Command(PROGRAM, {
      args: [...documentedArguments(file, port), ...args],
      env: { DENO_KV_ACCESS_TOKEN: token },
      stdout: "null",
      stderr: "piped",
    }).spawn();
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    const late = setTimeout(() => reject(new Error(`denokv did not start:\n${log.join("")}`)), START_MS);
    let text = "";
    reading = (async () => {
      for await (const part of child.stderr.pipeThrough(new TextDecoderStream())) {
        log.push(part);
        text += part;
        const listening = /Listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(text)?.[1];
        if (listening !== undefined) resolve(Number(listening));
      }
      reject(new Error(`denokv ended:\n${log.join("")}`));
    })();
    try {
      return await promise;
    } finally {
      clearTimeout(late);
    }
  };
  const kill = async () => {
    try {
      child.kill("SIGKILL");
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // has ended already
    }
    await child.status;
    await reading;
  };
  const port = await start(0);
  return {
    port,
    get token() {
      return token;
    },
    file,
    get pid() {
      return child.pid;
    },
    log,
    env: (url = `http://127.0.0.1:${port}`) => ({ KV_URL: url, DENO_KV_ACCESS_TOKEN: token }),
    async open() {
      Deno.env.set("DENO_KV_ACCESS_TOKEN", token); // Deno takes it from nowhere else
      return await Deno.openKv(`http://127.0.0.1:${port}`);
    },
    kill,
    async restart(nextToken = token) {
      token = nextToken;
      await start(port);
    },
    freeze: () => child.kill("SIGSTOP"),
    thaw: () => child.kill("SIGCONT"),
    async [Symbol.asyncDispose]() {
      await kill();
      await Deno.remove(directory, { recursive: true });
    },
  };
}

/** A test that is skipped where denokv is not installed. */
export function testOnDenokv(name: string, fn: () => Promise<void>): void {
  Deno.test({ name, fn, ignore: !isDenokvInstalled() });
}
