import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/browser";
import { encodeBase64Url, randomBytes } from "../e2ee/bytes.ts";
import { ProtocolError } from "../e2ee/errors.ts";
import { passkeyWrappingKey, PRF_INPUT } from "../e2ee/passkey.ts";
import { openMemberKey, rewrapMemberKey } from "../e2ee/vault.ts";
import type { PasskeyCreationOptions, PasskeySummary } from "../wire/passkeys.ts";
import { practiceApi } from "./api.ts";
import { forgetKeys } from "./key_store.ts";
import { PasskeyError, type PasskeyProblem } from "./passkey_error.ts";
import { keep, unlock } from "./sign_in.ts";

/** Asks for what the passkey's PRF makes of our input. */
const extensions = { prf: { eval: { first: PRF_INPUT } } };

const library = () => import("@simplewebauthn/browser");

/** Can this browser use passkeys on this page at all? They need TLS. */
export function canUsePasskeys(): boolean {
  return typeof globalThis.PublicKeyCredential === "function";
}

/**
 * Makes a passkey for whoever is signed in and proves the passphrase. Where it has a PRF, it opens the vault, too.
 * @throws {ApiError} `passphrase_wrong`, `passkeys_full`, `passkey_expired` …
 * @throws {PasskeyError}
 */
export async function addPasskey(email: string, passphrase: string): Promise<PasskeySummary> {
  const { authKey, wrappingKey, wrappedKey } = await unlock(email, passphrase);
  const [{ startRegistration }, options] = await Promise.all([library(), practiceApi.passkeyOptions()]);
  const made = await asked(options, () => startRegistration({ optionsJSON: { ...options, extensions } }));
  const output = prfOf(made) ?? await askNew(made, options);
  const wrapped = output && await rewrapMemberKey(wrappedKey, wrappingKey, await passkeyWrappingKey(output));
  const { clientDataJSON, attestationObject } = made.response;
  return await practiceApi.addPasskey({
    authKey,
    credential: { id: made.id, clientDataJSON, attestationObject },
    external: made.authenticatorAttachment === "cross-platform",
    ...(wrapped ? { wrappedKey: wrapped } : {}),
  });
}

/** Some authenticators have a PRF and give nothing of it before the first signature, which nobody else needs. */
async function askNew(
  { id, clientExtensionResults }: RegistrationResponseJSON,
  { rp, timeout }: PasskeyCreationOptions,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (!clientExtensionResults.prf?.enabled) return undefined;
  const { startAuthentication } = await library();
  const optionsJSON = {
    challenge: encodeBase64Url(randomBytes(32)),
    rpId: rp.id,
    timeout,
    userVerification: "required" as const,
    allowCredentials: [{ type: "public-key" as const, id }],
    extensions,
  };
  try {
    return prfOf(await asked({ timeout }, () => startAuthentication({ optionsJSON })));
  } catch (error) {
    // Not confirmed a second time: it signs in, and the list of passkeys says that it does no more.
    if (error instanceof PasskeyError) return undefined;
    throw error;
  }
}

/**
 * Signs in by whichever passkey somebody chooses, and keeps the practice key for as long, if the passkey opens it. If it
 * does not, the list's page asks for the passphrase.
 * @throws {ApiError} `passkey_unknown`, `passkey_refused`, `passkey_expired`, `too_many_requests` …
 * @throws {PasskeyError}
 * @throws {PrivateStoreError} when this browser cannot keep a key.
 */
export async function signInWithPasskey(): Promise<void> {
  await forgetKeys(); // a browser that cannot keep a key cannot be signed in
  const [{ startAuthentication }, options] = await Promise.all([
    library(),
    practiceApi.passkeySignInOptions(),
  ]);
  const used = await asked(options, () => startAuthentication({ optionsJSON: { ...options, extensions } }));
  const { clientDataJSON, authenticatorData, signature, userHandle } = used.response;
  const answer = await practiceApi.signInWithPasskey({
    credential: {
      id: used.id,
      clientDataJSON,
      authenticatorData,
      signature,
      ...(userHandle ? { userHandle } : {}),
    },
  });
  const output = prfOf(used);
  if (answer.wrappedKey === undefined || !output) return;
  try {
    await keep(answer, await openMemberKey(answer.wrappedKey, await passkeyWrappingKey(output)));
  } catch (error) {
    // Synchronised without its PRF: like one that has none.
    if (error instanceof ProtocolError) return;
    // Signed in without a place for the key is worth nothing.
    await practiceApi.signOut().catch(() => {});
    throw error;
  }
}

/** What the passkey's PRF has made; only this browser gets to see it. */
function prfOf(
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

/** What somebody's authenticator answers. @throws {PasskeyError} */
async function asked<Answer>({ timeout }: { timeout: number }, ask: () => Promise<Answer>): Promise<Answer> {
  if (!canUsePasskeys()) throw new PasskeyError("passkey_unsupported");
  const sinceMs = performance.now();
  try {
    return await ask();
  } catch (error) {
    // A name that is no domain is found by the library before the browser is asked.
    const name = error instanceof Error ? error.name : "";
    const code = PROBLEMS[name];
    if (code === undefined) throw error;
    const timedOut = code === "passkey_cancelled" && performance.now() - sinceMs >= timeout;
    throw new PasskeyError(timedOut ? "passkey_timed_out" : code, { cause: error });
  }
}
