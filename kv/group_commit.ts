import { type Change, commitChanges } from "./bumps.ts";
import { maxChecksOf } from "./limits.ts";

/** A change that may share its commit with those of other rooms. */
interface Part {
  /** Of one room. */
  change: Change & { room: string };
  /** What the change depends on: all that it overwrites, so that in doubt it may be tried a second time. */
  checks: readonly Deno.AtomicCheck[];
  /** How many mutations it adds, and about how large they are. */
  mutations: number;
  sizeBytes: number;
  /** Adds the mutations to a commit. */
  write(commit: Deno.AtomicOperation): void;
}

type Result = Deno.KvCommitResult | Deno.KvCommitError;

interface Waiting extends PromiseWithResolvers<Result> {
  part: Part;
}

/** The commits of one store. */
interface Queue {
  waiting: Waiting[];
  underWay: number;
}

/** Most mutations of a shared commit, and their size: well within what a store takes (`kv/limits.ts`). */
const MAX_MUTATIONS = 900;
const MAX_BYTES = 600_000;

/** Most commits under way at once: a store elsewhere takes several in the time that an answer needs. */
const MAX_UNDER_WAY = 8;

const queues = new WeakMap<Deno.Kv, Queue>();

/**
 * Commits a part: at once if no commit is under way, else with those that come meanwhile, because each commit waits for the
 * disk, and there is one at a time. A commit takes few checks: parts that fill one do not wait. When a shared commit is refused
 * or fails, each of its parts goes alone, so that no room makes another one lose.
 */
export function commitTogether(kv: Deno.Kv, part: Part): Promise<Result> {
  const queue = queues.get(kv) ?? { waiting: [], underWay: 0 };
  queues.set(kv, queue);
  const waiting = { part, ...Promise.withResolvers<Result>() };
  queue.waiting.push(waiting);
  commitNext(kv, queue);
  return waiting.promise;
}

function commitNext(kv: Deno.Kv, queue: Queue): void {
  while (queue.waiting.length > 0 && queue.underWay < MAX_UNDER_WAY) {
    const { group, rest, isFull } = nextGroup(queue.waiting, maxChecksOf(kv));
    if (queue.underWay > 0 && !isFull) return;
    queue.waiting = rest;
    queue.underWay++;
    void commitGroup(kv, group).finally(() => {
      queue.underWay--;
      commitNext(kv, queue);
    });
  }
}

/** Those that go together: in their order, one of each room, as many as a commit takes. */
function nextGroup(
  waiting: readonly Waiting[],
  maxChecks: number,
): { group: Waiting[]; rest: Waiting[]; isFull: boolean } {
  const rooms = new Set<string>();
  const group: Waiting[] = [];
  const rest: Waiting[] = [];
  let [checks, mutations, bytes] = [0, 0, 0];
  let isFull = false;
  for (const one of waiting) {
    const { part } = one;
    const { room } = part.change;
    const fits = checks + part.checks.length <= maxChecks && mutations + part.mutations <= MAX_MUTATIONS &&
      bytes + part.sizeBytes <= MAX_BYTES;
    isFull ||= group.length > 0 && !fits;
    if (isFull || rooms.has(room)) {
      rest.push(one);
      continue;
    }
    rooms.add(room);
    checks += part.checks.length;
    mutations += part.mutations;
    bytes += part.sizeBytes;
    group.push(one);
  }
  return { group, rest, isFull };
}

/** Never fails: the parts do. */
async function commitGroup(kv: Deno.Kv, group: readonly Waiting[]): Promise<void> {
  try {
    const result = await commitParts(kv, group.map(({ part }) => part));
    if (result.ok || group.length === 1) {
      for (const { resolve } of group) resolve(result);
      return;
    }
  } catch (error) {
    if (group.length === 1) return group[0]!.reject(error);
  }
  await Promise.all(group.map((one) => commitGroup(kv, [one])));
}

function commitParts(kv: Deno.Kv, parts: readonly Part[]): Promise<Result> {
  const commit = kv.atomic();
  for (const { checks, write } of parts) {
    commit.check(...checks);
    write(commit);
  }
  return commitChanges(kv, commit, parts.map(({ change }) => change));
}
