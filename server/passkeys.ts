import { Buffer } from "node:buffer";
import type { Context } from "fresh";
import type { Passkey } from "../kv/keys.ts";
import {
  type ChallengeUse,
  consumePasskeyChallenge,
  createPasskeyChallenge,
} from "../kv/passkey_challenges.ts";
import { MEMBER_LIMITS } from "../wire/limits.ts";
import type {
  AddPasskeyRequest,
  PasskeyCreationOptions,
  PasskeyProofOptions,
  PasskeyRequestOptions,
  PasskeySignInRequest,
  PasskeySummary,
} from "../wire/passkeys.ts";
import { Refusal } from "./errors.ts";
import { parseId, parseOpaque } from "./parse.ts";
import { requestOrigins } from "./request_origins.ts";
import type { SignedIn, State } from "./state.ts";

type Ctx = Context<State>;

/** EdDSA, ES256, RS256. Source: IANA COSE Algorithms. */
const ALGORITHMS = [-8, -7, -257];

/** Loaded on first use: it takes 200 ms and 30 MB. */
const webauthn = () => import("@simplewebauthn/server");

/** The relying party: its id, and the origins of pages that may use its passkeys. */
function relyingParty({ state, url }: Ctx): { rpId: string; origins: string[] } {
  const { publicOrigin } = state.config;
  if (publicOrigin !== undefined) return { rpId: new URL(publicOrigin).hostname, origins: [publicOrigin] };
  return { rpId: url.hostname, origins: requestOrigins(url) };
}

/** Options for signing in by a passkey. */
export async function requestOptions(ctx: Ctx, kv: Deno.Kv): Promise<PasskeyRequestOptions> {
  return {
    challenge: await createPasskeyChallenge(kv, {}, Date.now()),
    rpId: relyingParty(ctx).rpId,
    timeout: MEMBER_LIMITS.passkeyMs,
    userVerification: "required",
  };
}

/** Options for a proof by one of a member's own passkeys. */
export async function proofOptions(
  ctx: Ctx,
  kv: Deno.Kv,
  use: ChallengeUse,
  own: readonly Passkey[],
): Promise<PasskeyProofOptions> {
  return {
    challenge: await createPasskeyChallenge(kv, use, Date.now()),
    rpId: relyingParty(ctx).rpId,
    timeout: MEMBER_LIMITS.passkeyMs,
    userVerification: "required",
    allowCredentials: own.map(({ credentialId }) => ({ type: "public-key", id: credentialId })),
  };
}

/** Options for creating a passkey of a member. */
export async function creationOptions(
  ctx: Ctx,
  kv: Deno.Kv,
  { member, practice }: SignedIn,
  existing: readonly Passkey[],
): Promise<PasskeyCreationOptions> {
  return {
    challenge: await createPasskeyChallenge(kv, { memberId: member.id }, Date.now()),
    rp: { id: relyingParty(ctx).rpId, name: practice.name },
    user: { id: member.id, name: member.email, displayName: member.name },
    pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: "public-key", alg })),
    timeout: MEMBER_LIMITS.passkeyMs,
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
 * Verifies a new passkey of a member, and spends its challenge.
 * Source: Web Authentication Level 3, section 7.1.
 * @throws {Refusal} `bad_request`, `passkey_expired`, `passkey_origin`, `passkey_refused`
 */
export async function verifyNewPasskey(
  ctx: Ctx,
  kv: Deno.Kv,
  memberId: string,
  { id, clientDataJSON, attestationObject }: AddPasskeyRequest["credential"],
): Promise<Pick<Passkey, "credentialId" | "publicKey" | "counter">> {
  const { rpId, origins } = relyingParty(ctx);
  const challenge = await checkClientData(ctx, kv, clientDataJSON, { memberId });
  const { verifyRegistrationResponse } = await webauthn();
  const { decodeAttestationObject } = await import("@simplewebauthn/server/helpers");
  const info = await verified(async () => {
    const attestation = decodeAttestationObject(bytesOf(attestationObject));
    // No attestation was requested, and none is checked: a certificate chain would be looked up on its issuers' servers.
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
 * Verifies the signature of a passkey over a spent challenge. Returns its counter, which the caller has to compare.
 * Source: Web Authentication Level 3, section 7.2.
 * @throws {Refusal} `bad_request`, `passkey_expired`, `passkey_origin`, `passkey_refused`
 */
export async function verifyPasskey(
  ctx: Ctx,
  { passkey, challenge }: { passkey: Passkey; challenge: string },
  { id, clientDataJSON, authenticatorData, signature, userHandle }: PasskeySignInRequest["credential"],
): Promise<{ counter: number }> {
  const { rpId, origins } = relyingParty(ctx);
  const { verifyAuthenticationResponse } = await webauthn();
  const info = await verified(async () => {
    if (userHandle !== undefined && userHandle !== passkey.memberId) return undefined;
    const { verified: isVerified, authenticationInfo } = await verifyAuthenticationResponse({
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
      // The commit compares the counter, and refuses it by a code of its own.
      credential: { id, publicKey: bytesOf(passkey.publicKey), counter: 0 },
    });
    return isVerified ? authenticationInfo : undefined;
  });
  return { counter: info.newCounter };
}

/**
 * Parses the client data that a passkey has signed. Spends its challenge, and returns it.
 * @throws {Refusal} `bad_request`, `passkey_expired`, `passkey_origin`
 */
export async function checkClientData(
  ctx: Ctx,
  kv: Deno.Kv,
  clientDataJSON: string,
  use: ChallengeUse = {},
): Promise<string> {
  let clientData: { challenge?: unknown; origin?: unknown } | null;
  try {
    clientData = JSON.parse(new TextDecoder().decode(bytesOf(clientDataJSON)));
  } catch (error) {
    if (error instanceof SyntaxError) throw new Refusal("bad_request");
    throw error;
  }
  const { challenge, origin } = clientData ?? {};
  if (typeof challenge !== "string" || challenge.length > 100 || typeof origin !== "string") {
    throw new Refusal("bad_request");
  }
  if (!await consumePasskeyChallenge(kv, challenge, use, Date.now())) {
    throw new Refusal("passkey_expired");
  }
  if (!relyingParty(ctx).origins.includes(origin)) throw new Refusal("passkey_origin");
  return challenge;
}

/** A new passkey, as the browser sends it. @throws {Refusal} `bad_request`, `too_large` */
export function parseNewCredential(value: unknown): AddPasskeyRequest["credential"] {
  return parseParts(value, ["id", "clientDataJSON", "attestationObject"]);
}

/** A passkey's signature, as the browser sends it. @throws {Refusal} `bad_request`, `too_large` */
export function parseCredential(value: unknown): PasskeySignInRequest["credential"] {
  const parts = parseParts(value, ["id", "clientDataJSON", "authenticatorData", "signature"]);
  const { userHandle } = value as Record<string, unknown>;
  return userHandle === undefined ? parts : { ...parts, userHandle: parseId(userHandle) };
}

function parseParts<Name extends string>(value: unknown, names: readonly Name[]): Record<Name, string> {
  const given = (value ?? {}) as Record<string, unknown>;
  const parts = names.map((name) => [name, parseOpaque(given[name], MEMBER_LIMITS.passkeyPartChars)]);
  return Object.fromEntries(parts) as Record<Name, string>;
}

/** What members see of their passkeys. */
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

/** The result of a check by the library, which throws untyped errors. @throws {Refusal} `passkey_refused` */
async function verified<Info>(check: () => Promise<Info | undefined>): Promise<Info> {
  const info = await check().catch(() => undefined);
  if (info === undefined) throw new Refusal("passkey_refused");
  return info;
}

function bytesOf(base64Url: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(base64Url, "base64url"));
}
