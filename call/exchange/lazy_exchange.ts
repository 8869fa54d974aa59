import type { Exchange, ExchangeState } from "./exchange.ts";
import type { ExchangeChannels } from "../connection/peer_connection.ts";

export interface LazyExchangeEvents {
  changed(state: ExchangeState): void;
  /** The other has written or offered something. */
  came(): void;
}

/** Stands for chat and files until they are used: their program is loaded with the first message, or when opened. */
export class LazyExchange {
  readonly #events: LazyExchangeEvents;
  #channels: ExchangeChannels | null = null;
  #exchange: Exchange | undefined;
  #loading: Promise<Exchange> | undefined;

  constructor(events: LazyExchangeEvents) {
    this.#events = events;
  }

  /** The channels of the connection that is there now, or none. */
  attach(channels: ExchangeChannels | null): void {
    this.#channels = channels;
    if (this.#exchange) {
      if (channels) this.#exchange.attach(channels);
      else this.#exchange.detach();
      return;
    }
    for (const channel of channels ? [channels.chat, channels.files] : []) {
      channel.onWaiting = () => void this.load();
      if (channel.isWaitedFor) void this.load();
    }
  }

  forget(): void {
    this.#channels = null;
    this.#exchange?.forget();
  }

  /** @throws {TypeError} if the program cannot be loaded: no network at this moment; may be called again. */
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
