import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Button } from "../../components/Button.tsx";
import { Notice } from "../../components/Notice.tsx";
import type { Catalogue, Lang } from "../../i18n/mod.ts";
import {
  type AccountNews as News,
  confirmAccountNews,
  readAccountNews,
} from "../../practice/journal/account_news.ts";
import { JournalEntries } from "./JournalEntries.tsx";

interface AccountNewsProps {
  t: Pick<Catalogue["practice"], "journal" | "members" | "settings">;
  lang: Lang;
  practiceId: string;
}

/** Tells a member after the sign-in what concerned the account since the last time, until that is confirmed. */
export function AccountNews({ t, lang, practiceId }: AccountNewsProps) {
  const news = useSignal<News | undefined>(undefined);

  async function load() {
    news.value = await readAccountNews(practiceId);
  }
  useEffect(() => void load(), []);

  async function confirm(told: News) {
    news.value = undefined;
    if (!await confirmAccountNews(practiceId, told)) news.value = told;
  }

  const told = news.value;
  if (!told) return null;
  const { entries, problem, names } = told;
  return (
    <>
      {problem && <Notice kind="error" code={`journal_${problem}`}>{t.journal.problems[problem]}</Notice>}
      {entries.length > 0 && (
        <Notice kind="warning" news>
          <p class="font-semibold mb-3">{t.journal.news}</p>
          <JournalEntries t={t} lang={lang} entries={entries} names={names} />
          <p class="mt-3">
            {t.journal.newsHint} <a href="/practice/security" class="underline">{t.journal.link}</a>
          </p>
          <div class="mt-3">
            <Button kind="secondary" onClick={() => void confirm(told)}>{t.journal.seen}</Button>
          </div>
        </Notice>
      )}
    </>
  );
}
