/** Most messages that are kept while nobody takes them. */
const MAX_WAITING = 1_000;

/**
 * A data channel whose code is loaded only when it is used: what comes before is kept, in order. It is made with the
 * connection (`negotiated`), so that it needs no negotiation later.
 */
export class BufferedDataChannel {
  /** Something came and nobody takes it yet. */
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

  get isWaitedFor(): boolean {
    return this.#waiting.length > 0;
  }

  /** From now on everything goes to `take`, beginning with what has waited. */
  takeWith(take: ((data: string | ArrayBuffer) => void) | undefined): void {
    this.#take = take;
    if (!take) return;
    for (const data of this.#waiting.splice(0)) take(data);
  }

  /** Sends; false if the channel is not open (any more). */
  send(data: string | Uint8Array<ArrayBuffer>): boolean {
    if (!this.isOpen) return false;
    this.#channel.send(data as string); // either type: its overloads do not take the union
    return true;
  }

  /** Waits until no more than `bytes` are on their way; false if the channel has closed. */
  async drainedTo(bytes: number): Promise<boolean> {
    const channel = this.#channel;
    if (channel.bufferedAmount > bytes && this.isOpen) {
      channel.bufferedAmountLowThreshold = bytes;
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
    if (this.#waiting.length >= MAX_WAITING) return this.#channel.close(); // nobody honest sends that much unasked
    this.#waiting.push(data);
    this.onWaiting?.();
  }
}
