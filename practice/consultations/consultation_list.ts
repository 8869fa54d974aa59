import { LIMITS } from "../../wire/limits.ts";
import { isAhead } from "../../wire/windows.ts";
import type { ConsultationSummary } from "../../wire/consultations.ts";
import { codeOf } from "./secrets.ts";
import { dayFormat } from "../dates.ts";
import type { PrivatePart } from "../vault/private_part.ts";

/** The state of a consultation; its kind is the list's `data-state`. */
type ConsultationState =
  /** `unproven`: of nobody who waits the server knows more than a locator. */
  | { kind: "waiting"; sinceMs: number; guests: number; unproven: boolean }
  | { kind: "in_call"; sinceMs: number; guests: number }
  /** Only the practitioner is in the room. */
  | { kind: "host_present" }
  | { kind: "open" }
  | { kind: "not_open"; opensAtMs: number }
  | { kind: "expired" };

type Group = "now" | "today" | "coming" | "past";

/** One consultation as the list shows it; without `record` if its private part cannot be opened. */
export interface ConsultationRow {
  summary: ConsultationSummary;
  record?: PrivatePart;
  state: ConsultationState;
  group: Group;
}

const GROUPS: readonly Group[] = ["now", "today", "coming", "past"];

/** A guest who is present was seen within this time: one held poll, one renewal of the seat, and some slack. */
const SEEN_WITHIN_MS = LIMITS.holdMs + LIMITS.seatSeenEveryMs + 20_000;

/** The state of a consultation at `nowMs` of the server's clock. */
export function stateOf(summary: ConsultationSummary, nowMs: number): ConsultationState {
  const present = summary.guests.filter(({ seenAtMs }) =>
    nowMs - seenAtMs <= SEEN_WITHIN_MS && !isAhead(seenAtMs, nowMs)
  );
  if (nowMs >= summary.expiresAtMs) return { kind: "expired" };
  const proven = present.filter((guest) => !guest.unproven);
  // Whom the host has answered is proven: strangers are in no call.
  const unproven = proven.length === 0;
  const guests = unproven && !summary.hostPresent ? present : proven;
  if (guests.length > 0) {
    const told = { sinceMs: Math.min(...guests.map((guest) => guest.joinedAtMs)), guests: guests.length };
    return summary.hostPresent ? { kind: "in_call", ...told } : { kind: "waiting", ...told, unproven };
  }
  if (summary.hostPresent) return { kind: "host_present" };
  return nowMs < summary.opensAtMs ? { kind: "not_open", opensAtMs: summary.opensAtMs } : { kind: "open" };
}

/** The rows of the list: waiting guests first, the longest wait in front; then calls; then by start. */
export function rowsOf(
  summaries: readonly ConsultationSummary[],
  records: ReadonlyMap<string, PrivatePart>,
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

/** The newest version of each private part, by room. */
export function versionsOf(summaries: readonly ConsultationSummary[]): Map<string, number> {
  return new Map(
    summaries.flatMap(({ room, privateVersion }) =>
      privateVersion === undefined ? [] : [[room, privateVersion]]
    ),
  );
}

/** The rows that match a filter: every word in name or note, or digits of the code. Works in the browser only. */
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

/** The public part of the code, if there is one. Prefers the one read together with the secret: only those two match. */
export function locatorOf(
  { record, summary }: Pick<ConsultationRow, "record" | "summary">,
): string | undefined {
  return summary.locator === undefined ? undefined : record?.locator ?? summary.locator;
}

/** Makes "Müller", "Mueller" and "MULLER" equal: names heard on the phone have no certain spelling. */
function fold(text: string): string {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ß", "ss");
  return plain.replace(/([aou])e/g, "$1");
}

export function isWaiting(row: ConsultationRow): boolean {
  return row.state.kind === "waiting";
}

/** Whether nobody who waits has proved more to the server than that they know a locator. */
export function isUnproven({ state }: ConsultationRow): boolean {
  return state.kind === "waiting" && state.unproven;
}
