import { RACE, untilCommitted } from "./commit.ts";
import { type Tries, triesKey } from "./keys.ts";

/** How much is allowed in how long. */
export interface TryLimit {
  tries: number;
  windowMs: number;
}

/** By key: the count that is under way in this process. A crowd from one address would lose race after race. */
const underWay = new Map<string, Promise<unknown>>();

/**
 * Counts one try of somebody at something, in fixed windows that begin with the first try.
 * @returns 0 if it is allowed, else for how long it is not, in milliseconds.
 */
export function countTry(
  kv: Deno.Kv,
  what: string,
  who: string,
  limit: TryLimit,
  nowMs: number,
): Promise<number> {
  const id = `${what}\0${who}`;
  const turn = (underWay.get(id) ?? Promise.resolve())
    .catch(() => {}) // told to whom it concerns
    .then(() => countOne(kv, triesKey(what, who), limit, nowMs))
    .finally(() => {
      if (underWay.get(id) === turn) underWay.delete(id);
    });
  underWay.set(id, turn);
  return turn;
}

async function countOne(
  kv: Deno.Kv,
  key: Deno.KvKey,
  { tries, windowMs }: TryLimit,
  nowMs: number,
): Promise<number> {
  return await untilCommitted(async () => {
    const entry = await kv.get<Tries>(key);
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
