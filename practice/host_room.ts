import { encodeBase64Url, randomBytes } from "../e2ee/bytes.ts";
import { randomCodeSecret } from "../e2ee/codes.ts";
import {
  type GuessCounts,
  type GuessedMethod,
  MAX_FAILURES,
  readGuessCounts,
  storeGuessCounts,
} from "../e2ee/guesses.ts";
import { LINK_SECRET_BYTES } from "../e2ee/links.ts";
import type { PrivateConsultation, PrivateStore } from "./private_store.ts";

/**
 * How long a count waits for what takes it back: a handshake that succeeds is taken out of the budget and put back within
 * a moment, and the vault need not hear of that.
 */
export const SETTLE_MS = 2_000;

const NONE: GuessCounts = { code: 0, link: 0 };

export function failuresOf(record: PrivateConsultation): GuessCounts {
  return record.failures ? readGuessCounts(record.failures) : NONE;
}

/** How often a secret was replaced: guesses at the one before do not count for it. */
export function replacedOf(record: PrivateConsultation): GuessCounts {
  return record.replaced ? readGuessCounts(record.replaced) : NONE;
}

/** Has it been guessed at too often, as far as the practice's devices have told each other? */
export function isLocked(record: PrivateConsultation, method: GuessedMethod): boolean {
  return failuresOf(record)[method] >= MAX_FAILURES;
}

/**
 * Replaces a code or a link secret by a new one, once: who asks for the secret that is shown (`record`) to be replaced
 * gets the one that took its place meanwhile.
 */
export async function replaceSecret(
  store: PrivateStore,
  record: PrivateConsultation,
  method: GuessedMethod,
): Promise<PrivateConsultation | undefined> {
  const { practiceId, room } = record;
  const shown = replacedOf(record)[method];
  let { codeLength } = record;
  const change = (newest: PrivateConsultation): PrivateConsultation => {
    if (replacedOf(newest)[method] > shown) return newest;
    return {
      ...newest,
      ...(method === "code"
        ? { codeSecret: randomCodeSecret(codeLength), codeLength }
        : { linkSecret: encodeBase64Url(randomBytes(LINK_SECRET_BYTES)) }),
      replaced: storeGuessCounts({ ...replacedOf(newest), [method]: shown + 1 }),
      failures: storeGuessCounts({ ...failuresOf(newest), [method]: 0 }),
    };
  };
  if (method === "link") return await store.update(practiceId, room, change);
  const changed = await store.replaceCode(practiceId, room, change);
  // A deployment may hand out codes of another length by now: the secret has to fit the locator.
  const given = changed?.locator?.length === 6 ? 16 : 12;
  if (!changed || changed.codeLength === given) return changed;
  codeLength = given;
  return await store.update(
    practiceId,
    room,
    (newest) => ({ ...newest, codeSecret: randomCodeSecret(given), codeLength: given }),
  );
}

/** What the host's page of a room has to do with the vault. */
export interface HostRoom {
  /** As it was read last. */
  readonly record: PrivateConsultation;
  /** Reads again: another device may have replaced the code or counted guesses. What cannot be read stays as it was. */
  refresh(): Promise<void>;
  /** A handshake was taken out of the budget (1) or put back (-1); the practice's other devices will know. */
  count(method: GuessedMethod, by: 1 | -1): void;
  replace(method: GuessedMethod): Promise<PrivateConsultation>;
}

/** @throws {Error} what `PrivateStore.get` throws; undefined where there is no record. */
export async function openHostRoom(
  store: PrivateStore,
  practiceId: string,
  room: string,
  after: (delayMs: number, run: () => void) => void = setTimeout_,
): Promise<HostRoom | undefined> {
  const first = await store.get(practiceId, room);
  if (!first) return undefined;
  let record = first;
  /** What the vault has not heard of yet. */
  let untold = { ...NONE };
  let waiting = false;

  async function tell(): Promise<void> {
    waiting = false;
    const telling = untold;
    if (telling.code === 0 && telling.link === 0) return;
    untold = { ...NONE };
    try {
      const changed = await store.update(practiceId, room, (newest) => {
        const sum = (method: GuessedMethod) => Math.max(0, failuresOf(newest)[method] + telling[method]);
        return { ...newest, failures: storeGuessCounts({ code: sum("code"), link: sum("link") }) };
      });
      if (changed) record = changed;
    } catch {
      // This browser has counted by itself; the others hear of it with the next count.
      untold = { code: untold.code + telling.code, link: untold.link + telling.link };
    }
  }

  return {
    get record() {
      return record;
    },
    async refresh() {
      record = await store.get(practiceId, room).catch(() => undefined) ?? record;
    },
    count(method, by) {
      untold = { ...untold, [method]: untold[method] + by };
      if (waiting) return;
      waiting = true;
      after(SETTLE_MS, () => void tell());
    },
    async replace(method) {
      const changed = await replaceSecret(store, record, method);
      if (changed) record = changed;
      untold = { ...untold, [method]: 0 };
      return record;
    },
  };
}

function setTimeout_(delayMs: number, run: () => void): void {
  setTimeout(run, delayMs);
}
