import { makeCertificate } from "./certificate.ts";

/** A real relay (Debian's coturn) in a process of its own. */
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
}

/** Starts a relay with a secret, a self-signed certificate and ports of its own. */
export async function startCoturn(options: CoturnOptions = {}): Promise<Coturn> {
  const { address = "127.0.0.1", prefix = [] } = options;
  const ports = options.ports ?? { plain: freePort(address), tls: freePort(address) };
  const directory = await Deno.makeTempDir({ prefix: "vieraugen-turn-" });
  const { certFile, keyFile } = await makeCertificate(directory, address);
  const secret = crypto.randomUUID();
  const log: string[] = [];
  const [program, ...args] = [
    ...prefix,
    COTURN_PATH,
    "-n", // no configuration file
    `--listening-ip=${address}`,
    `--relay-ip=${address}`,
    `--listening-port=${ports.plain}`,
    `--tls-listening-port=${ports.tls}`,
    "--use-auth-secret",
    `--static-auth-secret=${secret}`,
    "--realm=vieraugen.example",
    `--cert=${certFile}`,
    `--pkey=${keyFile}`,
    // Only in tests: allows peers on this machine, which coturn couples to a password of its command line.
    "--allow-loopback-peers",
    "--cli-password=unused",
    "--no-cli",
    "--no-multicast-peers",
    `--pidfile=${directory}/pid`,
    `--db=${directory}/turndb`,
    "--log-file=stdout",
    "--simple-log",
    "-v",
  ];
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

function freePort(hostname: string): number {
  const listener = Deno.listen({ hostname, port: 0 });
  const { port } = listener.addr;
  listener.close();
  return port;
}
