/**
 * The join page's script: checks name and code, takes a seat and opens the room. It is inline in the page, so that the
 * form works as soon as it is visible; before the first paint it only adds listeners. The name and the secret part of
 * the code never leave the browser.
 */
import { type AccessCode, formatAccessCode, parseAccessCode, readDigits } from "../../e2ee/codes.ts";
import { formatDuration } from "../../i18n/duration.ts";
import { fill } from "../../i18n/fill.ts";
import { ApiError } from "../../wire/client.ts";
import type { GuestSeatAnswer } from "../../wire/rooms.ts";
import { type MissingCapability, missingCapability } from "../../browser/capabilities.ts";
import { preloadRoomWhenIdle } from "./preload_room.ts";
import { join, leave, makePeerId, storedSeatOf } from "../seats/guest_seats.ts";
import { saveSeat } from "../seats/stored_seat.ts";

/** The data that the page is rendered with for this script. */
interface JoinPageData {
  codeLength: 12 | 16;
  errors: Readonly<Record<string, string>>;
  /** The locale for durations. */
  locale: string;
  busy: string;
  unsupported: string;
  insecure: string;
}

interface Problem {
  /** Stable; `data-error` in the page. */
  code: string;
  field?: HTMLInputElement;
  values?: Readonly<Record<string, string | number>>;
  /** The page tries again by itself. */
  passes?: true;
}

/** The time between tries with a code that is not valid, or not yet: the server tells no difference. */
const TRY_AGAIN_MS = 60_000;
/** Where the tab keeps what was typed, for a reload or a change of language. */
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
/** The timer of the next try, while the page waits for the room to open. */
let waiting: ReturnType<typeof setTimeout> | undefined;
/** The code of the current try or wait, in digits. */
let asked: string | undefined;
/** Counts the tries. The answer to an older try is ignored: the code was changed, or the button was pressed again. */
let tries = 0;

byId("join").addEventListener("submit", (event) => {
  event.preventDefault();
  if (!isBusy) void submit();
});
// The code was changed: stop trying, and clear the messages about the former one.
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
  // A page from the back-forward cache may have been left busy.
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

/** Takes a seat and opens the room. `byItself`: a try of the waiting page, not of the person. */
async function enter(name: string, code: AccessCode, byItself = false): Promise<void> {
  const mine = tries;
  try {
    const [peerId, answer] = await takeSeat(code.locator);
    const { room, token } = answer;
    if (mine !== tries) return leave({ room, peerId, token });
    const { locator, secret } = code;
    const person = { name, method: "code", locator, secret, peerId } as const;
    try {
      saveSeat(sessionStorage, storedSeatOf(answer, person, Date.now()));
    } catch {
      // Storage is forbidden or full: the room's page would not know who comes.
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
    const isPassing = byItself &&
      ["network", "unavailable", "internal", "too_many_requests"].includes(problem.code);
    if (!isPassing && !(byItself && isShown(problem))) show([problem]);
    if (!isPassing && !problem.passes) return stopWaiting();
    waiting = setTimeout(() => void enter(nameField.value.trim() || name, code, true), TRY_AGAIN_MS);
  }
}

function stopWaiting(): void {
  tries++;
  clearTimeout(waiting);
  waiting = asked = undefined;
}

/** Takes a seat; tries once more if the peer id is taken. */
async function takeSeat(locator: string, isSecondTry = false): Promise<[string, GuestSeatAnswer]> {
  const peerId = makePeerId();
  try {
    return [peerId, await join({ locator, peerId })];
  } catch (error) {
    if (isSecondTry || !(error instanceof ApiError && error.code === "peer_id_taken")) throw error;
    return await takeSeat(locator, true);
  }
}

/** The problem to show for a failed try. */
function problemOf(error: unknown): Problem {
  if (!(error instanceof ApiError)) return { code: "network" };
  const { code, details } = error;
  switch (code) {
    case "consultation_unknown":
      return { code, field: codeField, passes: true };
    case "too_many_requests": {
      const retryAfterMs = details.retryAfterMs ?? 60_000;
      const unit = retryAfterMs > 90_000 ? "minute" : "second";
      return { code, values: { wait: formatDuration(retryAfterMs, data().locale, unit) } };
    }
    default:
      return { code: code in data().errors ? code : "internal" };
  }
}

/** Shows problems in the summary and at their fields, and focuses the summary; with none, clears everything. */
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
  summary.querySelector("ul")!.replaceChildren(...items);
  summary.hidden = items.length === 0;
  if (items.length) summary.focus();
}

function textOf({ code, values }: Problem): string {
  const digits = { digits: data().codeLength, typed: readDigits(codeField.value)?.length ?? 0 };
  return fill(data().errors[code]!, { ...digits, ...values });
}

/** True if the problem is shown already; showing it again would make screen readers repeat it. */
function isShown(problem: Problem): boolean {
  return summary.querySelector("ul")!.textContent === textOf(problem);
}

function setBusy(busy: boolean): void {
  isBusy = busy;
  button.setAttribute("aria-disabled", String(busy));
  button.setAttribute("aria-busy", String(busy));
  status.textContent = busy ? data().busy : "";
}

/** Warns early that this browser cannot hold a call. */
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
    // Without storage a reload loses what was typed.
  }
}

function restoreDraft(): void {
  try {
    const draft: unknown = JSON.parse(sessionStorage.getItem(DRAFT_KEY) ?? "[]");
    const [name, code] = draft as [string?, string?];
    nameField.value ||= name ?? "";
    codeField.value ||= code ?? "";
  } catch {
    // No storage, or foreign data under this key.
  }
}
