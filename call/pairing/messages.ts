import type { Rating } from "../connection/quality.ts";

/**
 * What two paired browsers say to each other, sealed, through the server's mailboxes or on the data channel.
 * Everything a peer sends is parsed here and nowhere else.
 */

/** One ICE candidate as `RTCIceCandidate.toJSON` gives it. */
export interface Candidate {
  candidate: string;
  sdpMid: string | null;
  sdpMLineIndex: number | null;
  usernameFragment?: string;
}

/** A session description with the candidates known when it was sent. `round` counts a pairing's offers from 1. */
export interface Description {
  round: number;
  sdp: string;
  candidates: Candidate[];
  /** Of a new connection that takes the place of the one before. */
  fresh?: true;
  /** In an admission: of the connection that both have already, from the pairing before. */
  keeps?: true;
}

/** Where a guest stands with the host; `later`: it may take a few more minutes; `removed`: from the conversation. */
export type Admission = "waiting" | "later" | "refused" | "removed" | "admitted";
const ADMISSIONS = new Set<unknown>(["waiting", "later", "refused", "removed", "admitted"]);

export type PeerMessage =
  /** Host → guest: what became of the knock; an admission carries the first offer. */
  | { kind: "admission"; hostName: string; state: Admission; offer?: Description }
  /** Host → guest: a new offer within the same pairing (ICE restart). */
  | { kind: "offer"; offer: Description }
  /** Guest → host. */
  | { kind: "answer"; answer: Description }
  /** Both: candidates that were found after the description was sent. */
  | { kind: "candidates"; round: number; candidates: Candidate[] }
  /**
   * Guest → host: please restart ICE (only the host makes offers, so there is no glare); `fresh`: with a new connection.
   * `round` is the latest that the guest knows.
   */
  | { kind: "restartRequest"; round: number; fresh?: true }
  /** Both: what the sender's camera and microphone do, and what it shows, for the other's screen. */
  | { kind: "media"; camera: boolean; microphone: boolean; screen: boolean; detail: boolean }
  /** Both: what the sender's line is like, for the other's screen; `pictureRests`: it sends none for that. */
  | { kind: "line"; rating: Rating; pictureRests: boolean }
  /** Guest → host: this browser has met the practice under another safety code before. */
  | { kind: "safetyChanged" }
  /** Both: another window or device of the same person has taken over. */
  | { kind: "replaced" }
  /** Both: hung up. */
  | { kind: "bye" };

/** A peer sent something that is no message of this protocol. */
export class MessageError extends Error {
  override readonly name = "MessageError";
  readonly code = "message_malformed";
}

/** Longest session description that is taken from a peer, in UTF-16 units. */
const MAX_SDP_CHARS = 40_000;
/** Most candidates that are taken from a peer in one message. */
const MAX_CANDIDATES = 64;
/** Longest name, in UTF-16 units. */
const MAX_NAME_CHARS = 120;

/**
 * Reads an opened message of a peer.
 * @throws {MessageError} if it is none.
 */
export function parsePeerMessage(value: unknown): PeerMessage {
  const message = recordOf(value);
  switch (message["kind"]) {
    case "admission": {
      const state = message["state"] as Admission;
      if (!ADMISSIONS.has(state)) throw malformed("state");
      const hostName = nameOf(message["hostName"]);
      if (state !== "admitted") return { kind: "admission", hostName, state };
      return { kind: "admission", hostName, state, offer: descriptionOf(message["offer"]) };
    }
    case "offer":
      return { kind: "offer", offer: descriptionOf(message["offer"]) };
    case "answer":
      return { kind: "answer", answer: descriptionOf(message["answer"]) };
    case "candidates":
      return {
        kind: "candidates",
        round: roundOf(message["round"]),
        candidates: candidatesOf(message["candidates"]),
      };
    case "restartRequest":
      return { kind: "restartRequest", round: roundOf(message["round"]), ...flagOf(message, "fresh") };
    case "media":
      return {
        kind: "media",
        camera: booleanOf(message["camera"]),
        microphone: booleanOf(message["microphone"]),
        screen: booleanOf(message["screen"]),
        detail: booleanOf(message["detail"]),
      };
    case "line": {
      const rating = message["rating"];
      if (rating !== "good" && rating !== "weak" && rating !== "very_weak") throw malformed("rating");
      return { kind: "line", rating, pictureRests: booleanOf(message["pictureRests"]) };
    }
    case "safetyChanged":
    case "replaced":
    case "bye":
      return { kind: message["kind"] };
    default:
      throw malformed("kind");
  }
}

/** What goes over the control channel of the direct connection. */
type ControlMessage =
  /** That this connection ends where the handshake did: HMAC in base64url. */
  | { kind: "proof"; proof: string }
  | PeerMessage;

/**
 * Reads a text of the control channel.
 * @throws {MessageError} if it is no message of this protocol.
 */
export function parseControlMessage(text: string): ControlMessage {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw malformed("JSON", error);
  }
  const { kind, proof } = recordOf(value);
  return kind === "proof" ? { kind, proof: stringOf(proof, 100) } : parsePeerMessage(value);
}

/** Control characters and the marks that turn the direction of writing: a name shall not rearrange a page. */
const UNWANTED_IN_NAMES = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Reads a peer's name: trimmed, not empty. */
export function nameOf(value: unknown): string {
  const name = stringOf(value, MAX_NAME_CHARS).replace(UNWANTED_IN_NAMES, "").trim();
  if (name === "") throw malformed("name");
  return name;
}

function malformed(what: string, cause?: unknown): MessageError {
  return new MessageError(`Cannot read a peer's message: wrong ${what}`, { cause });
}

function recordOf(value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw malformed("shape");
  return value as Record<string, unknown>;
}

function stringOf(value: unknown, maxChars: number): string {
  if (typeof value !== "string" || value.length > maxChars) throw malformed("text");
  return value;
}

function booleanOf(value: unknown): boolean {
  if (typeof value !== "boolean") throw malformed("switch");
  return value;
}

function roundOf(value: unknown): number {
  if (!Number.isSafeInteger(value) || (value as number) < 1) throw malformed("round");
  return value as number;
}

function descriptionOf(value: unknown): Description {
  const description = recordOf(value);
  return {
    round: roundOf(description["round"]),
    sdp: stringOf(description["sdp"], MAX_SDP_CHARS),
    candidates: candidatesOf(description["candidates"]),
    ...flagOf(description, "fresh"),
    ...flagOf(description, "keeps"),
  };
}

function flagOf<Name extends string>(record: Record<string, unknown>, name: Name): { [name in Name]?: true } {
  const flag = record[name];
  if (flag !== undefined && flag !== true) throw malformed(name);
  return flag ? { [name]: flag } as { [name in Name]?: true } : {};
}

function candidatesOf(value: unknown): Candidate[] {
  if (!Array.isArray(value) || value.length > MAX_CANDIDATES) throw malformed("candidates");
  return value.map((item) => {
    const candidate = recordOf(item);
    const { sdpMid, sdpMLineIndex, usernameFragment } = candidate;
    if (sdpMid !== null && typeof sdpMid !== "string") throw malformed("candidate");
    if (sdpMLineIndex !== null && typeof sdpMLineIndex !== "number") throw malformed("candidate");
    return {
      candidate: stringOf(candidate["candidate"], 1000),
      sdpMid,
      sdpMLineIndex,
      ...(typeof usernameFragment === "string" ? { usernameFragment } : {}),
    };
  });
}
