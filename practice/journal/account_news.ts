import { ApiError, NetworkError } from "../../wire/client.ts";
import { StorageUnavailableError, VaultLockedError } from "../errors.ts";
import { readNames } from "../members/member_names.ts";
import { type KeptKey, loadKey } from "../vault/key_store.ts";
import { type Journal, type JournalNews, practiceJournal } from "./journal.ts";

/** What a member is told of the account, with the names of those who are named in it. */
export interface AccountNews extends JournalNews {
  names: ReadonlyMap<string, string>;
}

interface NewsPorts {
  journal: Pick<Journal, "send" | "news" | "confirm">;
  loadKey(practiceId: string): Promise<KeptKey>;
  readNames(kept: KeptKey): Promise<ReadonlyMap<string, string>>;
}

const inThisBrowser: NewsPorts = { journal: practiceJournal, loadKey, readNames };

/**
 * Reads the news of the account. Undefined without an answer, this browser's storage or the key: the list tells why, and the
 * next visit asks again.
 */
export async function readAccountNews(
  practiceId: string,
  { journal, loadKey, readNames }: NewsPorts = inThisBrowser,
): Promise<AccountNews | undefined> {
  try {
    const kept = await loadKey(practiceId);
    await journal.send();
    const news = await journal.news(kept);
    return { ...news, names: news.entries.length > 0 ? await readNames(kept) : new Map() };
  } catch (error) {
    if (!isToldByList(error)) throw error;
    return undefined;
  }
}

/** Notes that the member was told. False if it cannot be stored here: then it is told again. */
export async function confirmAccountNews(
  practiceId: string,
  { upTo }: Pick<JournalNews, "upTo">,
  { journal, loadKey }: NewsPorts = inThisBrowser,
): Promise<boolean> {
  try {
    await journal.confirm(await loadKey(practiceId), upTo);
    return true;
  } catch (error) {
    if (!isToldByList(error)) throw error;
    return false;
  }
}

function isToldByList(error: unknown): boolean {
  return [ApiError, NetworkError, StorageUnavailableError, VaultLockedError]
    .some((kind) => error instanceof kind);
}
