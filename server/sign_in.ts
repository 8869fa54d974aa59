import type { Context } from "fresh";
import type { Keyring } from "../kv/keyrings.ts";
import type { Member } from "../kv/keys.ts";
import { listPasskeys } from "../kv/passkeys.ts";
import { findPractice } from "../kv/practices.ts";
import {
  endSession,
  findSession,
  type FoundSession,
  keepSessionInUse,
  startSession,
} from "../kv/sessions.ts";
import { MEMBER_LIMITS } from "../wire/limits.ts";
import type { SignInAnswer } from "../wire/sign_in.ts";
import type { Config } from "./config.ts";
import { cookieNameOf, formatCookie, readCookie } from "./cookies.ts";
import { deviceName } from "./device_name.ts";
import { Refusal } from "./errors.ts";
import { browserCookie } from "./known_browser.ts";
import { isUse } from "./route_policy.ts";
import type { SignedIn, State } from "./state.ts";

const cookieName = ({ secure }: Pick<Config, "secure">) => cookieNameOf("vieraugen", secure);
/** Says that there may be a sign-in, and lives as long. Links of other sites bring it, and the sign-in not. */
const markName = ({ secure }: Pick<Config, "secure">) => cookieNameOf("vieraugen-signed-in", secure);

/** Has the browser kept a sign-in back, because the request comes from another site? It may also have ended since. */
export function isSignInWithheld({ req, state: { config } }: Pick<Context<State>, "req" | "state">): boolean {
  return readCookie(req.headers, cookieName(config)) === undefined &&
    readCookie(req.headers, markName(config)) !== undefined;
}

/**
 * The member signed in by the request's cookie, as stored now. Requests that wait look it up again. What a page asks by itself
 * does not count as use.
 */
export async function findSignedIn(
  ctx: Pick<Context<State>, "req" | "route" | "state" | "url">,
): Promise<SignedIn | undefined> {
  const { req, state: { config, store } } = ctx;
  const secret = readCookie(req.headers, cookieName(config));
  if (secret === undefined) return undefined;
  const found = await findSession(await store.open(), secret, { isUse: isUse(ctx), nowMs: Date.now() });
  return found && { ...found, mustAddPasskey: isWithoutPasskey(found) };
}

function isWithoutPasskey({ practice, passkeyId }: FoundSession): boolean {
  return practice.passkeysRequired === true && passkeyId === undefined;
}

/** Notes that a call runs in this browser, whose host is the member: its sign-in is in use. */
export async function keepInUse(
  { req, state: { config, store } }: Pick<Context<State>, "req" | "state">,
  memberId: string | undefined,
): Promise<void> {
  const secret = readCookie(req.headers, cookieName(config));
  if (secret !== undefined) {
    await keepSessionInUse(await store.open(), { secret, memberId, nowMs: Date.now() });
  }
}

/** Refuses the passphrase alone where the practice requires a passkey, and the member has one. @throws {Refusal} `passkey_needed` */
export async function requirePasskey(kv: Deno.Kv, member: Member): Promise<void> {
  const practice = await findPractice(kv, member.practiceId);
  if (!practice?.passkeysRequired) return;
  if ((await listPasskeys(kv, member.id)).length > 0) throw new Refusal("passkey_needed");
}

/** Signs a member in. Returns the answer, and the headers that set the cookie. @throws {Refusal} `signed_out` */
export async function signIn(
  ctx: Context<State>,
  kv: Deno.Kv,
  member: Member,
  { passkeyId, journalEntry }: { passkeyId?: string; journalEntry?: number | undefined } = {},
): Promise<{ answer: SignInAnswer; headers: HeadersInit }> {
  const nowMs = Date.now();
  const device = deviceName(ctx.req.headers.get("user-agent"));
  const started = await startSession(kv, member, {
    device,
    ...(passkeyId === undefined ? {} : { passkeyId }),
    nowMs,
  });
  if ("refusal" in started) throw new Refusal(started.refusal);
  return {
    answer: {
      ...signInAnswer(member, started.keyring, nowMs + MEMBER_LIMITS.sessionMs),
      ...(journalEntry === undefined ? {} : { journalEntry }),
    },
    headers: [
      ...sessionHeaders(ctx.state.config, started.secret, MEMBER_LIMITS.sessionMs / 1000),
      ["set-cookie", await browserCookie(ctx, kv, member.id)],
    ],
  };
}

/** The wrapped keys for a member who has proved a passphrase, a passkey or a recovery key. */
export function signInAnswer(member: Member, keyring: Keyring, expiresAtMs: number): SignInAnswer {
  return {
    practiceId: member.practiceId,
    memberId: member.id,
    wrappedKey: member.wrappedKey,
    ...keyring,
    expiresAtMs,
    serverNowMs: Date.now(),
  };
}

/** Ends a session. Returns the headers that delete the cookie. */
export async function signOut(kv: Deno.Kv, config: Config, sessionHash: string): Promise<HeadersInit> {
  await endSession(kv, sessionHash);
  return sessionHeaders(config, "", 0);
}

function sessionHeaders(config: Config, value: string, maxAgeSeconds: number): [string, string][] {
  const options = { maxAgeSeconds, secure: config.secure, httpOnly: true };
  return [
    ["set-cookie", formatCookie(cookieName(config), value, options)],
    ["set-cookie", formatCookie(markName(config), value && "1", { ...options, sameSite: "Lax" })],
    ["cache-control", "no-store"],
  ];
}
