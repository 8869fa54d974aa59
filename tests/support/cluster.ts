import { makeCertificate } from "./certificate.ts";
import { startDenokv } from "./denokv.ts";
import { freePort } from "./free_port.ts";
import { documentedNginx } from "./documented_starts.ts";
import { startNginx } from "./nginx.ts";
import { type RunningServer, startServer } from "./running_server.ts";
import { layWire, type Wire } from "./wire.ts";

/** Several servers on one denokv, set up as docs/deploying.md has it ("Several machines"), on this machine. */
interface Cluster extends AsyncDisposable {
  /** The balancer's. */
  origin: string;
  setUpLink: string;
  servers: readonly RunningServer[];
  denokv: Awaited<ReturnType<typeof startDenokv>>;
  /** Between the servers and the nginx of denokv. */
  wire: Wire;
  /** The configuration that the servers have in common; a change counts from their next start on. */
  variables: Record<string, string>;
}

interface ClusterOptions {
  /** How many server processes. @default 3 */
  size?: number;
  /** Further configuration of each server. @default none */
  env?: Record<string, string>;
  /** A database that is there already. @default a new one */
  file?: string;
  /** What is before denokv: its nginx and the wire of the test, its nginx alone, or nothing. @default "wire" */
  before?: "wire" | "nginx" | "nothing";
}

/**
 * Starts denokv, its nginx with TLS, the servers, all at once, and the balancer, which gives each request to the next server.
 * @throws {Error} if one of them does not start.
 */
export async function startCluster(options: ClusterOptions = {}): Promise<Cluster> {
  const { size = 3, env = {}, file, before = "wire" } = options;
  await using stack = new AsyncDisposableStack();
  const directory = await Deno.makeTempDir({ prefix: "vieraugen-cluster-" });
  stack.defer(() => Deno.remove(directory, { recursive: true }));
  const certificate = await makeCertificate(directory, "127.0.0.1");
  const denokv = stack.use(await startDenokv(file === undefined ? {} : { file }));
  const kvPort = freePort();
  const kvLines = documentedProxy("denokv", [`127.0.0.1:${denokv.port}`], kvPort, certificate);
  stack.use(await startNginx(kvPort, kvLines));
  const wire = stack.use(layWire(kvPort));

  const port = freePort();
  const origin = `http://127.0.0.1:${port}`;
  const variables: Record<string, string> = {
    ...before === "nothing"
      ? denokv.env()
      : denokv.env(`https://127.0.0.1:${before === "wire" ? wire.port : kvPort}`),
    DENO_CERT: certificate.certFile,
    PUBLIC_ORIGIN: origin,
    TRUST_PROXY: "1",
    ...env,
  };
  const isSetUp = file !== undefined;
  const servers = await Promise.all(
    Array.from({ length: size }, async () => stack.use(await startServer(variables, { origin, isSetUp }))),
  );
  const backends = servers.map((server) => `127.0.0.1:${server.port}`);
  stack.use(await startNginx(port, documentedProxy("vieraugen", backends, port)));
  const parts = stack.move();
  return {
    origin,
    setUpLink: servers[0]!.setUpLink,
    servers,
    denokv,
    wire,
    variables,
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}

/**
 * The lines that docs/deploying.md has for the nginx before `name`, with these servers behind it and another port; without a
 * certificate, without TLS.
 */
function documentedProxy(
  name: "denokv" | "vieraugen",
  servers: readonly string[],
  port: number,
  certificate?: { certFile: string; keyFile: string },
): string {
  const behind = servers.map((server) => `server ${server};\n`).join("");
  return replaced(documentedNginx(`upstream ${name}`), [
    [/^ *server [\d.:]+;\n(?: *server [\d.:]+;\n)*/m, behind],
    [/listen \d+ ssl/, `listen 127.0.0.1:${port}${certificate ? " ssl" : ""}`],
    [/ssl_certificate .*;/, certificate ? `ssl_certificate ${certificate.certFile};` : ""],
    [/ssl_certificate_key .*;/, certificate ? `ssl_certificate_key ${certificate.keyFile};` : ""],
  ]);
}

/** @throws {Error} if a pattern does not match. */
function replaced(text: string, changes: readonly (readonly [pattern: RegExp, by: string])[]): string {
  for (const [pattern, by] of changes) {
    if (!pattern.test(text)) throw new Error(`The documented nginx has no ${pattern}`);
    text = text.replace(pattern, by);
  }
  return text;
}
