import { Buffer } from "node:buffer";
import type { Context } from "fresh";
import type { Passkey } from "../kv/keys.ts";
import { consumePasskeyChallenge, createPasskeyChallenge } from "../kv/passkey_challenges.ts";
import { LIMITS } from "../wire/limits.ts";
import type {
  AddPasskeyRequest,
  PasskeyCreationOptions,
  PasskeyRequestOptions,
  PasskeySignInRequest,
  PasskeySummary,
} from "../wire/passkeys.ts";
import { Refusal } from "./errors.ts";
import { parseId, parseOpaque } from "./parse.ts";
import type { SignedIn, State } from "./state.ts";

type Ctx = Context<State>;

/** EdDSA, ES256, RS256: what authenticators can do. Source: IANA COSE Algorithms. */
const ALGORITHMS = [-8, -7, -257];

/** Loaded when the first passkey comes: it takes 200 ms and 30 MB. */
const webauthn = () => import("@simplewebauthn/server");

/** The host's name that passkeys belong to, and the addresses of pages that may use them. */
function placeOf({ state, url }: Ctx): { rpId: string; origins: string[] } {
  const { publicOrigin } = state.config;
  if (publicOrigin !== undefined) return { rpId: new URL(publicOrigin).hostname, origins: [publicOrigin] };
  // Behind a proxy that speaks TLS the scheme differs, the host does not.
  return { rpId: url.hostname, origins: [`https://${url.host}`, `http://${url.host}`] };
}

/** What a browser asks its passkeys to sign in with. */
export async function requestOptions(ctx: Ctx, kv: Deno.Kv): Promise<PasskeyRequestOptions> {
  return {
    challenge: await createPasskeyChallenge(kv, undefined, Date.now()),
    rpId: placeOf(ctx).rpId,
    timeout: LIMITS.passkeyMs,
    userVerification: "required",
  };
}

/** What a browser makes a member's passkey by. */
export async function creationOptions(
  ctx: Ctx,
  kv: Deno.Kv,
  { member, practice }: SignedIn,
  existing: readonly Passkey[],
): Promise<PasskeyCreationOptions> {
  return {
    challenge: await createPasskeyChallenge(kv, member.id, Date.now()),
    rp: { id: placeOf(ctx).rpId, name: practice.name },
    user: { id: member.id, name: member.email, displayName: member.name },
    pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: "public-key", alg })),
    timeout: LIMITS.passkeyMs,
    attestation: "none",
    excludeCredentials: existing.map(({ credentialId }) => ({ type: "public-key", id: credentialId })),
    authenticatorSelection: {
      residentKey: "required",
      requireResidentKey: true,
      userVerification: "required",
    },
  };
}

/**
 * Checks a new passkey of a member, whose challenge is used up by it.
 * Source: Web Authentication Level 3, section 7.1.
 * @throws {Refusal} `bad_request`, `passkey_expired`, `passkey_origin`, `passkey_refused`
 */
export async function verifyNewPasskey(
  ctx: Ctx,
  kv: Deno.Kv,
  memberId: string,
  { id, clientDataJSON, attestationObject }: AddPasskeyRequest["credential"],
): Promise<Pick<Passkey, "credentialId" | "publicKey" | "counter">> {
  const { rpId, origins } = placeOf(ctx);
  const challenge = await checkClientData(ctx, kv, clientDataJSON, memberId);
  const { verifyRegistrationResponse } = await webauthn();
  const { decodeAttestationObject } = await import("@simplewebauthn/server/helpers");
  const info = await held(async () => {
    const attestation = decodeAttestationObject(bytesOf(attestationObject));
    // None was asked for, and none is looked at: checking a chain of certificates would ask their issuers' servers.
    const [format, statement] = [attestation.get("fmt"), attestation.get("attStmt")];
    if (format !== "none" && !(format === "packed" && statement.get("x5c") === undefined)) return undefined;
    const { registrationInfo } = await verifyRegistrationResponse({
      response: {
        id,
        rawId: id,
        type: "public-key",
        clientExtensionResults: {},
        response: { clientDataJSON, attestationObject },
      },
      expectedChallenge: challenge,
      expectedOrigin: origins,
      expectedRPID: rpId,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    });
    return registrationInfo?.credential.id === id ? registrationInfo : undefined;
  });
  const { publicKey, counter } = info.credential;
  return { credentialId: id, publicKey: Buffer.from(publicKey).toString("base64url"), counter };
}

/**
 * Checks what a passkey has signed, whose challenge is used up by it; gives its counter, which is still to be compared.
 * Source: Web Authentication Level 3, section 7.2.
 * @throws {Refusal} `bad_request`, `passkey_expired`, `passkey_origin`, `passkey_refused`
 */
export async function verifyPasskey(
  ctx: Ctx,
  { passkey, challenge }: { passkey: Passkey; challenge: string },
  { id, clientDataJSON, authenticatorData, signature, userHandle }: PasskeySignInRequest["credential"],
): Promise<{ counter: number }> {
  const { rpId, origins } = placeOf(ctx);
  const { verifyAuthenticationResponse } = await webauthn();
  const info = await held(async () => {
    if (userHandle !== undefined && userHandle !== passkey.memberId) return undefined;
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: {
        id,
        rawId: id,
        type: "public-key",
        clientExtensionResults: {},
        response: { clientDataJSON, authenticatorData, signature },
      },
      expectedChallenge: challenge,
      expectedOrigin: origins,
      expectedRPID: rpId,
      requireUserVerification: true,
      // Compared in the commit that notes it, and told apart from a signature that does not fit.
      credential: { id, publicKey: bytesOf(passkey.publicKey), counter: 0 },
    });
    return verified ? authenticationInfo : undefined;
  });
  return { counter: info.newCounter };
}

/**
 * Reads what the browser says it has signed, and uses its challenge up; gives it.
 * @throws {Refusal} `bad_request`, `passkey_expired`, `passkey_origin`
 */
export async function checkClientData(
  ctx: Ctx,
  kv: Deno.Kv,
  clientDataJSON: string,
  memberId?: string,
): Promise<string> {
  let said: { challenge?: unknown; origin?: unknown } | null;
  try {
    said = JSON.parse(new TextDecoder().decode(bytesOf(clientDataJSON)));
  } catch (error) {
    if (error instanceof SyntaxError) throw new Refusal("bad_request");
    throw error;
  }
  const { challenge, origin } = said ?? {};
  if (typeof challenge !== "string" || challenge.length > 100 || typeof origin !== "string") {
    throw new Refusal("bad_request");
  }
  if (!await consumePasskeyChallenge(kv, challenge, memberId, Date.now())) {
    throw new Refusal("passkey_expired");
  }
  if (!placeOf(ctx).origins.includes(origin)) throw new Refusal("passkey_origin");
  return challenge;
}

/** What an authenticator has made. @throws {Refusal} `bad_request`, `too_large` */
export function parseNewCredential(value: unknown): AddPasskeyRequest["credential"] {
  return parseParts(value, ["id", "clientDataJSON", "attestationObject"]);
}

/** What an authenticator has signed. @throws {Refusal} `bad_request`, `too_large` */
export function parseCredential(value: unknown): PasskeySignInRequest["credential"] {
  const parts = parseParts(value, ["id", "clientDataJSON", "authenticatorData", "signature"]);
  const { userHandle } = value as Record<string, unknown>;
  return userHandle === undefined ? parts : { ...parts, userHandle: parseId(userHandle) };
}

function parseParts<Name extends string>(value: unknown, names: readonly Name[]): Record<Name, string> {
  const given = (value ?? {}) as Record<string, unknown>;
  const parts = names.map((name) => [name, parseOpaque(given[name], LIMITS.passkeyPartChars)]);
  return Object.fromEntries(parts) as Record<Name, string>;
}

/** What its member is told of a passkey. */
export function summaryOfPasskey(passkey: Passkey): PasskeySummary {
  const { id, device, external, wrappedKey, createdAtMs, usedAtMs } = passkey;
  return {
    id,
    device,
    external,
    opens: wrappedKey !== undefined,
    createdAtMs,
    ...(usedAtMs === undefined ? {} : { usedAtMs }),
  };
}

/** The outcome of a check by the library, which throws bare errors at whatever does not hold. */
async function held<Info>(check: () => Promise<Info | undefined>): Promise<Info> {
  const info = await check().catch(() => undefined);
  if (info === undefined) throw new Refusal("passkey_refused");
  return info;
}

function bytesOf(base64Url: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(base64Url, "base64url"));
}
