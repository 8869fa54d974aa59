import { MessageError } from "../pairing/messages.ts";

/** Longest message, in UTF-16 units. */
export const MAX_CHAT_CHARS = 4_000;
/** Most entries that are kept; the oldest give way. */
const MAX_ENTRIES = 1_000;

/** What goes over the chat's data channel, as JSON. */
export type ChatMessage =
  | { kind: "text"; id: string; text: string }
  /** The text with this id has arrived. */
  | { kind: "received"; id: string };

export interface ChatEntry {
  id: string;
  mine: boolean;
  text: string;
  atMs: number;
  /** One's own: the other has it. */
  delivered: boolean;
}

export interface ChatState {
  entries: readonly ChatEntry[];
}

export type ChatEvent =
  | { kind: "written"; id: string; text: string; atMs: number }
  | { kind: "messageReceived"; message: ChatMessage; atMs: number }
  /** A connection to the same person is there (again). */
  | { kind: "attached" };

export type ChatEffect =
  | { kind: "send"; message: ChatMessage }
  /** Something new of the other's. */
  | { kind: "announce" };

export const EMPTY_CHAT: ChatState = { entries: [] };

/**
 * One step of the chat. A text is sent again over each new connection until its receipt has come, and the other side
 * shows it once: so a reload on either side loses nothing of what the other one still has.
 */
export function stepChat(state: ChatState, event: ChatEvent): readonly [ChatState, readonly ChatEffect[]] {
  switch (event.kind) {
    case "written": {
      const text = cleanText(event.text);
      if (text === "" || text.length > MAX_CHAT_CHARS) return [state, []];
      const entry = { id: event.id, mine: true, text, atMs: event.atMs, delivered: false };
      return [withEntry(state, entry), [{ kind: "send", message: { kind: "text", id: event.id, text } }]];
    }
    case "messageReceived":
      return receive(state, event.message, event.atMs);
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
  atMs: number,
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
  const entry = { id, mine: false, text: message.text, atMs, delivered: true };
  return [withEntry(state, entry), [receipt, { kind: "announce" }]];
}

function withEntry({ entries }: ChatState, entry: ChatEntry): ChatState {
  return { entries: [...entries, entry].slice(-MAX_ENTRIES) };
}

/** Control characters but line breaks and tabs, and the marks that turn the direction of other people's text. */
const UNWANTED = /(?![\n\t])[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/** A text as it is sent and shown. */
export function cleanText(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(UNWANTED, "").trim();
}

/**
 * Reads what came over the chat's data channel.
 * @throws {MessageError} if it is no message of this protocol.
 */
export function parseChatMessage(data: unknown): ChatMessage {
  const { kind, id, text } = jsonOf(data, 8 * MAX_CHAT_CHARS);
  if (kind === "received") return { kind, id: idOf(id) };
  if (kind !== "text" || typeof text !== "string" || text.length > MAX_CHAT_CHARS) throw malformed();
  const clean = cleanText(text);
  if (clean === "") throw malformed();
  return { kind, id: idOf(id), text: clean };
}

/** A JSON object out of a data channel. @throws {MessageError} */
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

/** An id that the sender has made: 22 characters of base64url. @throws {MessageError} */
export function idOf(value: unknown): string {
  if (typeof value !== "string" || !/^[\w-]{22}$/.test(value)) throw malformed();
  return value;
}

function malformed(): MessageError {
  return new MessageError("Cannot read a peer's message: wrong shape");
}

/** A piece of a text: as it is, or an address that one could open. */
export type TextPiece = { text: string } | { text: string; href: string; host: string };

const ADDRESS = /https?:\/\/[^\s<>"'`]+/gi;

/** Finds the web addresses in a text. Only http and https; what does not parse stays text. */
export function piecesOf(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    // What ends a sentence does not belong to the address.
    const written = match[0].replace(/[.,;:!?)\]}»“”]+$/u, "");
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
