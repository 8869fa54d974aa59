import { formatDuration } from "../../i18n/duration.ts";
import { fill } from "../../i18n/fill.ts";
import type { Catalogue, Lang } from "../../i18n/mod.ts";
import type { ConsultationRow } from "./consultation_list.ts";
import { formatDay, formatTime } from "../dates.ts";

/** The state of a consultation in words. */
export function stateText(
  row: ConsultationRow,
  t: Catalogue["practice"]["list"],
  lang: Lang,
  nowMs: number,
): string {
  const { state } = row;
  switch (state.kind) {
    case "waiting": {
      const time = formatTime(state.sinceMs, lang);
      const waitedMs = nowMs - state.sinceMs;
      const text = waitedMs < 60_000
        ? fill(t.waiting, { time })
        : fill(t.waitingMinutes, { time, wait: formatDuration(waitedMs, lang) });
      return state.unproven ? fill(t.waitingUnproven, { waiting: text }) : text;
    }
    case "in_call":
      return t.inCall;
    case "host_present":
      return t.hostPresent;
    case "not_open": {
      const time = formatTime(state.opensAtMs, lang);
      return row.group === "today"
        ? fill(t.notOpen, { time })
        : fill(t.notOpenDay, { day: formatDay(state.opensAtMs, lang, nowMs), time });
    }
    case "expired":
      return t.expired;
    case "open":
      return t.open;
  }
}
