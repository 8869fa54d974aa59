import { decodeBase64Url, decodeUtf8, encodeUtf8 } from "../../e2ee/bytes.ts";
import type { StoredConsultationKey } from "../../e2ee/consultation_key.ts";
import { ProtocolError } from "../../e2ee/errors.ts";
import type { StoredGuessCounts } from "../../e2ee/guesses.ts";
import { hashRoomProof, linkProof } from "../../e2ee/room_proof.ts";

/** The part of a consultation that only the practice's browsers can read. */
export interface PrivatePart {
  practiceId: string;
  /** 128 random bits, base64url; the server's key of the consultation, too. */
  room: string;
  /** The invited person's name. */
  name: string;
  /** The practice's note; may be empty. */
  note: string;
  /** Language of the invitation. */
  lang: string;
  /** 6 or 9 digits; with the server's locator they make the access code. */
  codeSecret: string;
  /** 16 bytes, base64url. */
  linkSecret: string;
  /** By which the practice proves itself to guests; absent in records of older versions until they are opened. */
  consultationKey?: StoredConsultationKey;
  codeLength: 12 | 16;
  startsAtMs: number;
  /** How often the consultation was moved: the `SEQUENCE` of its calendar entry; absent for never. */
  moves?: number;
  waitingPhone?: string;
  createdAtMs: number;
  /** Failed handshakes by code, summed over all devices of the practice; absent for none. */
  failures?: StoredGuessCounts;
  /** How often the code has been replaced; absent for never. */
  replaced?: StoredGuessCounts;
  /** Names the guess that was last added to `failures`, so that one whose answer was lost is not added twice. */
  lastGuess?: string;
  /** Names what was last taken back from `failures`, likewise. */
  lastGivenBack?: string;
  /** The public part of the code; absent until the server has told it. */
  locator?: string;
}

/** What the server stores so that it lets the invite link in: SHA-256 of its room proof. */
export async function linkProofHashOf(
  { room, linkSecret }: Pick<PrivatePart, "room" | "linkSecret">,
): Promise<string> {
  return await hashRoomProof(await linkProof(decodeBase64Url(linkSecret), decodeBase64Url(room)));
}

/** What is sealed: the record without what the server stores beside it. */
type PrivateContent = Omit<PrivatePart, "practiceId" | "room" | "locator">;

const TEXTS = ["name", "note", "lang", "codeSecret", "linkSecret"] as const;
const NUMBERS = ["startsAtMs", "createdAtMs", "codeLength"] as const;

/** The content of a private part, to be sealed. */
export function encodePrivateContent(
  { practiceId: _, room: __, locator: ___, ...content }: PrivatePart,
): Uint8Array<ArrayBuffer> {
  return encodeUtf8(JSON.stringify(content));
}

/**
 * Reads the content of a private part that was opened. Its author had the practice key, but may have been another version
 * of this program.
 * @throws {ProtocolError} `malformed`
 */
export function parsePrivateContent(bytes: Uint8Array): PrivateContent {
  let content: Record<string, unknown>;
  try {
    content = JSON.parse(decodeUtf8(bytes));
  } catch (cause) {
    throw new ProtocolError("malformed", "Cannot parse a private part: not JSON", { cause });
  }
  const isValid = TEXTS.every((field) => typeof content?.[field] === "string") &&
    NUMBERS.every((field) => typeof content[field] === "number") &&
    isKeyOrNone(content["consultationKey"]);
  if (!isValid) throw new ProtocolError("malformed", "Cannot parse a private part: a field is missing");
  return content as unknown as PrivateContent;
}

function isKeyOrNone(key: unknown): boolean {
  const { pair, fingerprint } = (key ?? { pair: "", fingerprint: "" }) as Record<string, unknown>;
  return typeof pair === "string" && typeof fingerprint === "string";
}
