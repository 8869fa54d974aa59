import { Button } from "../../components/Button.tsx";
import { fill } from "../../i18n/fill.ts";
import type { Catalogue, Lang } from "../../i18n/mod.ts";
import { formatTime } from "../../practice/dates.ts";
import type { ConsultationSummary } from "../../wire/consultations.ts";

interface UnprovenGuestsProps {
  t: Catalogue["practice"]["list"]["unproven"];
  lang: Lang;
  guests: ConsultationSummary["guests"];
  busy: boolean;
  /** Without a peerId: all of them. */
  onEnd: (peerId?: string) => void;
}

/** Who has a seat by a code that nobody has checked yet, and how to end these seats, one by one or all. */
export function UnprovenGuests({ t, lang, guests, busy, onEnd }: UnprovenGuestsProps) {
  const unproven = guests.filter((guest) => guest.unproven);
  if (unproven.length === 0) return null;
  return (
    <section aria-label={t.title} class="flex flex-col gap-3 border-t border-line pt-3" data-unproven>
      <p class="font-semibold">{t.title}</p>
      <p class="text-muted">{t.hint}</p>
      <ul class="flex flex-col gap-2">
        {unproven.map(({ peerId, joinedAtMs }) => (
          <li key={peerId} class="flex flex-wrap items-center gap-x-5">
            <span id={`since-${peerId}`} class="tabular-nums">
              {fill(t.since, { time: formatTime(joinedAtMs, lang) })}
            </span>
            <button
              type="button"
              class="inline-flex items-center min-h-12 px-1 text-accent underline"
              aria-describedby={`since-${peerId}`}
              onClick={() =>
                onEnd(peerId)}
            >
              {t.end}
            </button>
          </li>
        ))}
      </ul>
      {unproven.length > 1 && (
        <div>
          <Button kind="secondary" busy={busy} onClick={() => onEnd()}>{t.endAll}</Button>
        </div>
      )}
    </section>
  );
}
