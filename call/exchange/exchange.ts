import { encodeBase64Url, randomBytes } from "../../e2ee/bytes.ts";
import {
  type ChatEffect,
  type ChatEvent,
  type ChatState,
  EMPTY_CHAT,
  parseChatMessage,
  type Stamp,
  stepChat,
} from "./chat.ts";
import { BLOCK_BYTES, FileDigest } from "./file_digest.ts";
import {
  type FilesEffect,
  type FilesEvent,
  type FilesState,
  incomingOf,
  MAX_FILE_BYTES,
  NO_FILES,
  parseFileMessage,
  stepFiles,
} from "./files.ts";
import { MessageError } from "../pairing/messages.ts";
import type { ExchangeChannels } from "../connection/peer_connection.ts";

/** Bytes of a file per message, a size that every browser accepts. */
const CHUNK_BYTES = 32 * 1024;
/** Most bytes of a file that may be waiting in the data channel before the next message is added. */
const MAX_WAITING_BYTES = 512 * 1024;

/** The chat and the files of one conversation. */
export interface ExchangeState {
  chat: ChatState;
  files: FilesState;
  /** Channels are attached: there is a connection. */
  attached: boolean;
}

const EMPTY_EXCHANGE: ExchangeState = { chat: EMPTY_CHAT, files: NO_FILES, attached: false };

/** What an exchange tells the page. */
export interface ExchangeEvents {
  changed(state: ExchangeState): void;
  /** The partner has written or offered something. */
  came(): void;
}

/** A file that is being received. */
interface Incoming {
  id: string;
  parts: Uint8Array<ArrayBuffer>[];
  digest: FileDigest;
}

/**
 * Chat and files of one conversation, over two data channels. Everything is in memory only, until `forget`. An
 * exchange outlives its connection: `attach` takes the channels of the next one to the same partner.
 */
export class Exchange {
  /** The text being written; kept while the panel is closed. */
  draft = "";
  #state = EMPTY_EXCHANGE;
  #stamps = 0;
  readonly #events: ExchangeEvents;
  #channels: ExchangeChannels | undefined;
  readonly #files = new Map<string, File>();
  readonly #sending = new Map<string, AbortController>();
  #incoming: Incoming | undefined;
  readonly #urls = new Map<string, string>();

  constructor(events: ExchangeEvents) {
    this.#events = events;
  }

  get state(): ExchangeState {
    return this.#state;
  }

  /** Takes the channels of a new connection, in place of former ones. */
  attach(channels: ExchangeChannels): void {
    this.detach();
    this.#channels = channels;
    this.#set({ attached: true });
    channels.chat.takeWith((data) => {
      const message = readOrNothing(() => parseChatMessage(data));
      if (message) this.#stepChat({ kind: "messageReceived", message, ...this.#stamp() });
    });
    channels.files.takeWith((data) => {
      if (data instanceof ArrayBuffer) return this.#takeBytes(new Uint8Array(data));
      const message = readOrNothing(() => parseFileMessage(data));
      if (message) this.#stepFiles({ kind: "messageReceived", message, ...this.#stamp() });
    });
    this.#stepChat({ kind: "attached" });
  }

  /** Gives up the channels: the connection is lost. */
  detach(): void {
    if (!this.#channels) return;
    this.#channels.chat.takeWith(undefined);
    this.#channels.files.takeWith(undefined);
    this.#channels = undefined;
    this.#set({ attached: false });
    this.#stepFiles({ kind: "detached" });
  }

  /** Ends the conversation: nothing of it is kept. */
  forget(): void {
    this.detach();
    for (const url of this.#urls.values()) URL.revokeObjectURL(url);
    this.#urls.clear();
    this.#files.clear();
    this.#incoming = undefined;
    this.draft = "";
    this.#state = EMPTY_EXCHANGE;
    this.#events.changed(this.#state);
  }

  /** Sends a text. */
  write(text: string): void {
    this.#stepChat({ kind: "written", id: makeId(), text, ...this.#stamp() });
  }

  /** Offers a file; returns false if it is too large. */
  offer(file: File): boolean {
    if (file.size > MAX_FILE_BYTES) return false;
    const id = makeId();
    this.#files.set(id, file);
    this.#stepFiles({ kind: "offered", id, name: file.name, sizeBytes: file.size, ...this.#stamp() });
    return true;
  }

  /** Accepts or declines the partner's file, or withdraws one's own. */
  decide(id: string, decision: "accepted" | "declined" | "withdrawn"): void {
    this.#stepFiles({ kind: decision, id });
  }

  /** The object URL of a received file, valid until `forget`; undefined if there is none. */
  urlOf(id: string): string | undefined {
    return this.#urls.get(id);
  }

  #stamp(): Stamp {
    return { at: ++this.#stamps, atMs: Date.now() };
  }

  #set(change: Partial<ExchangeState>): void {
    this.#state = { ...this.#state, ...change };
    this.#events.changed(this.#state);
  }

  #stepChat(event: ChatEvent): void {
    const [chat, effects] = stepChat(this.#state.chat, event);
    if (chat !== this.#state.chat) this.#set({ chat });
    for (const effect of effects) this.#runChat(effect);
  }

  #runChat(effect: ChatEffect): void {
    if (effect.kind === "announce") return this.#events.came();
    // If the channel is not open, the next connection sends it.
    this.#channels?.chat.send(JSON.stringify(effect.message));
  }

  #stepFiles(event: FilesEvent): void {
    const [files, effects] = stepFiles(this.#state.files, event);
    if (files !== this.#state.files) this.#set({ files });
    for (const effect of effects) this.#runFiles(effect);
  }

  #runFiles(effect: FilesEffect): void {
    switch (effect.kind) {
      case "send":
        return void this.#channels?.files.send(JSON.stringify(effect.message));
      case "announce":
        return this.#events.came();
      case "sendBytes":
        return void this.#sendBytes(effect.id);
      case "stopSending":
        this.#sending.get(effect.id)?.abort();
        return void this.#files.delete(effect.id);
      case "startReceiving":
        this.#incoming = { id: effect.id, parts: [], digest: new FileDigest() };
        return;
      case "discard":
        if (this.#incoming?.id === effect.id) this.#incoming = undefined;
        return;
      case "check":
        return void this.#check(effect.id, effect.digest);
    }
  }

  /** Reads the file block by block and sends it as fast as the channel drains. */
  async #sendBytes(id: string): Promise<void> {
    const file = this.#files.get(id);
    const channel = this.#channels?.files;
    if (!file || !channel) return;
    const stopping = new AbortController();
    const { signal } = stopping;
    this.#sending.set(id, stopping);
    const digest = new FileDigest();
    try {
      for (let at = 0; at < file.size; at += BLOCK_BYTES) {
        const block = new Uint8Array(await file.slice(at, at + BLOCK_BYTES).arrayBuffer());
        digest.add(block);
        for (let from = 0; from < block.length; from += CHUNK_BYTES) {
          if (!await channel.drainedTo(MAX_WAITING_BYTES) || signal.aborted) return;
          channel.send(block.subarray(from, from + CHUNK_BYTES));
        }
        this.#stepFiles({ kind: "bytesSent", id, movedBytes: Math.min(file.size, at + BLOCK_BYTES) });
      }
      const sum = await digest.finish();
      if (!signal.aborted) this.#stepFiles({ kind: "allSent", id, digest: sum });
    } catch (error) {
      // The file was moved, deleted or changed since it was chosen.
      if (!(error instanceof DOMException)) throw error;
      if (!signal.aborted) this.#stepFiles({ kind: "unreadable", id });
    } finally {
      this.#sending.delete(id);
    }
  }

  #takeBytes(bytes: Uint8Array<ArrayBuffer>): void {
    const incoming = this.#incoming;
    if (incoming && incomingOf(this.#state.files)?.id === incoming.id) {
      incoming.parts.push(bytes);
      incoming.digest.add(bytes);
    }
    this.#stepFiles({ kind: "bytesReceived", sizeBytes: bytes.length });
  }

  async #check(id: string, digest: string): Promise<void> {
    const incoming = this.#incoming;
    if (incoming?.id !== id) return;
    const intact = await incoming.digest.finish() === digest;
    if (this.#incoming !== incoming) return;
    this.#incoming = undefined;
    // Not a type that a browser would render under this origin.
    const type = "application/octet-stream";
    if (intact) this.#urls.set(id, URL.createObjectURL(new Blob(incoming.parts, { type })));
    this.#stepFiles({ kind: "checked", id, intact });
  }
}

function makeId(): string {
  return encodeBase64Url(randomBytes(16));
}

/** The parsed message; undefined if it is malformed, because the conversation does not depend on it. */
function readOrNothing<Message>(parse: () => Message): Message | undefined {
  try {
    return parse();
  } catch (error) {
    if (error instanceof MessageError) return undefined;
    throw error;
  }
}
