import { nameOf, parsePeerMessage, type PeerMessage } from "./messages.ts";
import { ChannelError, type Opened, type Received, type SecureChannel } from "./secure_channel.ts";

/** Where a pass to come back without another knock is kept. */
export interface ResumeStore {
  /** Guest: the pass that the host gave at the admission. */
  load(): string | undefined;
  save(pass: string): void;
}

/** Host: the passes that it gave out. */
export interface ResumeDesk {
  issue(): string;
  accepts(pass: string): boolean;
}

/** The guest's end of an unsealed channel. */
export class PlainGuestChannel implements SecureChannel {
  constructor(readonly name: string, readonly resume: ResumeStore) {}

  open(): Promise<string[]> {
    const pass = this.resume.load();
    return Promise.resolve([encodeBody({ hello: { name: this.name, ...(pass ? { pass } : {}) } })]);
  }

  receive(body: string): Promise<Received> {
    const { message, pass } = decodeBody(body);
    const opened = parsePeerMessage(message);
    if (typeof pass === "string") this.resume.save(pass);
    return Promise.resolve({ replies: [], opened: [opened] });
  }

  seal(message: PeerMessage): Promise<string> {
    return Promise.resolve(encodeBody({ message }));
  }
}

/** The host's end of an unsealed channel. */
export class PlainHostChannel implements SecureChannel {
  #greeted = false;

  constructor(readonly desk: ResumeDesk) {}

  open(): Promise<string[]> {
    return Promise.resolve([]);
  }

  receive(body: string): Promise<Received> {
    const { hello, message } = decodeBody(body);
    if (!this.#greeted) {
      const { name, pass } = (hello ?? {}) as Record<string, unknown>;
      this.#greeted = true;
      const resumes = typeof pass === "string" && this.desk.accepts(pass);
      const opened: Opened = { kind: "identified", name: nameOf(name), resumes };
      return Promise.resolve({ replies: [], opened: [opened] });
    }
    return Promise.resolve({ replies: [], opened: [parsePeerMessage(message)] });
  }

  seal(message: PeerMessage): Promise<string> {
    const admitted = message.kind === "admission" && message.state === "admitted";
    return Promise.resolve(encodeBody({ message, ...(admitted ? { pass: this.desk.issue() } : {}) }));
  }
}

function encodeBody(value: unknown): string {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function decodeBody(body: string): Record<string, unknown> {
  try {
    const binary = atob(body.replaceAll("-", "+").replaceAll("_", "/"));
    const text = new TextDecoder("utf-8", { fatal: true }).decode(
      Uint8Array.from(binary, (character) => character.charCodeAt(0)),
    );
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  } catch (error) {
    throw new ChannelError("message_malformed", { cause: error });
  }
  throw new ChannelError("message_malformed");
}
