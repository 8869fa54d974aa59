import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/browser";
import { encodeBase64Url, randomBytes } from "../../e2ee/bytes.ts";
import { ProtocolError } from "../../e2ee/errors.ts";
import { passkeyWrappingKey, PRF_INPUT } from "../../e2ee/passkey.ts";
import { openMemberKey, rewrapMemberKey } from "../../e2ee/vault.ts";
import type { PasskeyCreationOptions, PasskeySignInRequest, PasskeySummary } from "../../wire/passkeys.ts";
import { forgetKeys } from "../vault/key_store.ts";
import { type OpeningProof, type Proof, proofOf, type ProofQuestion } from "./proofs.ts";
import { keepSignIn } from "./sign_in.ts";
import { practiceApi } from "../api.ts";
import { PasskeyError, type PasskeyProblem } from "../errors.ts";

/** Asks for the output of the passkey's PRF for our input. Source: Web Authentication Level 3, section 10.1.4. */
const extensions = { prf: { eval: { first: PRF_INPUT } } };

const loadLibrary = () => import("@simplewebauthn/browser");

/** Whether this browser can use passkeys on this page; they need TLS. */
export function canUsePasskeys(): boolean {
  return typeof globalThis.PublicKeyCredential === "function";
}

/**
 * Creates a passkey for the member who is signed in. A passkey with a PRF opens the vault, too.
 * @throws {ApiError} `proof_needed`, `passkeys_full`, `passkey_expired` …
 * @throws {PasskeyError}
 */
export async function addPasskey(proof: OpeningProof): Promise<PasskeySummary> {
  const { wrappingKey, wrappedKey } = proof.opener;
  const [{ startRegistration }, options] = await Promise.all([
    loadLibrary(),
    practiceApi.passkeyOptions(proof),
  ]);
  const made = await askAuthenticator(
    options,
    () => startRegistration({ optionsJSON: { ...options, extensions } }),
  );
  const output = prfOutput(made) ?? await evaluatePrf(made, options);
  const wrapped = output && await rewrapMemberKey(wrappedKey, wrappingKey, await passkeyWrappingKey(output));
  const { clientDataJSON, attestationObject } = made.response;
  return await practiceApi.addPasskey({
    credential: { id: made.id, clientDataJSON, attestationObject },
    external: made.authenticatorAttachment === "cross-platform",
    ...(wrapped ? { wrappedKey: wrapped } : {}),
  }, proof);
}

/**
 * Gives the server a fresh proof by one of the member's own passkeys.
 * @throws {ApiError} `passkey_unknown`, `passkey_refused`, `passkey_expired`, `too_many_requests` …
 * @throws {PasskeyError}
 */
export async function giveProofByPasskey({ purpose, mustOpen }: ProofQuestion): Promise<Proof> {
  const [{ startAuthentication }, options] = await Promise.all([
    loadLibrary(),
    practiceApi.proofOptions({ purpose }),
  ]);
  if (options.allowCredentials.length === 0) throw new PasskeyError("passkey_none");
  const used = await askAuthenticator(
    options,
    () => startAuthentication({ optionsJSON: { ...options, extensions } }),
  );
  const answer = await practiceApi.prove({ purpose, credential: credentialOf(used) });
  const output = prfOutput(used);
  const wrappingKey = output && await passkeyWrappingKey(output);
  const opener = wrappingKey && await opens(answer.wrappedKey, wrappingKey) ? wrappingKey : undefined;
  if (mustOpen && !opener) throw new PasskeyError("passkey_keyless");
  return proofOf(answer, opener);
}

/** Does the PRF open the wrapped key? Not at a browser to which the passkey came without it. */
async function opens(wrappedKey: string | undefined, wrappingKey: CryptoKey): Promise<boolean> {
  if (wrappedKey === undefined) return false;
  try {
    await openMemberKey(wrappedKey, wrappingKey);
    return true;
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return false;
  }
}

/** The signature, as the server reads it. */
function credentialOf({ id, response }: AuthenticationResponseJSON): PasskeySignInRequest["credential"] {
  const { clientDataJSON, authenticatorData, signature, userHandle } = response;
  return { id, clientDataJSON, authenticatorData, signature, ...(userHandle ? { userHandle } : {}) };
}

/** Some authenticators evaluate the PRF only with a signature; this one is not used for anything else. */
async function evaluatePrf(
  { id, clientExtensionResults }: RegistrationResponseJSON,
  { rp, timeout }: PasskeyCreationOptions,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (!clientExtensionResults.prf?.enabled) return undefined;
  const { startAuthentication } = await loadLibrary();
  const optionsJSON = {
    challenge: encodeBase64Url(randomBytes(32)),
    rpId: rp.id,
    timeout,
    userVerification: "required" as const,
    allowCredentials: [{ type: "public-key" as const, id }],
    extensions,
  };
  try {
    return prfOutput(await askAuthenticator({ timeout }, () => startAuthentication({ optionsJSON })));
  } catch (error) {
    // The person did not confirm again: the passkey signs in, and the list says that it does not open the vault.
    if (error instanceof PasskeyError) return undefined;
    throw error;
  }
}

/**
 * Signs in with the passkey that the person chooses. If it opens the vault, the practice key is kept for as long as the
 * sign-in lasts; else the list's page asks for the passphrase.
 * @throws {ApiError} `passkey_unknown`, `passkey_refused`, `passkey_expired`, `too_many_requests` …
 * @throws {PasskeyError}
 * @throws {StorageUnavailableError} when this browser cannot keep a key.
 */
export async function signInWithPasskey(): Promise<void> {
  await forgetKeys(); // a browser that cannot keep a key cannot be signed in
  const [{ startAuthentication }, options] = await Promise.all([
    loadLibrary(),
    practiceApi.passkeySignInOptions(),
  ]);
  const used = await askAuthenticator(
    options,
    () => startAuthentication({ optionsJSON: { ...options, extensions } }),
  );
  const answer = await practiceApi.signInWithPasskey({ credential: credentialOf(used) });
  const output = prfOutput(used);
  if (answer.wrappedKey === undefined || !output) return;
  try {
    await keepSignIn(answer, await openMemberKey(answer.wrappedKey, await passkeyWrappingKey(output)));
  } catch (error) {
    // The passkey was synchronised without its PRF: it only signs in.
    if (error instanceof ProtocolError) return;
    // A sign-in is useless where its key cannot be kept.
    await practiceApi.signOut().catch(() => {});
    throw error;
  }
}

/** The output of the passkey's PRF; it never leaves this browser. */
function prfOutput(
  { clientExtensionResults }: RegistrationResponseJSON | AuthenticationResponseJSON,
): Uint8Array<ArrayBuffer> | undefined {
  const first = clientExtensionResults.prf?.results?.first;
  return first === undefined ? undefined : new Uint8Array(first as ArrayBuffer);
}

/** Source: Web Authentication Level 3, sections 5.1.3 and 5.1.4. */
const PROBLEMS: Record<string, PasskeyProblem> = {
  NotAllowedError: "passkey_cancelled",
  AbortError: "passkey_cancelled",
  InvalidStateError: "passkey_exists",
  SecurityError: "passkey_origin",
  NotSupportedError: "passkey_unsupported",
  ConstraintError: "passkey_unsupported",
};

/** Runs a ceremony with the authenticator. @throws {PasskeyError} */
async function askAuthenticator<Answer>(
  { timeout }: { timeout: number },
  ask: () => Promise<Answer>,
): Promise<Answer> {
  if (!canUsePasskeys()) throw new PasskeyError("passkey_unsupported");
  const sinceMs = performance.now();
  try {
    return await ask();
  } catch (error) {
    // The library itself throws a SecurityError for a host name that is not a domain.
    const name = error instanceof Error ? error.name : "";
    const code = PROBLEMS[name];
    if (code === undefined) throw error;
    const timedOut = code === "passkey_cancelled" && performance.now() - sinceMs >= timeout;
    throw new PasskeyError(timedOut ? "passkey_timed_out" : code, { cause: error });
  }
}
