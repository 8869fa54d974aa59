import type { Context } from "fresh";
import { deploymentSecret } from "../kv/deployment_secret.ts";
import { keyedHash } from "../kv/hashes.ts";
import { isKnownBrowser } from "../kv/known_browsers.ts";
import { countTry, takeTryBack, type TryLimit, waitMsOf } from "../kv/tries.ts";
import { NETWORK_FACTOR, RATE_LIMITS } from "../wire/limits.ts";
import { clientOrigin } from "./client_address.ts";
import { Refusal } from "./errors.ts";
import { browserSecret } from "./known_browser.ts";
import type { State } from "./state.ts";

type Ctx = Context<State>;

/** Takes back a try that has turned out to be right, where only wrong ones count. */
type TakeBack = () => Promise<void>;

/** Counts a try by the client's address and, for IPv6, by its network. @throws {Refusal} `too_many_requests` */
export async function limitAddress(ctx: Ctx, kv: Deno.Kv, what: string, limit: TryLimit): Promise<TakeBack> {
  return await limitOrigin(ctx, kv, `${what} from`, limit);
}

/** Counts a try by the client's address and network, at an account if one is named. @throws {Refusal} `too_many_requests` */
async function limitOrigin(
  ctx: Ctx,
  kv: Deno.Kv,
  what: string,
  limit: TryLimit,
  account?: string,
): Promise<TakeBack> {
  const { address, network } = clientOrigin(ctx);
  const by = (part: string) => account === undefined ? part : `${account} ${part}`;
  const ofAddress = await limitTries(kv, what, by(address), limit);
  if (network === address) return ofAddress;
  const wide = { ...limit, tries: limit.tries * NETWORK_FACTOR };
  const ofNetwork = await limitTries(kv, `${what} network`, by(network), wide);
  return async () => {
    await ofAddress();
    await ofNetwork();
  };
}

/**
 * Counts what all clients together got wrong: `check` before a look-up, `missed` after one that found nothing. Those that find
 * something cost no commit.
 */
export const limitOfAll = {
  /** @throws {Refusal} `too_many_requests` */
  async check(kv: Deno.Kv, what: string, limit: TryLimit): Promise<void> {
    const retryAfterMs = await waitMsOf(kv, what, ALL, limit, Date.now());
    if (retryAfterMs > 0) throw new Refusal("too_many_requests", { retryAfterMs });
  },
  async missed(kv: Deno.Kv, what: string, limit: TryLimit): Promise<void> {
    await countTry(kv, what, ALL, limit, Date.now());
  },
};

/** Stands for whoever tries. */
const ALL = "all";

/** Counts the begin of a sign-in, by browser if somebody has signed in there before, else by address. @throws {Refusal} `too_many_requests` */
export async function limitSignInStart(ctx: Ctx, kv: Deno.Kv, what: string): Promise<void> {
  const browser = browserSecret(ctx);
  const limit = RATE_LIMITS.signInStarts;
  if (browser !== undefined && await isKnownBrowser(kv, browser, undefined, Date.now())) {
    await limitTries(kv, `${what} by browser`, browser, limit);
  } else await limitAddress(ctx, kv, what, limit);
}

/** Limits for tries at accounts, by whoever makes them. */
interface AccountLimits {
  perBrowser: TryLimit;
  perAddress: TryLimit;
  perPair: TryLimit;
  perMember: TryLimit;
}

const SIGN_INS: AccountLimits = {
  perBrowser: RATE_LIMITS.signInsPerBrowser,
  perAddress: RATE_LIMITS.signInsPerAddress,
  perPair: RATE_LIMITS.signInsPerPair,
  perMember: RATE_LIMITS.signInsPerMember,
};
const RECOVERIES: AccountLimits = {
  perBrowser: RATE_LIMITS.recoveriesPerBrowser,
  perAddress: RATE_LIMITS.recoveriesPerAddress,
  perPair: RATE_LIMITS.recoveriesPerPair,
  perMember: RATE_LIMITS.recoveriesPerMember,
};

/** The account that is tried: the name that was given for it, and its member, if there is one. */
interface TriedAccount {
  name: string;
  memberId: string | undefined;
}

/** Counts a try to sign in. @throws {Refusal} `too_many_requests` */
export async function limitSignIn(ctx: Ctx, kv: Deno.Kv, account: TriedAccount): Promise<TakeBack> {
  return await limitAccount(ctx, kv, "sign-in", account, SIGN_INS);
}

/** Counts a try of a member's recovery key. @throws {Refusal} `too_many_requests` */
export async function limitRecovery(ctx: Ctx, kv: Deno.Kv, account: TriedAccount): Promise<TakeBack> {
  return await limitAccount(ctx, kv, "recovery", account, RECOVERIES);
}

/**
 * Counts a try at an account. At a browser where the member has signed in before only that browser's tries count, so nobody
 * elsewhere can use them up; elsewhere the tries from the address, of the pair, and of the account. Address and pair count by
 * network as well, so that one subscriber with many addresses does not use up those of the account.
 */
async function limitAccount(
  ctx: Ctx,
  kv: Deno.Kv,
  what: string,
  { name, memberId }: TriedAccount,
  { perBrowser, perAddress, perPair, perMember }: AccountLimits,
): Promise<TakeBack> {
  const browser = browserSecret(ctx);
  if (memberId !== undefined && await isKnownBrowser(kv, browser, memberId, Date.now())) {
    return await limitTries(kv, `${what} by browser`, `${memberId} ${browser}`, perBrowser);
  }
  // In this order: what the address or the pair refuses does not count against the account.
  const takeBacks = [
    await limitAddress(ctx, kv, what, perAddress),
    await limitOrigin(ctx, kv, `${what} of pair`, perPair, name),
    await limitTries(kv, `${what} as`, name, perMember),
  ];
  return async () => {
    await Promise.all(takeBacks.map((takeBack) => takeBack()));
  };
}

/** Counts a try by `who`, which is stored as a keyed hash only. @throws {Refusal} `too_many_requests` */
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
