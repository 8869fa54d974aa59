import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { realClock } from "../../browser/clock.ts";
import { holdInCall } from "../../browser/in_call.ts";
import { fill } from "../../i18n/fill.ts";
import type { Catalogue } from "../../i18n/mod.ts";
import { practiceApi } from "../../practice/api.ts";
import { ConsultationFeed } from "../../practice/consultations/consultation_feed.ts";
import {
  type ConsultationRow,
  isWaiting,
  rowsOf,
  versionsOf,
} from "../../practice/consultations/consultation_list.ts";
import { formatTime } from "../../practice/dates.ts";
import { practiceVault } from "../../practice/vault/vault.ts";

interface WaitingElsewhereProps {
  t: Catalogue["call"];
  lang: string;
  practiceId: string;
  /** The room of the running conversation. */
  room: string;
}

/** Who is waiting in the practice's other rooms, during a conversation; keeps all pages of this browser silent meanwhile. */
export function WaitingElsewhere({ t, lang, practiceId, room }: WaitingElsewhereProps) {
  const waiting = useSignal<readonly ConsultationRow[]>([]);
  useEffect(holdInCall, []);
  useEffect(() => {
    const waitingNow = (summaries: Parameters<typeof rowsOf>[0], records: Parameters<typeof rowsOf>[1]) =>
      rowsOf(summaries, records, { nowMs: realClock.nowMs() + offsetMs }).filter((row) =>
        isWaiting(row) && row.summary.room !== room
      );
    let offsetMs = 0;
    let records: Parameters<typeof rowsOf>[1] = new Map();
    const feed = new ConsultationFeed({
      async load(signal, tag) {
        const answer = await practiceApi.listConsultations(signal, tag);
        offsetMs = answer.serverNowMs - realClock.nowMs();
        const shown = waitingNow(answer.consultations, records).map(({ summary }) => summary);
        // Without the private part, the notice has no name.
        records = await practiceVault.getMany(practiceId, versionsOf(shown)).catch(() => records);
        return answer;
      },
      show({ answer }) {
        if (answer) waiting.value = waitingNow(answer.consultations, records);
      },
    });
    return () => feed.stop();
  }, []);
  const [next, ...others] = waiting.value;
  return (
    <p role="status" class="empty:hidden tag self-start" data-next>
      {next && fill(t.knock.next, {
        name: next.record?.name ?? t.knock.somebody,
        time: formatTime("sinceMs" in next.state ? next.state.sinceMs : next.summary.startsAtMs, lang),
      })}
      {others.length > 0 && ` (+${others.length})`}
    </p>
  );
}
