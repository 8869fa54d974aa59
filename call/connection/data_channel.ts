/** Most messages that are buffered. */
const MAX_WAITING = 1_000;

/**
 * A data channel that buffers messages, in order, until the code that takes them is loaded. It is created with the
 * connection (`negotiated`), so that it needs no negotiation later.
 */
export class BufferedDataChannel {
  /** Called when a message was buffered. */
  onWaiting: (() => void) | undefined;
  readonly #channel: RTCDataChannel;
  #waiting: (string | ArrayBuffer)[] = [];
  #take: ((data: string | ArrayBuffer) => void) | undefined;

  constructor(channel: RTCDataChannel) {
    this.#channel = channel;
    channel.binaryType = "arraybuffer";
    channel.onmessage = ({ data }) => this.#receive(data);
  }

  get isOpen(): boolean {
    return this.#channel.readyState === "open";
  }

  /** True if messages are buffered. */
  get hasWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  /** Passes every message to `take`, the buffered ones first. Undefined: messages are buffered. */
  takeWith(take: ((data: string | ArrayBuffer) => void) | undefined): void {
    this.#take = take;
    if (!take) return;
    for (const data of this.#waiting.splice(0)) take(data);
  }

  /** Sends a message; returns false if the channel is not open. */
  send(data: string | Uint8Array<ArrayBuffer>): boolean {
    if (!this.isOpen) return false;
    this.#channel.send(data as string); // either type: its overloads do not take the union
    return true;
  }

  /** Waits until at most `maxBytes` are waiting to be sent; resolves to false if the channel is closed. */
  async drainedTo(maxBytes: number): Promise<boolean> {
    const channel = this.#channel;
    if (channel.bufferedAmount > maxBytes && this.isOpen) {
      channel.bufferedAmountLowThreshold = maxBytes;
      await new Promise<void>((resolve) => {
        const events = ["bufferedamountlow", "close", "error"];
        const go = () => {
          for (const name of events) channel.removeEventListener(name, go);
          resolve();
        };
        for (const name of events) channel.addEventListener(name, go);
      });
    }
    return this.isOpen;
  }

  #receive(data: unknown): void {
    if (typeof data !== "string" && !(data instanceof ArrayBuffer)) return;
    if (this.#take) return this.#take(data);
    // An honest peer does not send so much before it is answered.
    if (this.#waiting.length >= MAX_WAITING) return this.#channel.close();
    this.#waiting.push(data);
    this.onWaiting?.();
  }
}
