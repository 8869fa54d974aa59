import { deploymentSecret } from "../kv/deployment_secret.ts";
import { keyedHash } from "../kv/hashes.ts";
import { isSetUp } from "../kv/practices.ts";
import { type Config, VERSION } from "./config.ts";
import { Refusal } from "./errors.ts";
import type { LineWriter } from "./line_writer.ts";
import { listen, type Listening } from "./listening.ts";
import type { Metrics } from "./metrics.ts";
import { UNBOUND_TLS } from "./middlewares/unbound_tls.ts";
import { databaseFile } from "./permissions.ts";
import type { Hub } from "./polling/hub.ts";
import type { Store } from "./store.ts";
import { StoreError } from "./store_errors.ts";
import { CANNOT_START } from "./supervision.ts";

export type Handler = (request: Request, info?: Deno.ServeHandlerInfo) => Promise<Response>;

/** The app's handler, which can also serve itself. */
export interface Program {
  (request: Request, info?: Deno.ServeHandlerInfo): Promise<Response>;
  /** Serves until the process is told to stop. If it cannot, it prints why and ends the process: with `CANNOT_START`, or 1. */
  start(): Promise<void>;
}

/** What a start and a stop need besides the handler. */
interface Services {
  config: Config;
  store: Store;
  hub: Hub;
  metrics: Metrics;
  log: LineWriter;
  print: (line: string) => void;
}

/** The server cannot start, or cannot go on; the message is a sentence for the operator. */
class StartError extends Error {
  override readonly name = "StartError";
}

/** The server cannot go on, and its process has to be started again; the message is a sentence for the operator. */
class EndError extends Error {
  override readonly name = "EndError";
}

/** How long a stop waits for the requests that are being answered. */
const STOP_MS = 1_500;

/** How often a start looks whether a database that has failed is back. */
const LOOK_MS = 250;

/** What only our own server goes by. */
const OWN_VARIABLES = ["HOST", "PORT", "TLS_CERT", "TLS_KEY"];

/**
 * Makes the program: `start.ts` and dev.ts call its `start`, `deno serve` only hands it requests. In that case its first
 * request prepares what `start` would have prepared.
 */
export function programOf(handler: Handler, services: Services): Program {
  let respond: Handler | undefined;
  const program: Handler = (request, info) =>
    (respond ??= withinOtherServer(handler, services))(request, info);
  return Object.assign(program, {
    start: async () => {
      services.print(`Vieraugen ${VERSION}`);
      respond = services.config.onDeploy ? withGreeting(handler, services) : handler;
      try {
        await serve(respond, services);
      } catch (error) {
        if (!(error instanceof StartError || error instanceof EndError)) throw error;
        services.print(error.message);
        Deno.exit(error instanceof StartError ? CANNOT_START : 1);
      }
    },
  });
}

/**
 * Serves until it is told to stop: 1. listen, 2. print the address and, until the practice exists, the set-up link, 3. on
 * SIGINT or SIGTERM answer all held polls, let the other requests finish, close the store.
 * @throws {StartError} when it cannot listen, or cannot open the store.
 * @throws {EndError} when it can accept no connections any more.
 */
async function serve(handler: Handler, services: Services): Promise<void> {
  const { config, print } = services;
  const options = {
    port: config.port,
    hostname: config.host,
    ...(config.tls
      ? {
        cert: await readPem("TLS_CERT", config.tls.certFile),
        key: await readPem("TLS_KEY", config.tls.keyFile),
      }
      : {}),
  };
  let server: Listening;
  try {
    server = await listen(options, {
      handler,
      print,
      onFailure: () => services.metrics.countFailedListener(),
    });
  } catch (error) {
    throw new StartError(`Cannot listen on ${config.host}, port ${config.port}: ${messageOf(error)}.`);
  }
  onStopSignal(async () => {
    services.hub.close();
    await Promise.race([server.stop(), new Promise((done) => setTimeout(done, STOP_MS))]);
    await end(services);
  });
  const local = localOrigin(config, server.port);
  print(`Listening on ${local}${config.publicOrigin ? ` for ${config.publicOrigin}` : ""}`);
  // Who trusts a proxy has one, and browsers give cameras to pages with TLS only.
  if (config.trustProxy && !config.secure) print(UNBOUND_TLS);
  if (!config.onDeploy) {
    await untilOpen(() => greet(services, config.publicOrigin ?? local)).catch((error) => {
      throw new StartError(openingProblem(error, config));
    });
  }
  // Deno Deploy has no database for a start, and no file.
  if (databaseFile(config) !== undefined) await services.store.scrub();
  await server.finished.catch((error) => {
    throw new EndError(`Cannot accept connections any more: ${messageOf(error)}. The server ends.`);
  });
}

/** The handler for a server that is not ours: `deno serve` knows neither the held polls nor the set-up link. */
function withinOtherServer(handler: Handler, services: Services): Handler {
  const { hub, print } = services;
  print(`Vieraugen ${VERSION}`);
  const ignored = OWN_VARIABLES.filter((name) => Deno.env.get(name));
  if (ignored.length > 0) {
    print(`No effect under "deno serve": ${ignored.join(", ")}. It takes --host and --port.`);
  }
  onStopSignal(() => {
    hub.close();
    // The other server lets the requests finish, and the process ends by itself; at the latest it ends here.
    Deno.unrefTimer(setTimeout(() => void end(services), STOP_MS));
  });
  return withGreeting(handler, services);
}

/**
 * Prints the set-up link when the first visitor comes to the practice's pages: Deno Deploy starts the app to see that it
 * boots, and has no database for it then.
 */
function withGreeting(handler: Handler, services: Services): Handler {
  const { config, print } = services;
  let hasGreeted = false;
  let told: string | undefined;
  return async (request, info) => {
    const response = await handler(request, info);
    const { refusal } = services.store;
    if (refusal && refusal.sentence !== told) print(told = refusal.sentence);
    const url = hasGreeted ? null : URL.parse(request.url);
    if (url?.pathname.startsWith("/practice")) {
      hasGreeted = true;
      // The Host header is the visitor's: a link with another's name would betray the token to it.
      await greet(services, config.publicOrigin ?? "").catch((error) => {
        hasGreeted = false;
        const problem = openingProblem(error, config);
        if (problem !== told) print(problem);
      });
    }
    return response;
  };
}

async function greet({ store, print }: Services, origin: string): Promise<void> {
  const link = await setUpLink(await store.open(), origin);
  if (link) print(`Set-up link: ${link}`);
}

/** Waits as long as the store's failure lets a server start, which answers with refusals meanwhile; the store says why. */
async function untilOpen(work: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StoreError) || !error.letsStart) throw error;
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  }
}

/** The sentence for what has kept the store from being opened. */
function openingProblem(error: unknown, { kvUrl }: Config): string {
  if (error instanceof StoreError) return error.sentence;
  return `Cannot open the database ${kvUrl ?? "of the platform"}: ${messageOf(error)}.`;
}

/** Calls `stop` at the first SIGINT or SIGTERM. */
function onStopSignal(stop: () => void): void {
  let isStopping = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    Deno.addSignalListener(signal, () => {
      if (isStopping) return;
      isStopping = true;
      stop();
    });
  }
}

async function end({ store, log }: Services): Promise<void> {
  await store.close();
  log.flush();
  Deno.exit(0);
}

async function readPem(name: string, file: string): Promise<string> {
  try {
    return await Deno.readTextFile(file);
  } catch (error) {
    throw new StartError(`${name} cannot be "${file}": ${messageOf(error)}.`);
  }
}

function messageOf(error: unknown): string {
  if (error instanceof Refusal && error.cause !== undefined) return messageOf(error.cause);
  return error instanceof Error ? error.message : String(error);
}

function localOrigin({ tls, host }: Config, port: number): string {
  const scheme = tls ? "https" : "http";
  const name = host === "0.0.0.0" || host === "::" ? "localhost" : host.includes(":") ? `[${host}]` : host;
  return `${scheme}://${name}:${port}`;
}

/** The one-time link that creates the practice; undefined once there is one. Every process makes the same. */
async function setUpLink(kv: Deno.Kv, origin: string): Promise<string | undefined> {
  if (await isSetUp(kv)) return undefined;
  return `${origin}/practice/setup#${await setUpToken(kv)}`;
}

/** The token of the set-up link: 256 bits that only this deployment can make. */
export async function setUpToken(kv: Deno.Kv): Promise<string> {
  return keyedHash(await deploymentSecret(kv), "set-up", "").toString("base64url");
}
