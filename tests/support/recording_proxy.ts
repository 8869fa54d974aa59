/** A wire to a server on which everything that clients say is written down, byte by byte. */
interface RecordingProxy extends AsyncDisposable {
  origin: string;
  /** What was said so far, one text for each connection; a character is a byte. */
  heard(): string[];
}

/** Listens on a free port and passes everything on to `port`, both ways. */
export function recordTraffic(port: number): RecordingProxy {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const heard: Uint8Array[][] = [];
  const open = new Set<Deno.Conn>();
  const carry = async (from: Deno.Conn, to: Deno.Conn, note: (bytes: Uint8Array) => void) => {
    const buffer = new Uint8Array(64 * 1024);
    try {
      for (;;) {
        const size = await from.read(buffer);
        if (size === null) break;
        note(buffer.slice(0, size));
        for (let sent = 0; sent < size;) sent += await to.write(buffer.subarray(sent, size));
      }
    } catch (error) {
      // Either side may go away at any time.
      if (
        !(error instanceof Deno.errors.BadResource || error instanceof Deno.errors.ConnectionReset ||
          error instanceof Deno.errors.BrokenPipe || error instanceof Deno.errors.Interrupted ||
          error instanceof Deno.errors.NotConnected)
      ) throw error;
    }
    for (const connection of [from, to]) close(connection);
  };
  const close = (connection: Deno.Conn) => {
    if (open.delete(connection)) connection.close();
  };
  const accepting = (async () => {
    for await (const client of listener) {
      const said: Uint8Array[] = [];
      heard.push(said);
      open.add(client);
      let server: Deno.Conn;
      try {
        server = await Deno.connect({ hostname: "127.0.0.1", port });
      } catch {
        close(client);
        continue;
      }
      open.add(server);
      void carry(client, server, (bytes) => said.push(bytes));
      void carry(server, client, () => {});
    }
  })();
  return {
    origin: `http://127.0.0.1:${(listener.addr as Deno.NetAddr).port}`,
    heard: () => heard.map((parts) => parts.map(latin1).join("")),
    async [Symbol.asyncDispose]() {
      listener.close();
      for (const connection of [...open]) close(connection);
      await accepting;
    },
  };
}

/** Bytes as a text in which a character is a byte. */
export function latin1(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) {
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return text;
}
