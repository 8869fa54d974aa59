import { Buffer } from "node:buffer";
import type { ErrorCode } from "../wire/errors.ts";
import { LIMITS } from "../wire/limits.ts";
import type {
  MemberRole,
  NewMember,
  NewPassphrase,
  NewRecovery,
  PrivatePartRequest,
  Rotation,
} from "../wire/practice.ts";
import { Refusal } from "./errors.ts";

/**
 * Reads a JSON body within the limit; the stream is left as soon as it is over.
 * @throws {Refusal} `unsupported_media_type`, `too_large`, `bad_request`
 */
export async function readJson(request: Request): Promise<Record<string, unknown>> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/json\s*(;|$)/i.test(type)) throw new Refusal("unsupported_media_type");
  const length = Number(request.headers.get("content-length") ?? Number.NaN);
  if (length > LIMITS.bodyBytes) throw new Refusal("too_large");
  const text = Number.isNaN(length) ? await readLimited(request) : await request.text();
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

async function readLimited(request: Request): Promise<string> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of request.body ?? []) {
    sizeBytes += chunk.length;
    if (sizeBytes > LIMITS.bodyBytes) throw new Refusal("too_large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

const ID = /^[\w-]{21}[AQgw]$/;
const KEY = /^[\w-]{42}[AEIMQUYcgkosw048]$/;

/** Is it 16 bytes in base64url: a room, a peerId, a salt? */
export function isId(value: unknown): value is string {
  return typeof value === "string" && ID.test(value);
}

/** 16 bytes in base64url. @throws {Refusal} `bad_request` */
export function parseId(value: unknown): string {
  if (!isId(value)) throw new Refusal("bad_request");
  return value;
}

/** 32 bytes in base64url: a token's secret, an authentication key. */
export function parseKey(value: unknown): string {
  if (typeof value !== "string" || !KEY.test(value)) throw new Refusal("bad_request");
  return value;
}

const WRAPPED_KEY = /^[\w-]{80}$/;

/** A wrapped practice key: 12 + 32 + 16 bytes in base64url. */
export function parseWrappedKey(value: unknown): string {
  if (typeof value !== "string" || !WRAPPED_KEY.test(value)) throw new Refusal("bad_request");
  return value;
}

/** Anything in base64url of which the size is not fixed. @throws {Refusal} `bad_request`, `too_large` */
export function parseOpaque(value: unknown, maxChars: number): string {
  if (typeof value !== "string" || !/^[\w-]+$/.test(value)) throw new Refusal("bad_request");
  if (value.length > maxChars) throw new Refusal("too_large");
  return value;
}

/** What a new member leaves here. */
export function parseNewMember(body: Record<string, unknown>): NewMember {
  const { practiceKey, privateKey, publicKey, epoch } = (body["keys"] ?? {}) as Record<string, unknown>;
  return {
    memberId: parseId(body["memberId"]),
    memberName: parseText(body["memberName"], LIMITS.nameChars),
    email: parseEmail(body["email"]),
    ...parsePassphrase(body),
    recovery: parseRecovery(body["recovery"]),
    keys: {
      practiceKey: parseWrappedKey(practiceKey),
      privateKey: parseOpaque(privateKey, LIMITS.privateKeyChars),
      publicKey: parseOpaque(publicKey, LIMITS.privateKeyChars),
      epoch: parseInteger(epoch, 1, 2 ** 32 - 1),
    },
  };
}

/** A new practice key for one member. */
export function parseRotation(value: unknown): Rotation & { publicKey: string } {
  const { epoch, sealed, publicKey } = (value ?? {}) as Record<string, unknown>;
  return {
    epoch: parseInteger(epoch, 2, 2 ** 32 - 1),
    sealed: parseOpaque(sealed, LIMITS.privateKeyChars),
    publicKey: parseOpaque(publicKey, LIMITS.privateKeyChars),
  };
}

export function parseRole(value: unknown): MemberRole {
  if (value !== "practitioner" && value !== "assistant") throw new Refusal("bad_request");
  return value;
}

/** What a recovery key leaves here. */
export function parseRecovery(value: unknown): NewRecovery {
  const { authKey, wrappedKey } = (value ?? {}) as Record<string, unknown>;
  return { authKey: parseKey(authKey), wrappedKey: parseWrappedKey(wrappedKey) };
}

/** What a passphrase leaves here. */
export function parsePassphrase(value: unknown): NewPassphrase {
  const { kdfSalt, authKey, wrappedKey } = (value ?? {}) as Record<string, unknown>;
  return { kdfSalt: parseId(kdfSalt), authKey: parseKey(authKey), wrappedKey: parseWrappedKey(wrappedKey) };
}

/** A sealed private part: base64url, nothing else of it is known here. */
export function parseSealed(value: unknown): string {
  return parseOpaque(value, LIMITS.sealedChars);
}

export function parsePrivatePart({ version, sealed }: Record<string, unknown>): PrivatePartRequest {
  return { version: parseInteger(version, 1, 2 ** 32 - 1), sealed: parseSealed(sealed) };
}

/** An id in a path: what is none is unknown, like one that does not exist. @throws {Refusal} `unknown` */
export function parsePathId(value: string | undefined, unknown: ErrorCode): string {
  if (!isId(value)) throw new Refusal(unknown);
  return value;
}

/** A room in a path. @throws {Refusal} `consultation_unknown` */
export function parseRoom(value: string | undefined): string {
  return parsePathId(value, "consultation_unknown");
}

export function parseText(value: unknown, maxChars: number): string {
  if (typeof value !== "string") throw new Refusal("bad_request");
  // deno-lint-ignore no-control-regex -- that is what must not be in there
  const text = value.replace(/[\u0000-\u001f\u007f]/g, " ").trim();
  if (text === "" || text.length > maxChars) throw new Refusal("bad_request");
  return text;
}

export function parseInteger(value: unknown, min: number, max: number): number {
  if (!Number.isSafeInteger(value) || (value as number) < min || (value as number) > max) {
    throw new Refusal("bad_request");
  }
  return value as number;
}

/** An e-mail address as it is compared: trimmed, in small letters. */
export function parseEmail(value: unknown): string {
  const email = parseText(value, LIMITS.emailChars).toLowerCase();
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new Refusal("bad_request");
  return email;
}
