/** A wire to a port of this machine, which can fall silent. */
export interface Wire extends AsyncDisposable {
  port: number;
  /** Its present connections carry nothing any more, and stay open; new ones work. Like a firewall that has forgotten them. */
  drop(): void;
  /** All connections carry nothing, new ones neither: like a cable that is cut far away. @param isCut false: new ones work */
  cut(isCut: boolean): void;
}

/**
 * Listens on a free port and passes everything on to `port`, both ways.
 * @param note Told of what a client says, by the number of its connection.
 */
export function layWire(
  port: number,
  note: (connection: number, bytes: Uint8Array<ArrayBuffer>) => void = () => {},
): Wire {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const open = new Set<Deno.Conn>();
  const silent = new WeakSet<Deno.Conn>();
  let isCut = false;
  let count = 0;
  const close = (connection: Deno.Conn) => {
    if (open.delete(connection)) connection.close();
  };
  const carry = async (from: Deno.Conn, to: Deno.Conn, note: (bytes: Uint8Array<ArrayBuffer>) => void) => {
    const buffer = new Uint8Array(64 * 1024);
    try {
      for (;;) {
        const size = await from.read(buffer);
        if (silent.has(from)) return; // neither what it says nor that it goes
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
      if (silent.has(from)) return;
    }
    for (const connection of [from, to]) close(connection);
  };
  const drop = () => open.forEach((connection) => silent.add(connection));
  const accepting = (async () => {
    for await (const client of listener) {
      const id = count++;
      client.setNoDelay();
      open.add(client);
      if (isCut) {
        silent.add(client);
        continue;
      }
      let server: Deno.TcpConn;
      try {
        server = await Deno.connect({ hostname: "127.0.0.1", port });
      } catch {
        close(client);
        continue;
      }
      server.setNoDelay();
      open.add(server);
      void carry(client, server, (bytes) => note(id, bytes));
      void carry(server, client, () => {});
    }
  })();
  return {
    port: listener.addr.port,
    drop,
    cut(cut) {
      isCut = cut;
      if (cut) drop();
    },
    async [Symbol.asyncDispose]() {
      listener.close();
      for (const connection of [...open]) close(connection);
      await accepting;
    },
  };
}
