import { deploymentSecret } from "../kv/deployment_secret.ts";
import { keyedHash } from "../kv/hashes.ts";
import { isSetUp } from "../kv/practices.ts";
import type { Config } from "./config.ts";
import { withHeldAnswers } from "./polling/deferred_responses.ts";
import type { Hub } from "./polling/hub.ts";
import type { LineWriter } from "./line_writer.ts";
import type { Store } from "./store.ts";

type Handler = (request: Request, info: Deno.ServeHandlerInfo) => Response | Promise<Response>;

/** What keeps the server from starting: a sentence for the operator. */
export class StartError extends Error {
  override readonly name = "StartError";
}

/** How long a stop waits for requests that are under way. */
const STOP_MS = 1_500;

/**
 * Serves until it is told to stop: 1. listen, 2. tell the address and, until the practice exists, the set-up link,
 * 3. on SIGINT or SIGTERM end all held polls with an empty answer, let the rest finish, close the store.
 * @throws {StartError} when it cannot listen, or cannot open the store.
 */
export async function serve(
  handler: Handler,
  { config, store, hub, log, print }: {
    config: Config;
    store: Store;
    hub: Hub;
    log: LineWriter;
    print: (line: string) => void;
  },
): Promise<void> {
  const { promise: listening, resolve } = Promise.withResolvers<Deno.NetAddr>();
  const options = {
    port: config.port,
    hostname: config.host,
    onListen: (address: Deno.NetAddr) => resolve(address),
    ...(config.tls
      ? {
        cert: await readPem("TLS_CERT", config.tls.certFile),
        key: await readPem("TLS_KEY", config.tls.keyFile),
      }
      : {}),
  };
  let server: Deno.HttpServer;
  try {
    const answering = config.onDeploy ? greetFirst : handler;
    server = Deno.serve(options, withHeldAnswers(answering));
  } catch (error) {
    throw new StartError(`Cannot listen on ${config.host}, port ${config.port}: ${messageOf(error)}.`);
  }
  let greeted = false;
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    hub.close();
    await Promise.race([server.shutdown(), new Promise((done) => setTimeout(done, STOP_MS))]);
    await store.close();
    log.flush();
    Deno.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) Deno.addSignalListener(signal, () => void stop());
  const { port } = await listening;
  const local = localOrigin(config, port);
  print(`Listening on ${local}${config.publicOrigin ? ` for ${config.publicOrigin}` : ""}`);
  if (!config.onDeploy) await greet(config.publicOrigin ?? local);
  await server.finished;

  async function greet(origin: string): Promise<void> {
    let link: string | undefined;
    try {
      link = await setUpLink(await store.open(), origin);
    } catch (error) {
      throw new StartError(
        `Cannot open the database ${config.kvUrl ?? "of the platform"}: ${messageOf(error)}.`,
      );
    }
    if (link) print(`Set-up link: ${link}`);
  }

  /** Deno Deploy starts the app to see that it boots, with no database: the first visitor brings the greeting. */
  async function greetFirst(request: Request, info: Deno.ServeHandlerInfo): Promise<Response> {
    const response = await handler(request, info);
    const url = greeted ? null : URL.parse(request.url);
    if (url?.pathname.startsWith("/practice")) {
      greeted = true;
      await greet(config.publicOrigin ?? `https://${url.host}`).catch((error) => {
        greeted = false;
        print(messageOf(error));
      });
    }
    return response;
  }
}

async function readPem(name: string, file: string): Promise<string> {
  try {
    return await Deno.readTextFile(file);
  } catch (error) {
    throw new StartError(`${name} cannot be "${file}": ${messageOf(error)}.`);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function localOrigin({ tls, host }: Config, port: number): string {
  const scheme = tls ? "https" : "http";
  const name = host === "0.0.0.0" || host === "::" ? "localhost" : host.includes(":") ? `[${host}]` : host;
  return `${scheme}://${name}:${port}`;
}

/** The one-time link that creates the practice; undefined once there is one. The same from every process. */
async function setUpLink(kv: Deno.Kv, origin: string): Promise<string | undefined> {
  if (await isSetUp(kv)) return undefined;
  return `${origin}/practice/setup#${await setUpToken(kv)}`;
}

/** 256 bits that only this deployment can make. */
export async function setUpToken(kv: Deno.Kv): Promise<string> {
  return keyedHash(await deploymentSecret(kv), "set-up", "").toString("base64url");
}
