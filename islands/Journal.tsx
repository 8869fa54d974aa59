import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Notice } from "../components/Notice.tsx";
import type { Catalogue, Lang } from "../i18n/mod.ts";
import { practiceJournal, type ReadJournal } from "../practice/journal/journal.ts";
import { readNames } from "../practice/members/member_names.ts";
import { type Problem, problemOf } from "../practice/problem.ts";
import { loadKey } from "../practice/vault/key_store.ts";
import { JournalEntries } from "../views/practice/JournalEntries.tsx";
import { ProblemNotice } from "../views/practice/ProblemNotice.tsx";

interface JournalProps {
  t: Pick<Catalogue["practice"], "journal" | "errors" | "members" | "settings">;
  lang: Lang;
  practiceId: string;
}

/** The practice's security record, opened in this browser. */
export default function Journal({ t, lang, practiceId }: JournalProps) {
  const read = useSignal<ReadJournal | undefined>(undefined);
  const names = useSignal<ReadonlyMap<string, string>>(new Map());
  const problem = useSignal<Problem | undefined>(undefined);

  async function load() {
    try {
      const kept = await loadKey(practiceId);
      await practiceJournal.send();
      names.value = await readNames(kept);
      read.value = await practiceJournal.read(kept);
    } catch (error) {
      problem.value = problemOf(error);
    }
  }
  useEffect(() => void load(), []);

  const entries = read.value?.entries ?? [];
  const found = read.value?.problem;
  return (
    <div class="flex flex-col gap-6" data-journal={read.value ? "ready" : "loading"}>
      <ProblemNotice problem={problem.value} errors={t.errors} lang={lang} />
      {found && <Notice kind="error" code={`journal_${found}`}>{t.journal.problems[found]}</Notice>}
      {!read.value && !problem.value && <p role="status" class="text-muted">{t.journal.loading}</p>}
      {read.value && entries.length === 0 && <p class="text-muted">{t.journal.empty}</p>}
      <JournalEntries t={t} lang={lang} entries={entries} names={names.value} />
    </div>
  );
}
