/** One kept-alive HTTP/1.1 connection without a client library, so that ten thousand of them fit beside the server. */
export class RawConnection {
  #buffer = "";
  /** A character a byte, whatever the body is packed with. */
  readonly #decoder = new TextDecoder("latin1");
  readonly #chunk = new Uint8Array(16_384);

  private constructor(readonly connection: Deno.TcpConn) {}

  static async open(port: number): Promise<RawConnection> {
    const connection = await Deno.connect({ hostname: "127.0.0.1", port });
    connection.setNoDelay();
    return new RawConnection(connection);
  }

  /** Sends a request and gives the body of its answer; undefined when the connection was closed meanwhile. */
  async exchange(request: string): Promise<string | undefined> {
    try {
      await this.connection.write(new TextEncoder().encode(request));
      let headEnd: number;
      while ((headEnd = this.#buffer.indexOf("\r\n\r\n")) < 0) if (!await this.#read()) return undefined;
      const head = this.#buffer.slice(0, headEnd);
      const status = Number(head.slice(9, 12));
      const length = /^content-length: (\d+)/im.exec(head)?.[1];
      if (length === undefined) throw new Error(`Cannot read an answer without content-length:\n${head}`);
      const end = headEnd + 4 + Number(length);
      while (this.#buffer.length < end) if (!await this.#read()) return undefined;
      const body = this.#buffer.slice(headEnd + 4, end);
      this.#buffer = this.#buffer.slice(end);
      if (status !== 200 && status !== 201) throw new Error(`The server answered ${status}: ${body}`);
      return body;
    } catch (error) {
      if (error instanceof Deno.errors.BadResource || error instanceof Deno.errors.Interrupted) {
        return undefined;
      }
      throw error;
    }
  }

  close(): void {
    this.connection.close();
  }

  async #read(): Promise<boolean> {
    const size = await this.connection.read(this.#chunk);
    if (size === null) return false;
    this.#buffer += this.#decoder.decode(this.#chunk.subarray(0, size));
    return true;
  }
}
