/**
 * The join page's script: checks name and code, takes a seat, goes to the room. It stands inline in the page, so that
 * the form works as soon as it is seen; before the first paint it does no more than listen to the form. Neither the
 * name nor the secret part of the code leave the browser.
 */
import { type AccessCode, formatAccessCode, parseAccessCode, readDigits } from "../../e2ee/codes.ts";
import { formatDuration } from "../../i18n/duration.ts";
import { fill } from "../../i18n/fill.ts";
import { isSameDay, momentText } from "../../i18n/moment.ts";
import { ApiError } from "../../wire/client.ts";
import type { GuestSeatAnswer } from "../../wire/rooms.ts";
import { type MissingCapability, missingCapability } from "../../browser/capabilities.ts";
import { preloadRoomWhenIdle } from "./preload_room.ts";
import { join, leave, makePeerId, storedSeatOf } from "../seats/guest_seats.ts";
import { saveSeat } from "../seats/stored_seat.ts";

/** What the page tells its script. */
export interface JoinPageData {
  codeLength: 12 | 16;
  errors: Readonly<Record<string, string>>;
  todayAt: string;
  dayAt: string;
  /** How dates are written. */
  locale: string;
  /** What the summary of problems is called; and when nothing is wrong, only too early. */
  summary: string;
  early: string;
  otherDay: string;
  busy: string;
  unsupported: string;
  insecure: string;
}

interface Problem {
  /** Stable; `data-error` in the page. */
  code: string;
  field?: HTMLInputElement;
  values?: Readonly<Record<string, string | number>>;
  /** Too early: how long until it may be tried again by itself, and whether that is today. */
  againMs?: number;
  isToday?: boolean;
}

/** Too early: tried again when it opens, and at the latest after this, as it may be moved or cancelled. */
const TRY_AGAIN_MS = 60_000;
/** Never more often than this, however near the opening is. */
const TRY_AT_MOST_EVERY_MS = 1_000;
/** What was typed, kept for this tab: a reload and a change of language lose nothing. */
const DRAFT_KEY = "vieraugen.join";

const byId = <Kind extends HTMLElement>(id: string) => document.getElementById(id) as Kind;
let readData: JoinPageData | undefined;
const data = () => readData ??= JSON.parse(byId("join-data").textContent!) as JoinPageData;
const nameField = byId<HTMLInputElement>("name");
const codeField = byId<HTMLInputElement>("code");
const button = byId<HTMLButtonElement>("submit");
const summary = byId("summary");
const status = byId("status");
let isBusy = false;
/** There while the page waits for the room to open, and asks by itself whether it has. */
let waiting: ReturnType<typeof setTimeout> | undefined;
/** The digits that are asked for, or waited for. */
let asked: string | undefined;
/** Counts what was tried: an answer leads nowhere once the code was changed, or somebody has pressed again. */
let tries = 0;

byId("join").addEventListener("submit", (event) => {
  event.preventDefault();
  if (!isBusy) void submit();
});
// Another code: nothing is asked or waited for any more, and what was said of the former one is over.
codeField.addEventListener("input", () => {
  if (asked === undefined || asked === readDigits(codeField.value)) return;
  stopWaiting();
  setBusy(false);
  show([]);
});
// A frame and a task later the page has been painted.
requestAnimationFrame(() => setTimeout(afterFirstPaint));

function afterFirstPaint(): void {
  restoreDraft();
  addEventListener("pagehide", keepDraft);
  // Back by the browser's button: the page is as it was left, so it is woken.
  addEventListener("pageshow", () => isBusy && setBusy(false));
  codeField.addEventListener("blur", () => {
    const digits = readDigits(codeField.value);
    if (digits) codeField.value = formatAccessCode(digits);
  });
  const missing = missingCapability(self);
  if (missing) warn(missing);
  else preloadRoomWhenIdle();
}

async function submit(): Promise<void> {
  stopWaiting();
  show([]);
  const name = nameField.value.trim();
  const code = parseAccessCode(codeField.value, data().codeLength);
  const problems: Problem[] = [];
  if (!name) problems.push({ code: "empty_name", field: nameField });
  if ("error" in code) problems.push({ code: code.error, field: codeField });
  if ("error" in code || problems.length) return show(problems);
  setBusy(true);
  asked = readDigits(codeField.value);
  await enter(name, code);
}

/** Takes a seat and goes to the room. `byItself`: nobody has pressed anything, the page has waited for the opening. */
async function enter(name: string, code: AccessCode, byItself = false): Promise<void> {
  const mine = tries;
  try {
    const [peerId, answer] = await takeSeat(code.locator);
    const { room, token } = answer;
    if (mine !== tries) return leave({ room, peerId, token });
    const person = { name, method: "code", secret: code.secret, peerId } as const;
    try {
      saveSeat(sessionStorage, storedSeatOf(answer, person, Date.now()));
    } catch {
      // The browser forbids it or has no room left: the next page could not know who comes.
      leave({ room, peerId, token });
      setBusy(false);
      return show([{ code: "storage" }]);
    }
    asked = undefined; // from here on the seat is used, whatever is typed
    location.assign(`/r/${room}`);
  } catch (error) {
    if (mine !== tries) return;
    setBusy(false);
    const problem = problemOf(error);
    const isPassing = byItself && ["network", "internal", "too_many_requests"].includes(problem.code);
    if (!isPassing && !(byItself && isShown(problem))) show([problem]);
    if (!isPassing && problem.againMs === undefined) return stopWaiting();
    const againMs = Math.max(TRY_AT_MOST_EVERY_MS, Math.min(TRY_AGAIN_MS, problem.againMs ?? TRY_AGAIN_MS));
    waiting = setTimeout(() => void enter(nameField.value.trim() || name, code, true), againMs);
  }
}

function stopWaiting(): void {
  tries++;
  clearTimeout(waiting);
  waiting = asked = undefined;
}

/** Asks for a seat; once more if another browser has drawn the same peerId. */
async function takeSeat(locator: string, isSecondTry = false): Promise<[string, GuestSeatAnswer]> {
  const peerId = makePeerId();
  try {
    return [peerId, await join({ locator, peerId })];
  } catch (error) {
    if (isSecondTry || !(error instanceof ApiError && error.code === "peer_id_taken")) throw error;
    return await takeSeat(locator, true);
  }
}

/** What the person is told of a failed try. */
function problemOf(error: unknown): Problem {
  if (!(error instanceof ApiError)) return { code: "network" };
  const { code, details } = error;
  switch (code) {
    case "consultation_unknown":
      return { code, field: codeField };
    case "not_open_yet": {
      const { opensAtMs = Date.now(), serverNowMs = Date.now() } = details;
      return {
        code,
        values: { time: momentText(opensAtMs, serverNowMs, data().locale, data()) },
        againMs: opensAtMs - serverNowMs,
        isToday: isSameDay(opensAtMs, serverNowMs),
      };
    }
    case "too_many_requests": {
      const retryAfterMs = details.retryAfterMs ?? 60_000;
      const unit = retryAfterMs > 90_000 ? "minute" : "second";
      return { code, values: { wait: formatDuration(retryAfterMs, data().locale, unit) } };
    }
    default:
      return { code: code in data().errors ? code : "internal" };
  }
}

/** Shows what is wrong, above the form and at the fields, and puts the focus there. None: clears it all. */
function show(problems: readonly Problem[]): void {
  for (const field of [nameField, codeField]) {
    byId(`${field.id}-error`)?.remove();
    field.removeAttribute("aria-invalid");
    field.setAttribute("aria-describedby", `${field.id}-hint`);
  }
  const items = problems.map((problem) => {
    const { code, field } = problem;
    const text = textOf(problem);
    const item = document.createElement("li");
    if (!field) {
      item.dataset["error"] = code;
      item.textContent = text;
      return item;
    }
    const link = document.createElement("a");
    link.href = `#${field.id}`;
    link.textContent = text;
    link.onclick = (event) => {
      event.preventDefault();
      field.focus();
    };
    item.append(link);
    const note = document.createElement("p");
    note.id = `${field.id}-error`;
    note.dataset["error"] = code;
    note.textContent = text;
    field.before(note);
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", `${field.id}-error ${field.id}-hint`);
    return item;
  });
  const early = problems.find(({ againMs }) => againMs !== undefined);
  const { summary: title, early: earlyTitle, otherDay } = data();
  summary.toggleAttribute("data-calm", early !== undefined);
  summary.querySelector("h2")!.textContent = !early ? title : early.isToday ? earlyTitle : otherDay;
  summary.querySelector("ul")!.replaceChildren(...items);
  summary.hidden = items.length === 0;
  if (items.length) summary.focus();
}

function textOf({ code, values }: Problem): string {
  const digits = { digits: data().codeLength, typed: readDigits(codeField.value)?.length ?? 0 };
  return fill(data().errors[code]!, { ...digits, ...values });
}

/** Said again, it would be heard again. */
function isShown(problem: Problem): boolean {
  return summary.querySelector("ul")!.textContent === textOf(problem);
}

function setBusy(busy: boolean): void {
  isBusy = busy;
  button.setAttribute("aria-disabled", String(busy));
  button.setAttribute("aria-busy", String(busy));
  status.textContent = busy ? data().busy : "";
}

/** This browser will not be able to hold the call: better said now. */
function warn(code: MissingCapability): void {
  const notice = byId("warning");
  notice.dataset["error"] = code;
  notice.lastElementChild!.textContent = data()[code];
  notice.hidden = false;
}

function keepDraft(): void {
  try {
    sessionStorage.setItem(DRAFT_KEY, JSON.stringify([nameField.value, codeField.value]));
  } catch {
    // A browser that keeps nothing: then a reload loses what was typed.
  }
}

function restoreDraft(): void {
  try {
    const draft: unknown = JSON.parse(sessionStorage.getItem(DRAFT_KEY) ?? "[]");
    const [name, code] = draft as [string?, string?];
    nameField.value ||= name ?? "";
    codeField.value ||= code ?? "";
  } catch {
    // As above; or somebody else's data under our key.
  }
}
