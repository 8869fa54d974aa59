import type { Exchange, ExchangeEvents } from "./exchange.ts";
import type { ExchangeChannels } from "../connection/peer_connection.ts";

/** Loads the code of chat and files (`exchange.ts`) at the first message, or when the person opens them. */
export class LazyExchange {
  readonly #events: ExchangeEvents;
  #channels: ExchangeChannels | null = null;
  #exchange: Exchange | undefined;
  #loading: Promise<Exchange> | undefined;

  constructor(events: ExchangeEvents) {
    this.#events = events;
  }

  /** Takes the channels of the current connection; null if there is none. */
  attach(channels: ExchangeChannels | null): void {
    this.#channels = channels;
    if (this.#exchange) {
      if (channels) this.#exchange.attach(channels);
      else this.#exchange.detach();
      return;
    }
    for (const channel of channels ? [channels.chat, channels.files] : []) {
      channel.onWaiting = () => void this.load();
      if (channel.hasWaiting) void this.load();
    }
  }

  /** Ends the conversation: nothing of it is kept. */
  forget(): void {
    this.#channels = null;
    this.#exchange?.forget();
  }

  /** Loads the code once. @throws {TypeError} if it cannot be loaded, without a network; may be called again. */
  load(): Promise<Exchange> {
    this.#loading ??= import("./exchange.ts").then(({ Exchange }) => {
      this.#exchange = new Exchange(this.#events);
      if (this.#channels) this.#exchange.attach(this.#channels);
      return this.#exchange;
    });
    this.#loading.catch(() => this.#loading = undefined);
    return this.#loading;
  }
}
