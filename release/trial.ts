import type { ConsultationSummary, CreateConsultationRequest } from "../wire/consultations.ts";
import type { PollAnswer, SendAnswer } from "../wire/mailbox.ts";
import type { SetUpRequest } from "../wire/members.ts";
import type { GuestSeatAnswer, HostSeatAnswer } from "../wire/rooms.ts";
import type { SignInAnswer } from "../wire/sign_in.ts";
import { environment, NotReady, RUNTIME_ENV, type Stage } from "./staging.ts";

/** How long the app may take to listen. */
const START_MS = 30_000;
/** How long an answer may take, besides the time that a poll is held. */
const ANSWER_MS = 15_000;
/** How long the platform waits after SIGINT. */
const STOP_MS = 5_000;
/** How long the trial's polls ask to be held. */
const HOLD_MS = 20_000;
/** Lets the trial read the metrics. */
const METRICS_TOKEN = random(16);

/**
 * Starts a staged build as Deno Deploy would, with its variables and write access to the database only, and has a host and a
 * guest exchange a message over HTTP.
 * @throws {NotReady} naming the step that failed.
 */
export async function tryStage(staged: Stage, print: (line: string) => void): Promise<void> {
  const data = await Deno.makeTempDir({ prefix: "vieraugen-kv-" });
  const kvFile = `${data}/kv.sqlite3`;
  const app = new App(staged, kvFile);
  try {
    const client = new Client(await app.origin());
    print("start: listens");

    const join = await client.page("/");
    if (await exists(kvFile)) throw new NotReady("warm-up: the database was opened before anybody needed it");
    print("warm-up: the join page, without a database");

    const sign = await client.page("/practice");
    await client.assets(join + sign);
    print("assets: what the pages load, compressed");

    const token = await app.printed(/^Set-up link: \S+#(\S+)$/m);
    const { cookie, room, locator } = await client.consultation(token);
    print("practice: set up by the link in the log, a consultation created");

    const guest = await client.join(locator);
    const host = await client.host(room, cookie);
    if (guest.room !== room) throw new NotReady("join: the code led into another room");
    print("join: a guest by code, and the host");

    const held = await client.hold(host);
    const body = "dHJpYWw";
    await client.send(guest, host, body);
    const { messages } = await held.answer;
    if (messages.length !== 1 || messages[0]?.body !== body || messages[0].from !== guest.peerId) {
      throw new NotReady("message: the long-poll did not get what was sent");
    }
    print("message: sent, and got by the long-poll that waited for it");

    await app.stop((await client.hold(guest)).answer);
    print("stop: SIGINT answers the held poll, and the process ends in time");
  } finally {
    await app.kill();
    await Deno.remove(data, { recursive: true });
  }
}

/** The app's process. */
class App {
  readonly #child: Deno.ChildProcess;
  readonly #ended: Promise<Deno.CommandStatus>;
  readonly #reading: Promise<unknown>;
  #output = "";
  #errors = "";
  #over = false;

  constructor({ directory, entrypoint }: Stage, kvFile: string) {
    const data = kvFile.replace(/\/[^/]*$/, "");
    this.#child = new Deno.Command(Deno.execPath(), {
      // The platform allows everything, on a disk of its own. Here the app may do what `launch.ts` allows elsewhere.
      args: [
        "run",
        "--no-prompt",
        "--cached-only",
        "--deny-run",
        "--deny-ffi",
        "--deny-sys",
        "--deny-import",
        "--allow-net=127.0.0.1:0",
        "--allow-env",
        `--allow-read=${directory}/_fresh,${directory}/static,${data}`,
        `--allow-write=${data}`,
        entrypoint,
      ],
      cwd: directory,
      clearEnv: true,
      env: environment({
        ...RUNTIME_ENV,
        // What `Deno.openKv()` opens: on the platform the database that is assigned to the app.
        DENO_KV_DEFAULT_PATH: kvFile,
        HOST: "127.0.0.1",
        PORT: "0",
        METRICS_TOKEN,
      }),
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    this.#ended = this.#child.status.finally(() => this.#over = true);
    this.#reading = Promise.all([
      collect(this.#child.stdout, (text) => this.#output += text),
      collect(this.#child.stderr, (text) => this.#errors += text),
    ]);
  }

  async origin(): Promise<string> {
    return await this.printed(/^Listening on (\S+)$/m);
  }

  /** Waits for output that matches; returns the first group of the match. */
  async printed(pattern: RegExp): Promise<string> {
    const untilMs = performance.now() + START_MS;
    while (performance.now() < untilMs) {
      if (this.#over) await this.#reading;
      const match = pattern.exec(this.#output);
      if (match) return match[1] ?? match[0];
      if (this.#over) break;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new NotReady(`start: ${this.#reason() || `it never printed ${pattern}`}`);
  }

  /** Stops it as the platform does, while a poll is held. */
  async stop(poll: Promise<PollAnswer>): Promise<void> {
    const answered = poll.then(({ messages }) => messages.length, () => undefined);
    this.#child.kill("SIGINT");
    const late = new Promise<undefined>((resolve) => {
      const timer = setTimeout(resolve, STOP_MS);
      void this.#ended.then(() => clearTimeout(timer));
    });
    const status = await Promise.race([this.#ended, late]);
    if (!status) throw new NotReady(`stop: still there ${STOP_MS / 1000} s after SIGINT`);
    if (await answered !== 0) throw new NotReady("stop: SIGINT left a held poll without its empty answer");
    await this.#reading;
    if (status.code !== 0) throw new NotReady(`stop: ended with ${status.code}: ${this.#reason()}`);
    // There stands what failed without an effect, such as a file that could not be written.
    if (this.#errors !== "") throw new NotReady(`log: ${this.#reason()}`);
    if (/"error":/.test(this.#output)) {
      throw new NotReady("log: a request ended in an error of the server's own");
    }
  }

  async kill(): Promise<void> {
    if (!this.#over) this.#child.kill("SIGKILL");
    await this.#ended;
    await this.#reading;
  }

  /** The line of the output that says what went wrong. */
  #reason(): string {
    const lines = `${this.#output}\n${this.#errors}`.split("\n").map((line) => line.trim());
    return lines.findLast((line) => /^(error: |Cannot |[A-Z_]+ cannot )/.test(line)) ??
      lines.findLast(Boolean) ?? "";
  }
}

/** A peer that holds a seat. */
interface Seated {
  room: string;
  peerId: string;
  token: string;
}

/** Sends the requests that browsers send. */
class Client {
  constructor(readonly origin: string) {}

  async page(path: string): Promise<string> {
    const response = await this.#fetch(path, {});
    const html = await response.text();
    if (response.status !== 200 || !html.startsWith("<!DOCTYPE html>")) {
      throw new NotReady(`${path} answers with ${response.status}, not with a page`);
    }
    return html;
  }

  /** Loads every script and picture that the pages name, and checks that large ones are compressed. */
  async assets(html: string): Promise<void> {
    const paths = new Set(
      [...html.matchAll(/(?:from ?|href=|src=)"(\/[^"]+\.(?:js|svg|css|woff2)[^"]*)"/g)].map((match) =>
        match[1]!
      ),
    );
    if (![...paths].some((path) => /\.js$/.test(path))) {
      throw new NotReady("assets: the pages name no script");
    }
    for (const path of paths) {
      const response = await this.#fetch(path, { headers: { "accept-encoding": "br" } });
      const bytes = await response.arrayBuffer();
      if (response.status !== 200) throw new NotReady(`assets: ${path} answers with ${response.status}`);
      if (bytes.byteLength > 1024 && response.headers.get("content-encoding") !== "br") {
        throw new NotReady(`assets: ${path} is not compressed`);
      }
    }
  }

  /** Sets the practice up and creates a consultation. */
  async consultation(token: string): Promise<{ cookie: string; room: string; locator: string }> {
    const request: SetUpRequest = {
      token,
      practiceName: "Trial",
      memberName: "Trial",
      email: "trial@trial.example",
      kdfSalt: random(16),
      authKey: random(32),
      wrappedKey: random(60),
      recovery: { authKey: random(32), wrappedKey: random(60) },
      memberId: random(16),
      keys: { practiceKey: random(60), privateKey: random(150), publicKey: random(93), epoch: 1 },
    };
    const response = await this.#fetch("/api/practice/setup", this.#post(request));
    const cookie = response.headers.get("set-cookie")?.split(";")[0];
    await this.#json<SignInAnswer>("/api/practice/setup", response);
    if (!cookie?.startsWith("__Host-")) {
      throw new NotReady("practice: the cookie is not bound to TLS and host");
    }
    const { room, locator } = await this.#send<ConsultationSummary>(
      "/api/practice/consultations",
      { startsAtMs: Date.now() } satisfies CreateConsultationRequest,
      { cookie },
    );
    if (locator === undefined) throw new NotReady("practice: the consultation has no code");
    return { cookie, room, locator };
  }

  async join(locator: string): Promise<Seated> {
    const peerId = random(16);
    const { room, token } = await this.#send<GuestSeatAnswer>("/api/join", { locator, peerId });
    return { room, peerId, token };
  }

  async host(room: string, cookie: string): Promise<Seated> {
    const peerId = random(16);
    const { token } = await this.#send<HostSeatAnswer>(`/api/rooms/${room}/host`, { peerId }, { cookie });
    return { room, peerId, token };
  }

  async send(from: Seated, to: Seated, body: string): Promise<void> {
    const messages = [{ to: to.peerId, n: 1, body }];
    await this.#send<SendAnswer>(`/api/rooms/${from.room}/messages`, { messages }, {
      authorization: `Bearer ${from.token}`,
    });
  }

  /** Opens a poll, and returns when it is held. */
  async hold(seat: Seated): Promise<{ answer: Promise<PollAnswer> }> {
    // The first poll is answered at once, with the peers.
    const { cursor, peersTag } = await this.#poll(seat, "after=0");
    const answer = this.#poll(seat, `after=${cursor}&waitMs=${HOLD_MS}&peers=${peersTag}`);
    let isAnswered = false;
    void answer.then(() => isAnswered = true, () => isAnswered = true);
    while (!await this.#isHolding()) {
      if (isAnswered) {
        await answer; // throws if it failed
        throw new NotReady("poll: answered, although nothing was sent");
      }
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return { answer };
  }

  async #isHolding(): Promise<boolean> {
    const headers = { authorization: `Bearer ${METRICS_TOKEN}` };
    return /^vieraugen_polls_held 1$/m.test(await (await this.#fetch("/metrics", { headers })).text());
  }

  async #poll({ room, token }: Seated, query: string): Promise<PollAnswer> {
    const path = `/api/rooms/${room}/messages?${query}`;
    return await this.#json(path, await this.#fetch(path, { headers: { authorization: `Bearer ${token}` } }));
  }

  async #send<Answer>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return await this.#json(path, await this.#fetch(path, this.#post(body, headers)));
  }

  #post(body: unknown, headers: Record<string, string> = {}): RequestInit {
    return {
      method: "POST",
      headers: { "content-type": "application/json", origin: this.origin, ...headers },
      body: JSON.stringify(body),
    };
  }

  async #fetch(path: string, init: RequestInit): Promise<Response> {
    try {
      return await fetch(this.origin + path, {
        ...init,
        redirect: "manual",
        signal: AbortSignal.timeout(ANSWER_MS + HOLD_MS),
      });
    } catch (error) {
      throw new NotReady(`${path.replace(/\?.*/, "")}: ${error instanceof Error ? error.message : error}`);
    }
  }

  async #json<Answer>(path: string, response: Response): Promise<Answer> {
    const text = await response.text();
    if (!response.ok) {
      throw new NotReady(`${path.replace(/\?.*/, "")} answers with ${response.status} ${text.slice(0, 100)}`);
    }
    return JSON.parse(text) as Answer;
  }
}

function random(sizeBytes: number): string {
  return crypto.getRandomValues(new Uint8Array(sizeBytes)).toBase64({
    alphabet: "base64url",
    omitPadding: true,
  });
}

async function collect(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  add: (text: string) => void,
): Promise<void> {
  for await (const text of stream.pipeThrough(new TextDecoderStream())) add(text);
}

async function exists(file: string): Promise<boolean> {
  try {
    await Deno.stat(file);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
