import { type Ask, connectLikeBrowser } from "./browser_client.ts";
import { environment } from "./staging.ts";

const START_MS = 20_000;

/** This checkout's build, running here. */
export interface Reference extends AsyncDisposable {
  ask: Ask;
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
    // Its requests name the host that the server has.
    const address = { hostname: "127.0.0.1", port };
    const { ask } = await connectLikeBrowser({ origin: origin.replace(/^https:/, "http:"), address });
    return { ask, [Symbol.asyncDispose]: stop };
  } catch (error) {
    await stop();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
