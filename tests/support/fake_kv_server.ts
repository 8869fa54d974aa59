/** What a KV Connect server does with a request. */
type Behaviour = "answers" | "silent" | "breaks" | "refuses";

/** The messages of KV Connect, as bytes. Source: denokv, `proto/schema/datapath.proto`. */
const READ_NOTHING = new Uint8Array([0x0a, 0x00, 0x20, 0x01, 0x40, 0x01]);
const WRITTEN = new Uint8Array([0x08, 0x01, 0x12, 0x0a, ...new Uint8Array(10)]);
/** A frame of a watch: one key, changed, without an entry. */
const WATCHED_NOTHING = new Uint8Array([6, 0, 0, 0, 0x08, 0x01, 0x12, 0x02, 0x08, 0x01]);

/** A KV Connect server on loopback that stays empty, and misbehaves on demand; its token is the process's `DENO_KV_ACCESS_TOKEN`. */
export class FakeKvServer implements AsyncDisposable {
  behaviour: Behaviour = "answers";
  /** How often its metadata was asked for; an opening asks more than once. */
  asked = 0;
  readonly token = "token-of-the-test";
  readonly #silent = new AbortController();
  readonly #server: Deno.HttpServer<Deno.NetAddr>;

  private constructor() {
    Deno.env.set("DENO_KV_ACCESS_TOKEN", this.token);
    this.#server = Deno.serve(
      { port: 0, hostname: "127.0.0.1", onListen: () => {} },
      (request) => this.#answer(request),
    );
  }

  static start(): Promise<FakeKvServer> {
    return Promise.resolve(new FakeKvServer());
  }

  get url(): string {
    return `http://127.0.0.1:${this.#server.addr.port}`;
  }

  async #answer(request: Request): Promise<Response> {
    await request.arrayBuffer();
    const { pathname } = new URL(request.url);
    switch (this.behaviour) {
      case "silent":
        await new Promise((resolve) => this.#silent.signal.addEventListener("abort", resolve));
        // Ends the call, which Deno would repeat for ever otherwise.
        return new Response(null, { status: 400 });
      case "breaks":
        return new Response(new Uint8Array([0xff]));
      case "refuses":
        return new Response("Invalid access token.", { status: 401 });
      case "answers":
    }
    if (pathname === "/") {
      this.asked++;
      return Response.json({
        version: 3,
        databaseId: "00000000-0000-0000-0000-000000000001",
        endpoints: [{ url: "/v2", consistency: "strong" }],
        token: "t",
        expiresAt: new Date(Date.now() + 3600_000).toISOString(),
      });
    }
    if (pathname === "/v2/watch") {
      const { signal } = this.#silent;
      let end: () => void;
      const body = new ReadableStream<Uint8Array>({
        start(stream) {
          stream.enqueue(WATCHED_NOTHING);
          end = () => stream.close();
          signal.addEventListener("abort", end);
        },
        cancel: () => signal.removeEventListener("abort", end),
      });
      return new Response(body);
    }
    return new Response(pathname === "/v2/atomic_write" ? WRITTEN : READ_NOTHING);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    Deno.env.delete("DENO_KV_ACCESS_TOKEN");
    this.#silent.abort();
    await this.#server.shutdown();
  }
}
