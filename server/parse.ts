import { Buffer } from "node:buffer";
import type { ErrorCode } from "../wire/errors.ts";
import type { LedgerRequest } from "../wire/ledger.ts";
import { KDF_LIMITS, LIMITS, MEMBER_LIMITS } from "../wire/limits.ts";
import type { PrivatePartRequest } from "../wire/consultations.ts";
import type { VouchRequest } from "../wire/rooms.ts";
import type { MemberRole, NewMember, Rotation, RotationRequest } from "../wire/members.ts";
import type { KdfParameters, NewPassphrase, NewRecovery, ProofPurpose } from "../wire/sign_in.ts";
import { plainEmail, plainText } from "../wire/text.ts";
import { Refusal } from "./errors.ts";

/**
 * Reads a JSON object within the limits; stops reading when a body is too large, or is not there in time.
 * @throws {Refusal} `unsupported_media_type`, `too_large`, `too_slow`, `bad_request`
 */
export async function readJson(request: Request): Promise<Record<string, unknown>> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/json\s*(;|$)/i.test(type)) throw new Refusal("unsupported_media_type");
  if (Number(request.headers.get("content-length") ?? 0) > LIMITS.bodyBytes) throw new Refusal("too_large");
  const text = await readText(request);
  if (isTooDeep(text)) throw new Refusal("bad_request");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new Refusal("bad_request");
    throw error;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Refusal("bad_request");
  return value as Record<string, unknown>;
}

/** Deeper than any body that an endpoint takes. What is nested costs the parser more than its length. */
const MAX_DEPTH = 16;

function isTooDeep(json: string): boolean {
  let [depth, isString] = [0, false];
  for (let at = 0; at < json.length; at++) {
    const sign = json[at];
    if (isString && sign === "\\") at++;
    else if (sign === '"') isString = !isString;
    else if (isString) continue;
    else if (sign === "[" || sign === "{") depth++;
    else if (sign === "]" || sign === "}") depth--;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}

async function readText({ body }: Request): Promise<string> {
  if (body === null) return "";
  const reader = body.getReader();
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    void reader.cancel();
  }, LIMITS.bodyMs);
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      sizeBytes += read.value.length;
      if (sizeBytes > LIMITS.bodyBytes) throw new Refusal("too_large");
      chunks.push(read.value);
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    // The client has gone in the middle of the body, or its chunks are none: Deno names neither.
    throw new Refusal("bad_request");
  } finally {
    clearTimeout(timer);
  }
  if (isLate) throw new Refusal("too_slow");
  return Buffer.concat(chunks).toString("utf8");
}

// Values: each parser throws {Refusal} `bad_request`, some also `too_large`.

/** A text on one line, trimmed and not empty. */
export function parseText(value: unknown, maxChars: number): string {
  if (typeof value !== "string") throw new Refusal("bad_request");
  const text = plainText(value);
  if (text === "" || text.length > maxChars) throw new Refusal("bad_request");
  return text;
}

/** An e-mail address in the form in which addresses are compared: trimmed, in lower case. */
export function parseEmail(value: unknown): string {
  const email = plainEmail(parseText(value, LIMITS.emailChars));
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new Refusal("bad_request");
  return email;
}

export function parseInteger(value: unknown, min: number, max: number): number {
  if (!Number.isSafeInteger(value) || (value as number) < min || (value as number) > max) {
    throw new Refusal("bad_request");
  }
  return value as number;
}

export function parseRole(value: unknown): MemberRole {
  if (value !== "practitioner" && value !== "assistant") throw new Refusal("bad_request");
  return value;
}

export function parseProofPurpose(value: unknown): ProofPurpose {
  if (value !== "practice" && value !== "account") throw new Refusal("bad_request");
  return value;
}

const ID = /^[\w-]{21}[AQgw]$/;

/** Whether a value is 16 bytes in base64url: a room, a peer id, a salt. */
export function isId(value: unknown): value is string {
  return typeof value === "string" && ID.test(value);
}

/** 16 bytes in base64url. */
export function parseId(value: unknown): string {
  if (!isId(value)) throw new Refusal("bad_request");
  return value;
}

const KEY = /^[\w-]{42}[AEIMQUYcgkosw048]$/;

/** 32 bytes in base64url: a token's secret, an authentication key. */
export function parseKey(value: unknown): string {
  if (typeof value !== "string" || !KEY.test(value)) throw new Refusal("bad_request");
  return value;
}

const WRAPPED_KEY = /^[\w-]{80}$/;

/** A wrapped member key: 12 + 32 + 16 bytes in base64url. */
export function parseWrappedKey(value: unknown): string {
  if (typeof value !== "string" || !WRAPPED_KEY.test(value)) throw new Refusal("bad_request");
  return value;
}

/** Bytes of any length in base64url. */
export function parseOpaque(value: unknown, maxChars: number): string {
  if (typeof value !== "string" || !/^[\w-]+$/.test(value)) throw new Refusal("bad_request");
  if (value.length > maxChars) throw new Refusal("too_large");
  return value;
}

/** A sealed private part, opaque to the server. */
export function parseSealed(value: unknown): string {
  return parseOpaque(value, LIMITS.sealedChars);
}

// Ids in paths

/** An id in a path. A malformed one is refused like one that does not exist. @throws {Refusal} `unknown` */
export function parsePathId(value: string | undefined, unknown: ErrorCode): string {
  if (!isId(value)) throw new Refusal(unknown);
  return value;
}

/** A room in a path. @throws {Refusal} `consultation_unknown` */
export function parseRoom(value: string | undefined): string {
  return parsePathId(value, "consultation_unknown");
}

// Parts of bodies

/** A new passphrase: its salt, its authentication key, and the member key wrapped by it. */
export function parseNewPassphrase(value: unknown): NewPassphrase {
  const { kdfSalt, kdf, authKey, wrappedKey } = (value ?? {}) as Record<string, unknown>;
  return {
    kdfSalt: parseId(kdfSalt),
    ...(kdf === undefined ? {} : { kdf: parseKdf(kdf) }),
    authKey: parseKey(authKey),
    wrappedKey: parseWrappedKey(wrappedKey),
  };
}

function parseKdf(value: unknown): KdfParameters {
  const { memoryMib, passes } = (value ?? {}) as Record<string, unknown>;
  const { least, most } = KDF_LIMITS;
  return {
    memoryMib: parseInteger(memoryMib, least.memoryMib, most.memoryMib),
    passes: parseInteger(passes, least.passes, most.passes),
  };
}

/** A new recovery key: its authentication key, and the member key wrapped by it. */
export function parseNewRecovery(value: unknown): NewRecovery {
  const { authKey, wrappedKey } = (value ?? {}) as Record<string, unknown>;
  return { authKey: parseKey(authKey), wrappedKey: parseWrappedKey(wrappedKey) };
}

/** The proof of a recovery key: whose it is, and its authentication key. */
export function parseRecoveryProof(body: Record<string, unknown>): { email: string; authKey: string } {
  return { email: parseEmail(body["email"]), authKey: parseKey(body["authKey"]) };
}

/** A new member, with passphrase, recovery key and keys. */
export function parseNewMember(body: Record<string, unknown>): NewMember {
  const { practiceKey, privateKey, publicKey, epoch } = (body["keys"] ?? {}) as Record<string, unknown>;
  return {
    memberId: parseId(body["memberId"]),
    memberName: parseText(body["memberName"], LIMITS.nameChars),
    email: parseEmail(body["email"]),
    ...parseNewPassphrase(body),
    recovery: parseNewRecovery(body["recovery"]),
    keys: {
      practiceKey: parseWrappedKey(practiceKey),
      privateKey: parseOpaque(privateKey, MEMBER_LIMITS.privateKeyChars),
      publicKey: parseOpaque(publicKey, MEMBER_LIMITS.privateKeyChars),
      epoch: parseInteger(epoch, 1, 2 ** 32 - 1),
    },
  };
}

/** A new practice key, sealed for one member. */
function parseRotation(value: unknown): Rotation & { publicKey: string } {
  const { epoch, sealed, publicKey } = (value ?? {}) as Record<string, unknown>;
  return {
    epoch: parseInteger(epoch, 2, 2 ** 32 - 1),
    sealed: parseOpaque(sealed, MEMBER_LIMITS.privateKeyChars),
    publicKey: parseOpaque(publicKey, MEMBER_LIMITS.privateKeyChars),
  };
}

/** A new practice key for the members. */
export function parseRotationRequest(body: Record<string, unknown>): RotationRequest {
  const keyEpoch = parseInteger(body["keyEpoch"], 2, 2 ** 32 - 1);
  const { members } = body;
  if (!Array.isArray(members) || members.length > MEMBER_LIMITS.members) throw new Refusal("bad_request");
  return {
    keyEpoch,
    ledger: parseLedger(body["ledger"]),
    members: members.map((value) => ({ ...parseRotation(value), id: parseId(value?.id) })),
  };
}

/** Names the ledger of a new practice key. */
function parseLedger(value: unknown): LedgerRequest {
  const { id, portions, tag } = (value ?? {}) as Record<string, unknown>;
  if (typeof tag !== "string" || !/^[0-9a-f]{64}$/.test(tag)) throw new Refusal("bad_request");
  return { id: parseId(id), portions: parseInteger(portions, 1, LIMITS.ledgerPortions), tag };
}

/** Present, or absent. */
function parseOptionalHash(hash: unknown): string | undefined {
  return hash === undefined ? undefined : parseKey(hash);
}

/** SHA-256 of a new invite link's room proof, if there is one in the body. */
export function parseLinkProofHash(body: Record<string, unknown>): string | undefined {
  return parseOptionalHash(body["linkProofHash"]);
}

/** What a host says of a guest. */
export function parseVouch(body: Record<string, unknown>): VouchRequest {
  const proofHash = parseOptionalHash(body["proofHash"]);
  return proofHash === undefined ? {} : { proofHash };
}

/** A room proof, or a seat's token. */
export function isRoomProof(value: unknown): value is string {
  return typeof value === "string" && /^(?:[\w-]{22}\.[\w-]{22}\.)?[\w-]{43}$/.test(value);
}

export function parsePrivatePart({ version, sealed }: Record<string, unknown>): PrivatePartRequest {
  return { version: parseInteger(version, 1, 2 ** 32 - 1), sealed: parseSealed(sealed) };
}
