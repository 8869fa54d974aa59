import { decodeBase64Url, decodeUtf8, encodeBase64Url, encodeUtf8 } from "./bytes.ts";
import { ProtocolError } from "./errors.ts";
import { GuestPairing } from "./guest_pairing.ts";
import type { HostPairing } from "./host_pairing.ts";
import type { PairingEvent } from "./pairing.ts";
import type { Session } from "./session.ts";

/** How the channel reads the call's messages. */
export interface MessageFormat<Message> {
  /** Reads what a peer sent, or throws. */
  parse(value: unknown): Message;
  /** The session description in a message, which is checked against the certificate of the handshake. */
  descriptionOf(message: Message): string | undefined;
}

/** The result of receiving one body. */
export interface ChannelStep<Message> {
  /** Bodies to be sent, in this order. */
  replies: string[];
  /** Messages of the call. */
  opened: Message[];
  /** What happened to the pairing. */
  events: Exclude<PairingEvent, { kind: "message" }>[];
}

/** A pairing whose messages are JSON and whose bodies are base64url, as the mailbox takes them. */
export class SealedChannel<Message> {
  readonly #pairing: GuestPairing | HostPairing;
  readonly #format: MessageFormat<Message>;
  #session: Session | undefined;

  constructor(pairing: GuestPairing | HostPairing, format: MessageFormat<Message>) {
    this.#pairing = pairing;
    this.#format = format;
  }

  /** Set once the other side has proved to hold the secret. */
  get session(): Session | undefined {
    return this.#session;
  }

  /** The bodies that start the pairing: the guest's hello. Source: docs/protocol.md, "Handshake". */
  async open(): Promise<string[]> {
    return this.#pairing instanceof GuestPairing ? [encodeBase64Url(await this.#pairing.hello())] : [];
  }

  /**
   * Receives a body and checks the session descriptions in it. Any error ends the pairing.
   * Source: docs/protocol.md, "Checks".
   * @throws {ProtocolError}, and what `parse` throws
   */
  async receive(body: string): Promise<ChannelStep<Message>> {
    try {
      const step = await this.#pairing.receive(decodeBase64Url(body));
      const outcome: ChannelStep<Message> = {
        replies: step.replies.map(encodeBase64Url),
        opened: [],
        events: [],
      };
      for (const event of step.events) {
        if (event.kind === "message") outcome.opened.push(this.#read(event.content));
        else {
          if ("session" in event) this.#session = event.session;
          outcome.events.push(event);
        }
      }
      return outcome;
    } catch (error) {
      this.#pairing.close();
      throw error;
    }
  }

  /**
   * Seals a message; a session description in it must be for the local certificate. Source: docs/protocol.md, "Box".
   * @throws {ProtocolError}
   */
  async seal(message: Message): Promise<string> {
    const description = this.#format.descriptionOf(message);
    if (description !== undefined) this.#session?.checkMyDescription(description);
    return encodeBase64Url(await this.#pairing.seal(encodeUtf8(JSON.stringify(message))));
  }

  #read(content: Uint8Array): Message {
    let value: unknown;
    try {
      value = JSON.parse(decodeUtf8(content));
    } catch (cause) {
      throw new ProtocolError("malformed", "Not JSON", { cause });
    }
    const message = this.#format.parse(value);
    const description = this.#format.descriptionOf(message);
    if (description !== undefined) this.#session!.checkTheirDescription(description);
    return message;
  }
}
