import { Buffer } from "node:buffer";
import { get } from "node:http";
import { environment } from "./staging.ts";
import type { Deliver, Delivered } from "./verify.ts";

/** Limits of one answer. */
const ANSWER_MS = 20_000;
const MAX_BYTES = 8 * 1024 * 1024;
const START_MS = 20_000;
/** The server should take verify for a browser. (It can tell them apart all the same: see the threat model.) */
const BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

/** Requests paths of a server as a browser does. */
export function deliverFrom(origin: string): Deliver {
  return async (path, headers) => {
    const response = await fetch(origin + path, {
      headers: { ...headers, "user-agent": BROWSER },
      redirect: "manual",
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const chunks: Uint8Array[] = [];
    let sizeBytes = 0;
    for await (const chunk of response.body ?? []) {
      sizeBytes += chunk.length;
      if (sizeBytes > MAX_BYTES) throw new Error(`${path} is longer than ${MAX_BYTES} bytes`);
      chunks.push(chunk);
    }
    return {
      status: response.status,
      headers: response.headers,
      body: new Uint8Array(Buffer.concat(chunks)),
    };
  };
}

/** This checkout's build, running here. */
export interface Reference extends AsyncDisposable {
  deliver: Deliver;
}

/** Starts a checkout's build with a database in memory, and requests its paths under the host name of `origin`. */
export async function startReference(
  root: string,
  variables: Record<string, string>,
  origin: string,
): Promise<Reference> {
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-prompt",
      "--cached-only",
      "--allow-net=127.0.0.1:0",
      "--allow-env",
      `--allow-read=${root}/_fresh,${root}/static`,
      "start.ts",
    ],
    cwd: root,
    clearEnv: true,
    env: environment({ ...variables, HOST: "127.0.0.1", PORT: "0", KV_URL: ":memory:" }),
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const stop = async () => {
    try {
      child.kill("SIGKILL");
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // it has ended already
    }
    await child.status;
    await reading;
  };
  let output = "";
  const { promise: listening, resolve, reject } = Promise.withResolvers<number>();
  const reading = (async () => {
    for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
      if (output.length < 10_000) output += text;
      const port = /^Listening on \S+:(\d+)/m.exec(output)?.[1];
      if (port !== undefined) resolve(Number(port));
    }
    reject(
      new Error(
        `this checkout does not start with the configuration that the server reports: ${output.trim()}`,
      ),
    );
  })();
  const timer = setTimeout(() => reject(new Error("this checkout does not start in time")), START_MS);
  try {
    const port = await listening;
    const { host } = new URL(origin);
    return { deliver: (path, headers) => ask(port, host, path, headers), [Symbol.asyncDispose]: stop };
  } catch (error) {
    await stop();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** Requests a path with another Host header, which `fetch` cannot set. */
function ask(port: number, host: string, path: string, headers: Record<string, string>): Promise<Delivered> {
  return new Promise((resolve, reject) => {
    get(
      { host: "127.0.0.1", port, path, headers: { ...headers, host } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const pairs = Object.entries(response.headers).map((
            [name, value],
          ) => [name, [value].flat().join(", ")]);
          resolve({
            status: response.statusCode ?? 0,
            headers: new Headers(pairs as [string, string][]),
            body: new Uint8Array(Buffer.concat(chunks)),
          });
        });
      },
    ).on("error", reject);
  });
}
