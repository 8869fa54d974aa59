/** What is under way in this process, by key. */
const underWay = new Map<string, Promise<unknown>>();

/** Is something under way that the next would wait for? */
export function isInTurn(key: Deno.KvKey): boolean {
  return underWay.has(idOf(key));
}

/** Does one thing after the other: a crowd that changes the same entry at once would lose race after race. */
export function inTurn<Result>(key: Deno.KvKey, work: () => Promise<Result>): Promise<Result> {
  const id = idOf(key);
  const turn = (underWay.get(id) ?? Promise.resolve())
    .catch(() => {}) // told to whom it concerns
    .then(work)
    .finally(() => {
      if (underWay.get(id) === turn) underWay.delete(id);
    });
  underWay.set(id, turn);
  return turn;
}

function idOf(key: Deno.KvKey): string {
  return key.join("\0");
}
