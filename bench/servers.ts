import { ApiClient, type Seated } from "../tests/api/client.ts";
import { type RunningServer, startServer } from "../tests/support/running_server.ts";

/** A reference relay in a process of its own. */
export interface Reference extends AsyncDisposable {
  origin: string;
  pid: number;
}

export async function startReference(
  file: "long_poll" | "kv_watch" | "web_socket" | "static_page",
): Promise<Reference> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", new URL(`reference/${file}.ts`, import.meta.url).pathname],
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    text += chunk.value;
    const origin = /Listening on (\S+)/.exec(text)?.[1];
    if (!origin) continue;
    return {
      origin,
      pid: child.pid,
      async [Symbol.asyncDispose]() {
        child.kill("SIGKILL");
        await reader.cancel();
        await child.status;
      },
    };
  }
  throw new Error(`The reference ${file} did not start:\n${text}`);
}

/** Other checkouts (each with its build) to measure in the same run: `--against=DIRECTORY`, repeatable. */
export function otherCheckouts(): string[] {
  return Deno.args.flatMap((argument) => /^--against=(.+)$/.exec(argument)?.[1] ?? []);
}

/** A guest and a host of one room. */
export interface Pair {
  guest: Seated;
  host: Seated;
}

/** The product of a checkout, with a practice and rooms in which a guest and a host have seats. */
export async function startProduct(
  { directory, rooms = 1 }: { directory?: string | undefined; rooms?: number } = {},
): Promise<{ server: RunningServer; pairs: Pair[] }> {
  const server = await startServer({}, directory === undefined ? {} : { directory });
  return { server, pairs: await makePairs(new ApiClient(server), rooms) };
}

/** Sets a practice up and makes rooms of it, each with a guest and a host. */
export async function makePairs(api: ApiClient, rooms: number): Promise<Pair[]> {
  const cookie = await api.setUp();
  const pairs: Pair[] = [];
  while (pairs.length < rooms) {
    const { room } = await api.create(cookie);
    pairs.push({ guest: await api.guest(room), host: await api.host(room, cookie) });
  }
  return pairs;
}

/** Resident memory of a process, in bytes. Linux only. */
export function rssBytes(pid: number): number {
  const status = Deno.readTextFileSync(`/proc/${pid}/status`);
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
}

/** Processor time that a process has taken so far, in seconds, to a hundredth. Linux only. */
export function cpuSeconds(pid: number): number {
  // The name in brackets may hold anything; user and system time are the 14th and 15th field.
  const fields = Deno.readTextFileSync(`/proc/${pid}/stat`).replace(/^.*\) /s, "").split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
