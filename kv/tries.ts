import { isOpenAt } from "../wire/windows.ts";
import { RACE, untilCommitted } from "./commit.ts";
import { inTurn } from "./in_turn.ts";
import { type Tries, triesKey } from "./keys.ts";

/** How many tries are allowed in a window. */
export interface TryLimit {
  tries: number;
  windowMs: number;
}

/**
 * Counts one try of `who` at `what`, in fixed windows that begin with the first try.
 * @returns 0 if the try is allowed, otherwise the milliseconds until the next one is.
 */
export function countTry(
  kv: Deno.Kv,
  what: string,
  who: string,
  limit: TryLimit,
  nowMs: number,
): Promise<number> {
  const key = triesKey(what, who);
  return inTurn(key, () => countOne(kv, key, limit, nowMs));
}

/** Returns 0 if a try would be allowed now, otherwise the milliseconds until the next one is; counts nothing. */
export async function waitMsOf(
  kv: Deno.Kv,
  what: string,
  who: string,
  { tries, windowMs }: TryLimit,
  nowMs: number,
): Promise<number> {
  const { value } = await kv.get<Tries>(triesKey(what, who));
  return isRunning(value, windowMs, nowMs) && value.count >= tries ? value.endsAtMs - nowMs : 0;
}

/**
 * Takes back a try that was counted at `triedAtMs`: it was right, and only wrong ones are limited. It counts until then, so that
 * concurrent tries stay within the limit. A window that began later is not changed.
 */
export function takeTryBack(
  kv: Deno.Kv,
  what: string,
  who: string,
  limit: TryLimit,
  { triedAtMs, nowMs }: { triedAtMs: number; nowMs: number },
): Promise<void> {
  const key = triesKey(what, who);
  return inTurn(key, () => takeOneBack(kv, key, limit, triedAtMs, nowMs));
}

async function takeOneBack(
  kv: Deno.Kv,
  key: Deno.KvKey,
  { windowMs }: TryLimit,
  triedAtMs: number,
  nowMs: number,
): Promise<void> {
  await untilCommitted(async () => {
    const entry = await kv.get<Tries>(key);
    if (!isRunning(entry.value, windowMs, nowMs)) return;
    const { count, endsAtMs } = entry.value;
    if (triedAtMs < endsAtMs - windowMs) return;
    const { ok } = await kv.atomic().check(entry)
      .set(key, { count: count - 1, endsAtMs }, { expireIn: endsAtMs - nowMs })
      .commit();
    return ok ? undefined : RACE;
  });
}

function isRunning(tries: Tries | null, lengthMs: number, nowMs: number): tries is Tries {
  return tries !== null && isOpenAt(nowMs, { endsAtMs: tries.endsAtMs, lengthMs });
}

async function countOne(
  kv: Deno.Kv,
  key: Deno.KvKey,
  { tries, windowMs }: TryLimit,
  nowMs: number,
): Promise<number> {
  return await untilCommitted(async () => {
    const entry = await kv.get<Tries>(key);
    const running = isRunning(entry.value, windowMs, nowMs)
      ? entry.value
      : { count: 0, endsAtMs: nowMs + windowMs };
    if (running.count >= tries) return running.endsAtMs - nowMs;
    const { ok } = await kv.atomic().check(entry)
      .set(entry.key, { ...running, count: running.count + 1 }, { expireIn: running.endsAtMs - nowMs })
      .commit();
    return ok ? 0 : RACE;
  });
}
