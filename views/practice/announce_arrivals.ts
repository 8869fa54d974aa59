import { isInCall } from "../../browser/in_call.ts";
import { playChime } from "../../browser/chime.ts";
import { notify } from "../../browser/notifications.ts";
import { fill } from "../../i18n/fill.ts";
import type { Catalogue, Lang } from "../../i18n/mod.ts";
import { type ConsultationRow, isUnproven } from "../../practice/consultations/consultation_list.ts";
import { formatTime } from "../../practice/dates.ts";

type Texts = Catalogue["practice"]["list"];

/** Announces arrived guests: in the page, by a sound, and by notifications; during a call only in the page (R5). */
export async function announceArrivals(
  arrived: readonly ConsultationRow[],
  { t, lang, tell }: { t: Texts; lang: Lang; tell: (text: string) => void },
): Promise<void> {
  if (arrived.length === 0) return;
  tell(arrived.map((row) => announcement(row, t, lang)).join(" "));
  if (await isInCall()) return;
  void playChime();
  if (document.hasFocus()) return;
  for (const { summary: { room, startsAtMs } } of arrived) {
    // Without the name: the system may show it on a locked screen, and store it.
    notify(fill(t.announceUnnamed, { time: formatTime(startsAtMs, lang) }), t.notifyTitle, room);
  }
}

function announcement(row: ConsultationRow, t: Texts, lang: Lang): string {
  const { record, summary } = row;
  return record
    ? fill(isUnproven(row) ? t.announceUnproven : t.announceWaiting, { name: record.name })
    : fill(t.announceUnnamed, { time: formatTime(summary.startsAtMs, lang) });
}
