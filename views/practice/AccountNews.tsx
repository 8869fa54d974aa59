import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Button } from "../../components/Button.tsx";
import { Notice } from "../../components/Notice.tsx";
import type { Catalogue, Lang } from "../../i18n/mod.ts";
import { type JournalNews, practiceJournal } from "../../practice/journal/journal.ts";
import { readNames } from "../../practice/members/member_names.ts";
import { loadKey } from "../../practice/vault/key_store.ts";
import { ApiError, NetworkError } from "../../wire/client.ts";
import { JournalEntries } from "./JournalEntries.tsx";

interface AccountNewsProps {
  t: Pick<Catalogue["practice"], "journal" | "members" | "settings">;
  lang: Lang;
  practiceId: string;
}

/** Tells a member after the sign-in what concerned the account since the last time, until that is confirmed. */
export function AccountNews({ t, lang, practiceId }: AccountNewsProps) {
  const news = useSignal<JournalNews | undefined>(undefined);
  const names = useSignal<ReadonlyMap<string, string>>(new Map());

  async function load() {
    try {
      const kept = await loadKey(practiceId);
      await practiceJournal.send();
      const found = await practiceJournal.news(kept);
      if (found.entries.length > 0) names.value = await readNames(kept);
      news.value = found;
    } catch (error) {
      // The list tells that the server does not answer; the next visit asks again.
      if (!(error instanceof ApiError || error instanceof NetworkError)) throw error;
    }
  }
  useEffect(() => void load(), []);

  async function confirm(upTo: JournalNews["upTo"]) {
    news.value = undefined;
    await practiceJournal.confirm(await loadKey(practiceId), upTo);
  }

  if (!news.value) return null;
  const { entries, problem, upTo } = news.value;
  return (
    <>
      {problem && <Notice kind="error" code={`journal_${problem}`}>{t.journal.problems[problem]}</Notice>}
      {entries.length > 0 && (
        <Notice kind="warning" news>
          <p class="font-semibold mb-3">{t.journal.news}</p>
          <JournalEntries t={t} lang={lang} entries={entries} names={names.value} />
          <p class="mt-3">
            {t.journal.newsHint} <a href="/practice/security" class="underline">{t.journal.link}</a>
          </p>
          <div class="mt-3">
            <Button kind="secondary" onClick={() => void confirm(upTo)}>{t.journal.seen}</Button>
          </div>
        </Notice>
      )}
    </>
  );
}
