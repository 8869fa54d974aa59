import { RACE, untilCommitted } from "./commit.ts";
import { type Tries, triesKey } from "./keys.ts";

/** How much is allowed in how long. */
export interface TryLimit {
  tries: number;
  windowMs: number;
}

/**
 * Counts one try of somebody at something, in fixed windows that begin with the first try.
 * @returns 0 if it is allowed, else for how long it is not, in milliseconds.
 */
export async function countTry(
  kv: Deno.Kv,
  what: string,
  who: string,
  { tries, windowMs }: TryLimit,
  nowMs: number,
): Promise<number> {
  return await untilCommitted(async () => {
    const entry = await kv.get<Tries>(triesKey(what, who));
    const running = entry.value && nowMs < entry.value.endsAtMs
      ? entry.value
      : { count: 0, endsAtMs: nowMs + windowMs };
    if (running.count >= tries) return running.endsAtMs - nowMs;
    const { ok } = await kv.atomic().check(entry)
      .set(entry.key, { ...running, count: running.count + 1 }, { expireIn: running.endsAtMs - nowMs })
      .commit();
    return ok ? 0 : RACE;
  });
}
