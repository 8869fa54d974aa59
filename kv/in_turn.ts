/** By key: the last work in the queue. */
const queues = new Map<string, Promise<unknown>>();

/** Returns whether work for this key is running or waiting. */
export function isQueued(key: Deno.KvKey): boolean {
  return queues.has(idOf(key));
}

/**
 * Runs work for a key after all earlier work for it in this process, whatever its outcome. Many changes of one entry at once
 * would lose race after race.
 */
export function inTurn<Result>(key: Deno.KvKey, work: () => Promise<Result>): Promise<Result> {
  const id = idOf(key);
  const turn = (queues.get(id) ?? Promise.resolve())
    .catch(() => {}) // its own caller handles it
    .then(work)
    .finally(() => {
      if (queues.get(id) === turn) queues.delete(id);
    });
  queues.set(id, turn);
  return turn;
}

function idOf(key: Deno.KvKey): string {
  return key.join("\0");
}
