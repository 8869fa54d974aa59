import { Buffer } from "node:buffer";
import type { Context } from "fresh";
import { keyedHash } from "../kv/hashes.ts";
import { deploymentSecret } from "../kv/practices.ts";
import { checkSeat, type SeatCheck } from "../kv/seats.ts";
import { countTry, takeTryBack, type TryLimit } from "../kv/tries.ts";
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
import { findSignedIn } from "./middlewares/session.ts";
import type { SignedIn, State } from "./state.ts";

type Ctx = Context<State>;

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

/** The seat that the request's token is for; where the path names a room, it has to be there. @throws {Refusal} */
export async function requireSeat(
  ctx: Ctx,
  kv: Deno.Kv,
): Promise<Exclude<SeatCheck, { refusal: unknown }>> {
  const check = await checkSeat(kv, { token: seatTokenOf(ctx).token, nowMs: Date.now() });
  if ("refusal" in check) throw new Refusal(check.refusal);
  return check;
}

const TOKEN = /^Bearer (([\w-]{22})\.([\w-]{22})\.[\w-]{43})$/i;

/** The request's token and whose it claims to be, unchecked but for the path's room. @throws {Refusal} `seat_unknown` */
export function seatTokenOf(ctx: Ctx): { token: string; room: string; peerId: string } {
  const match = TOKEN.exec(ctx.req.headers.get("authorization") ?? "");
  if (!match) throw new Refusal("seat_unknown");
  const [, token, room, peerId] = match as unknown as [string, string, string, string];
  const named = ctx.params["room"];
  if (named !== undefined && parseRoom(named) !== room) throw new Refusal("seat_unknown");
  return { token, room, peerId };
}

/**
 * Who is signed in, and what was sent. A body can be long in coming: when it is there, it is asked again who is signed in.
 * @throws {Refusal} as `requireMember` and `readJson`
 */
export async function readAsMember(
  ctx: Ctx,
  role?: "practitioner",
): Promise<SignedIn & { body: Record<string, unknown> }> {
  requireMember(ctx, role);
  const body = await readJson(ctx.req);
  const signedIn = await findSignedIn(ctx);
  if (!signedIn) throw new Refusal("signed_out");
  ctx.state.signedIn = signedIn;
  return { ...requireMember(ctx, role), body };
}

/** Who is signed in. @throws {Refusal} `signed_out`, and `forbidden` for a role that may not. */
export function requireMember(ctx: Ctx, role?: "practitioner"): SignedIn {
  const { signedIn } = ctx.state;
  if (!signedIn) throw new Refusal("signed_out");
  if (role !== undefined && signedIn.member.role !== role) throw new Refusal("forbidden");
  return signedIn;
}

/** Takes a try back that turns out to have been right: where only the wrong ones are counted. */
type TakeBack = () => Promise<void>;

/** Counts a try of the request's address. @throws {Refusal} `too_many_requests` */
export async function limitAddress(ctx: Ctx, kv: Deno.Kv, what: string, limit: TryLimit): Promise<TakeBack> {
  return await limitTries(kv, `${what} from`, addressOf(ctx), limit);
}

/** Whose recovery key is tried; counts the try. @throws {Refusal} `too_many_requests`, `bad_request` */
export async function limitRecovery(
  ctx: Ctx,
  kv: Deno.Kv,
  body: Record<string, unknown>,
): Promise<{ email: string; authKey: string }> {
  const [email, authKey] = [parseEmail(body["email"]), parseKey(body["authKey"])];
  await limitAddress(ctx, kv, "recovery", LIMITS.recoveriesPerAddress);
  await limitTries(kv, "recovery of", email, LIMITS.recoveriesPerMember);
  return { email, authKey };
}

/** Counts a try of somebody; whoever it is, is stored as a keyed hash only. @throws {Refusal} `too_many_requests` */
export async function limitTries(
  kv: Deno.Kv,
  what: string,
  who: string,
  limit: TryLimit,
): Promise<TakeBack> {
  const hash = keyedHash(await deploymentSecret(kv), what, who).toString("base64url");
  const triedAtMs = Date.now();
  const retryAfterMs = await countTry(kv, what, hash, limit, triedAtMs);
  if (retryAfterMs > 0) throw new Refusal("too_many_requests", { retryAfterMs });
  return () => takeTryBack(kv, what, hash, limit, { triedAtMs, nowMs: Date.now() });
}

/** The client's address; of IPv6 its /64, which is what one household has. */
export function addressOf(ctx: Ctx): string {
  const { remoteAddr } = ctx.info;
  const direct = "hostname" in remoteAddr ? remoteAddr.hostname : "unknown";
  const forwarded = ctx.state.config.trustProxy
    ? ctx.req.headers.get("x-forwarded-for")?.split(",").at(-1)?.trim()
    : undefined;
  const address = forwarded || direct;
  const mapped = /^(?:::ffff:)(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  return address.includes(":") ? expandIpv6(address).slice(0, 4).join(":") : address;
}

function expandIpv6(address: string): string[] {
  const [head = "", tail] = address.replace(/%.*$/, "").split("::");
  const left = head.split(":").filter(Boolean);
  const right = tail?.split(":").filter(Boolean) ?? [];
  const zeros = tail === undefined
    ? []
    : Array<string>(Math.max(0, 8 - left.length - right.length)).fill("0");
  return [...left, ...zeros, ...right];
}
