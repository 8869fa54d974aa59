import { decodeBase64Url } from "../../e2ee/bytes.ts";
import { ProtocolError } from "../../e2ee/errors.ts";
import type { ResumeSecret } from "../../e2ee/resume.ts";
import { linkProof, roomProof } from "../../e2ee/room_proof.ts";
import { ApiError } from "../../wire/client.ts";

/** What a guest has that shows the server that it knows the room. */
export interface GuestKeys {
  /** Of the invite link, base64url. */
  linkSecret?: string | undefined;
  /** Of the last admission. */
  resume?: ResumeSecret | undefined;
  /** The token of the last seat, which the server knows after a move or cancellation. */
  former?: string | undefined;
}

/** What shows the server that a guest knows the room, the best first. */
export async function roomProofs(
  room: string,
  { linkSecret, resume, former }: GuestKeys,
): Promise<string[]> {
  const id = idOf(room);
  if (!id) return [];
  return [
    ...(linkSecret === undefined ? [] : [await linkProof(decodeBase64Url(linkSecret), id)]),
    ...(resume ? [await roomProof(resume.key, id)] : []),
    ...(former === undefined ? [] : [former]),
  ];
}

/** Undefined for a damaged address: the server knows no such room. */
function idOf(room: string): Uint8Array | undefined {
  try {
    return decodeBase64Url(room);
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}

/** Asks in one way after the other, as long as the server answers that it does not know the room. */
export async function firstKnown<Way, Answer>(
  [way, ...others]: readonly Way[],
  ask: (way: Way) => Promise<Answer>,
): Promise<Answer> {
  try {
    return await ask(way!);
  } catch (error) {
    const isUnknown = error instanceof ApiError && error.code === "consultation_unknown";
    if (!isUnknown || others.length === 0) throw error;
    return await firstKnown(others, ask);
  }
}
