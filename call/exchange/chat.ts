import { MessageError } from "../pairing/messages.ts";

/** Longest message, in UTF-16 units. */
export const MAX_CHAT_CHARS = 4_000;
/** Most entries that are kept; the oldest are dropped. */
const MAX_ENTRIES = 1_000;

/** A message of the chat's data channel, as JSON. */
export type ChatMessage =
  | { kind: "text"; id: string; text: string }
  /** Confirms the text with this id. */
  | { kind: "received"; id: string };

/** When a text or file came or was sent. */
export interface Stamp {
  /** Its place among all texts and files of the conversation, from 1: the device's clock can be set in between. */
  at: number;
  /** By this device's clock, to be shown. */
  atMs: number;
}

/** One text in the chat. */
export interface ChatEntry extends Stamp {
  id: string;
  mine: boolean;
  text: string;
  /** The partner has confirmed the text; always true for the partner's own texts. */
  delivered: boolean;
}

/** The chat, oldest text first. */
export interface ChatState {
  entries: readonly ChatEntry[];
}

export type ChatEvent =
  | { kind: "written"; id: string; text: string } & Stamp
  | { kind: "messageReceived"; message: ChatMessage } & Stamp
  /** A connection to the partner is established, for the first time or again. */
  | { kind: "attached" };

export type ChatEffect =
  | { kind: "send"; message: ChatMessage }
  /** Tell the person that the partner has written. */
  | { kind: "announce" };

export const EMPTY_CHAT: ChatState = { entries: [] };

/**
 * One step of the chat: the next state and what to do. A text is sent again over each new connection until it is
 * confirmed, and the recipient shows it only once, so a text written while the partner reloads is not lost.
 */
export function stepChat(state: ChatState, event: ChatEvent): readonly [ChatState, readonly ChatEffect[]] {
  switch (event.kind) {
    case "written": {
      const text = cleanText(event.text);
      if (text === "" || text.length > MAX_CHAT_CHARS) return [state, []];
      const entry = { id: event.id, mine: true, text, ...stampOf(event), delivered: false };
      return [withEntry(state, entry), [{ kind: "send", message: { kind: "text", id: event.id, text } }]];
    }
    case "messageReceived":
      return receive(state, event.message, event);
    case "attached":
      return [
        state,
        state.entries.filter(({ mine, delivered }) => mine && !delivered)
          .map(({ id, text }) => ({ kind: "send", message: { kind: "text", id, text } })),
      ];
  }
}

function receive(
  state: ChatState,
  message: ChatMessage,
  stamp: Stamp,
): readonly [ChatState, readonly ChatEffect[]] {
  const { id } = message;
  if (message.kind === "received") {
    const entries = state.entries.map((entry) =>
      entry.mine && entry.id === id ? { ...entry, delivered: true } : entry
    );
    return [{ entries }, []];
  }
  const receipt: ChatEffect = { kind: "send", message: { kind: "received", id } };
  if (state.entries.some((entry) => !entry.mine && entry.id === id)) return [state, [receipt]];
  const entry = { id, mine: false, text: message.text, ...stampOf(stamp), delivered: true };
  return [withEntry(state, entry), [receipt, { kind: "announce" }]];
}

export function stampOf({ at, atMs }: Stamp): Stamp {
  return { at, atMs };
}

function withEntry({ entries }: ChatState, entry: ChatEntry): ChatState {
  return { entries: [...entries, entry].slice(-MAX_ENTRIES) };
}

/** Control characters except line breaks and tabs, and characters that change the direction of the text around them. */
const UNWANTED = /(?![\n\t])[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/** The text as it is sent and shown: trimmed, with `\n` as line break and without unwanted characters. */
export function cleanText(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(UNWANTED, "").trim();
}

/**
 * Parses a message of the chat's data channel.
 * @throws {MessageError} if it is malformed.
 */
export function parseChatMessage(data: unknown): ChatMessage {
  const { kind, id, text } = jsonOf(data, 8 * MAX_CHAT_CHARS);
  if (kind === "received") return { kind, id: idOf(id) };
  if (kind !== "text" || typeof text !== "string" || text.length > MAX_CHAT_CHARS) throw malformed();
  const clean = cleanText(text);
  if (clean === "") throw malformed();
  return { kind, id: idOf(id), text: clean };
}

/**
 * The JSON object in a message of a data channel.
 * @throws {MessageError} if it is no JSON object, or longer than `maxChars` UTF-16 units.
 */
export function jsonOf(data: unknown, maxChars: number): Record<string, unknown> {
  if (typeof data !== "string" || data.length > maxChars) throw malformed();
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch (error) {
    throw new MessageError("Cannot read a peer's message: not JSON", { cause: error });
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw malformed();
  return value as Record<string, unknown>;
}

/** An id made by the sender: 22 characters of base64url. @throws {MessageError} if it is malformed. */
export function idOf(value: unknown): string {
  if (typeof value !== "string" || !/^[\w-]{22}$/.test(value)) throw malformed();
  return value;
}

function malformed(): MessageError {
  return new MessageError("Cannot read a peer's message: wrong shape");
}

/** A piece of a text: plain, or a web address. */
type TextPiece = { text: string } | { text: string; href: string; host: string };

const ADDRESS = /https?:\/\/[^\s<>"'`]+/gi;

const PUNCTUATION = ".,;:!?)]}»“”";

/**
 * Splits a text at its web addresses: http and https, without user name and password. What does not parse stays text.
 */
export function piecesOf(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    // Punctuation that ends a sentence is not part of the address.
    let length = match[0].length;
    while (PUNCTUATION.includes(match[0][length - 1]!)) length--;
    const written = match[0].slice(0, length);
    const url = urlOf(written);
    if (!url || url.username || url.password) continue;
    if (match.index > end) pieces.push({ text: text.slice(end, match.index) });
    pieces.push({ text: written, href: url.href, host: url.host });
    end = match.index + written.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end) });
  return pieces;
}

function urlOf(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
