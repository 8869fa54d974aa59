import { MEMBER_LIMITS } from "../wire/limits.ts";
import { isOpenAt } from "../wire/windows.ts";
import { RACE, untilCommitted } from "./commit.ts";
import { hashSecret, randomSecret } from "./hashes.ts";
import { type KnownBrowser, knownBrowserKey } from "./keys.ts";

/** Most members that sign in at one browser; the one who has not done so for the longest time gives way. */
const MOST_MEMBERS = 20;

/** Has this member (undefined: anybody) signed in at the browser of this secret? */
export async function isKnownBrowser(
  kv: Deno.Kv,
  secret: string | undefined,
  memberId: string | undefined,
  nowMs: number,
): Promise<boolean> {
  const known = secret === undefined
    ? null
    : (await kv.get<KnownBrowser>(knownBrowserKey(hashSecret(secret)))).value;
  return isKnown(known, nowMs) &&
    (memberId === undefined || known.memberIds.includes(memberId));
}

function isKnown(browser: KnownBrowser | null, nowMs: number): browser is KnownBrowser {
  const lengthMs = MEMBER_LIMITS.knownBrowserMs;
  return browser !== null && isOpenAt(nowMs, { endsAtMs: browser.expiresAtMs, lengthMs });
}

/** Notes that a member has signed in at a browser. Returns its secret: a new one if the given one is not known. */
export async function rememberBrowser(
  kv: Deno.Kv,
  { secret, memberId, nowMs }: { secret: string | undefined; memberId: string; nowMs: number },
): Promise<string> {
  const fresh = randomSecret(256);
  return await untilCommitted(async () => {
    const given = secret === undefined
      ? null
      : await kv.get<KnownBrowser>(knownBrowserKey(hashSecret(secret)));
    const known = given && isKnown(given.value, nowMs) ? given.value : undefined;
    const others = known?.memberIds.filter((id) => id !== memberId) ?? [];
    const kept = known ? secret! : fresh;
    const expireIn = MEMBER_LIMITS.knownBrowserMs;
    const next: KnownBrowser = {
      memberIds: [memberId, ...others].slice(0, MOST_MEMBERS),
      expiresAtMs: nowMs + expireIn,
    };
    const commit = kv.atomic();
    if (known) commit.check(given!);
    return (await commit.set(knownBrowserKey(hashSecret(kept)), next, { expireIn }).commit()).ok
      ? kept
      : RACE;
  });
}
