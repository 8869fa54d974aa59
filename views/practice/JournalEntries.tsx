import type { Catalogue, Lang } from "../../i18n/mod.ts";
import { formatMoment } from "../../practice/dates.ts";
import type { ReadEntry } from "../../practice/journal/journal.ts";
import { entryText } from "../../practice/journal/journal_text.ts";

interface JournalEntriesProps {
  t: Pick<Catalogue["practice"], "journal" | "members" | "settings">;
  lang: Lang;
  entries: readonly ReadEntry[];
  /** By member. */
  names: ReadonlyMap<string, string>;
}

/** Entries of the security record as sentences, each with its time. */
export function JournalEntries({ t, lang, entries, names }: JournalEntriesProps) {
  if (entries.length === 0) return null;
  const texts = { t: t.journal, roles: t.members.roles, unknownDevice: t.settings.unknownDevice };
  return (
    <ol class="flex flex-col gap-4">
      {entries.map((entry) => (
        <li key={`${entry.chain} ${entry.n}`} data-entry={entry.event?.kind ?? "unreadable"}>
          <span class="block break-words">{entryText(entry, names, texts)}</span>
          <span class="block text-muted">
            {formatMoment(entry.atMs, lang)}
            {entry.chain === "server" && `, ${t.journal.byServer}`}
          </span>
        </li>
      ))}
    </ol>
  );
}
