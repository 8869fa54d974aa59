import { makeCertificate } from "./certificate.ts";
import { freePort } from "./free_port.ts";

/** A real relay (Debian's coturn) in a process of its own, with the configuration of docs/deploying.md. */
export interface Coturn extends AsyncDisposable {
  secret: string;
  /** The relay's addresses, by transport. */
  urls: { udp: string; tcp: string; tls: string };
  pid: number;
  /** Everything that it has printed so far. */
  log: string[];
  /** kill -9: every allocation is gone. */
  kill(): Promise<void>;
  /** Starts again on the same ports. */
  restart(): Promise<void>;
}

const COTURN_PATH = "/usr/bin/turnserver";

interface CoturnOptions {
  /** The address that it listens on and relays from. @default 127.0.0.1 */
  address?: string;
  /** @default free ones */
  ports?: { plain: number; tls: number };
  /** A command that runs it somewhere else (a network namespace). @default none */
  prefix?: readonly string[];
  /** Peers that the documented configuration denies, as a range. @default `address` */
  allowedPeers?: string;
  /** Other values than the documented ones. @default none */
  values?: Record<string, string>;
  /** Further lines. @default none */
  lines?: readonly string[];
}

/** The file that docs/deploying.md has for a relay. */
export function documentedRelay(): string {
  const found = /\n\n((?: {4}[\w-]+(?:=.*)?\n)+)/g;
  const blocks = [...Deno.readTextFileSync("docs/deploying.md").matchAll(found)].map(([, block]) => block!);
  const [relay, ...others] = blocks.filter((block) => block.includes("use-auth-secret"));
  if (relay === undefined || others.length > 0) {
    throw new Error("docs/deploying.md has no file for the relay");
  }
  return relay.replaceAll(/^ {4}/gm, "");
}

/** The documented file with other values, and with more lines. @throws {Error} if it has no such line. */
export function relayFile(values: Record<string, string>, lines: readonly string[]): string {
  let file = documentedRelay();
  for (const [name, value] of Object.entries(values)) {
    const line = new RegExp(`^${name}=.*$`, "m");
    if (!line.test(file)) throw new Error(`The documented relay has no ${name}`);
    file = file.replace(line, `${name}=${value}`);
  }
  return `${file}${lines.join("\n")}\n`;
}

/** Starts a relay with a secret, a self-signed certificate and ports of its own. */
export async function startCoturn(options: CoturnOptions = {}): Promise<Coturn> {
  const { address = "127.0.0.1", prefix = [] } = options;
  const ports = options.ports ?? { plain: freePort(address), tls: freePort(address) };
  const directory = await Deno.makeTempDir({ prefix: "vieraugen-turn-" });
  const { certFile, keyFile } = await makeCertificate(directory, address);
  const secret = crypto.randomUUID();
  const log: string[] = [];
  const file = `${directory}/turnserver.conf`;
  const values = {
    "listening-port": String(ports.plain),
    "tls-listening-port": String(ports.tls),
    "static-auth-secret": secret,
    cert: certFile,
    pkey: keyFile,
    "log-file": "stdout",
    ...options.values,
  };
  await Deno.writeTextFile(
    file,
    relayFile(values, [
      `listening-ip=${address}`,
      `relay-ip=${address}`,
      // Peers are on this machine, which coturn couples to a password of its command line.
      "allow-loopback-peers",
      `allowed-peer-ip=${options.allowedPeers ?? address}`,
      "cli-password=unused",
      `pidfile=${directory}/pid`,
      `db=${directory}/turndb`,
      "simple-log",
      "verbose",
      ...options.lines ?? [],
    ]),
  );
  const [program, ...args] = [...prefix, COTURN_PATH, "-c", file];
  let child: Deno.ChildProcess;
  let reading: Promise<void>;
  const start = async () => {
    child = new Deno.Command(program!, { args, stdout: "piped", stderr: "null" }).spawn();
    reading = (async () => {
      for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
        log.push(...text.split("\n"));
      }
    })();
    await untilListening(prefix, address, ports.tls, log);
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
  await start();
  return {
    secret,
    urls: {
      udp: `turn:${address}:${ports.plain}?transport=udp`,
      tcp: `turn:${address}:${ports.plain}?transport=tcp`,
      tls: `turns:${address}:${ports.tls}?transport=tcp`,
    },
    get pid() {
      return child.pid;
    },
    log,
    kill,
    restart: start,
    async [Symbol.asyncDispose]() {
      await kill();
      await Deno.remove(directory, { recursive: true });
    },
  };
}

/** Waits until the port accepts connections, in the network namespace that the relay runs in. */
async function untilListening(
  prefix: readonly string[],
  address: string,
  port: number,
  log: string[],
): Promise<void> {
  const [program, ...args] = [...prefix, "bash", "-c", `exec 3<>/dev/tcp/${address}/${port}`];
  for (let tries = 0; tries < 200; tries++) {
    const { success } = await new Deno.Command(program!, { args, stdout: "null", stderr: "null" }).output();
    if (success) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`coturn does not listen on ${port}:\n${log.join("\n")}`);
}
