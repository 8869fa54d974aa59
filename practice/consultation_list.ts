import { LIMITS } from "../wire/limits.ts";
import type { ConsultationSummary } from "../wire/practice.ts";
import { dayFormat } from "./dates.ts";
import { codeOf } from "./invitation.ts";
import type { PrivateConsultation } from "./private_store.ts";

/** What is going on in a consultation; `data-state` in the list. */
export type ConsultationState =
  | { kind: "waiting"; sinceMs: number; guests: number }
  | { kind: "in_call"; sinceMs: number; guests: number }
  /** The practitioner is in the room, nobody else. */
  | { kind: "host_present" }
  | { kind: "open" }
  | { kind: "not_open"; opensAtMs: number }
  | { kind: "expired" };

export type Group = "now" | "today" | "coming" | "past";

/** One consultation as the list shows it. `record` is missing when another browser made it. */
export interface ConsultationRow {
  summary: ConsultationSummary;
  record?: PrivateConsultation;
  state: ConsultationState;
  group: Group;
}

const GROUPS: readonly Group[] = ["now", "today", "coming", "past"];

/** A living client was seen at most this long ago: one hold, one renewal and some slack. */
const SEEN_WITHIN_MS = LIMITS.holdMs + LIMITS.seatSeenEveryMs + 20_000;

/** What is going on, at `nowMs` of the server's clock. */
export function stateOf(summary: ConsultationSummary, nowMs: number): ConsultationState {
  const guests = summary.guests.filter((guest) => nowMs - guest.seenAtMs <= SEEN_WITHIN_MS);
  if (nowMs >= summary.expiresAtMs) return { kind: "expired" };
  if (guests.length > 0) {
    const sinceMs = Math.min(...guests.map((guest) => guest.joinedAtMs));
    return { kind: summary.hostPresent ? "in_call" : "waiting", sinceMs, guests: guests.length };
  }
  if (summary.hostPresent) return { kind: "host_present" };
  return nowMs < summary.opensAtMs ? { kind: "not_open", opensAtMs: summary.opensAtMs } : { kind: "open" };
}

/** The rows of the list: whoever waits in front (longest first), then calls, then by start. */
export function rowsOf(
  summaries: readonly ConsultationSummary[],
  records: ReadonlyMap<string, PrivateConsultation>,
  { nowMs, timeZone }: { nowMs: number; timeZone?: string },
): ConsultationRow[] {
  const day = dayFormat(timeZone);
  const today = day.format(nowMs);
  const rows = summaries.map((summary): ConsultationRow => {
    const state = stateOf(summary, nowMs);
    const starts = day.format(summary.startsAtMs);
    const record = records.get(summary.room);
    return {
      summary,
      ...(record ? { record } : {}),
      state,
      group: isLive(state) ? "now" : starts === today ? "today" : starts > today ? "coming" : "past",
    };
  });
  return rows.sort((a, b) =>
    GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group) ||
    RANK[a.state.kind] - RANK[b.state.kind] ||
    sinceOf(a.state) - sinceOf(b.state) ||
    a.summary.startsAtMs - b.summary.startsAtMs ||
    (a.summary.room < b.summary.room ? -1 : 1)
  );
}

const RANK: Record<ConsultationState["kind"], number> = {
  waiting: 0,
  in_call: 1,
  host_present: 2,
  open: 3,
  not_open: 3,
  expired: 3,
};

function isLive({ kind }: ConsultationState): boolean {
  return RANK[kind] < RANK.open;
}

function sinceOf(state: ConsultationState): number {
  return "sinceMs" in state ? state.sinceMs : 0;
}

/** The newest private part of each, for whoever wants to read them. */
export function versionsOf(summaries: readonly ConsultationSummary[]): Map<string, number> {
  return new Map(
    summaries.flatMap(({ room, privateVersion }) =>
      privateVersion === undefined ? [] : [[room, privateVersion]]
    ),
  );
}

/** The rows that fit what was typed: every word in name or note, or digits of the code. All of it stays here. */
export function filterRows(rows: readonly ConsultationRow[], filter: string): ConsultationRow[] {
  const words = fold(filter).split(/\s+/).filter((word) => word !== "");
  const digits = filter.replace(/\D/g, "");
  const isCode = digits.length >= 3 && !/\p{L}/u.test(filter);
  return rows.filter((row) => {
    const { record } = row;
    if (words.length === 0) return true;
    const text = fold(`${record?.name ?? ""} ${record?.note ?? ""}`);
    if (words.every((word) => text.includes(word))) return true;
    if (!isCode) return false;
    const locator = locatorOf(row);
    const code = record ? codeOf(record, locator) : locator;
    return code?.includes(digits) ?? false;
  });
}

/** The public part of the code, if there is one: as it was read with the secret, for only those two belong together. */
export function locatorOf(
  { record, summary }: Pick<ConsultationRow, "record" | "summary">,
): string | undefined {
  return summary.locator === undefined ? undefined : record?.locator ?? summary.locator;
}

/** "Müller", "Mueller" and "MULLER" are one: a telephone does not say how a name is spelled. */
function fold(text: string): string {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ß", "ss");
  return plain.replace(/([aou])e/g, "$1");
}

export function isWaiting(row: ConsultationRow): boolean {
  return row.state.kind === "waiting";
}
