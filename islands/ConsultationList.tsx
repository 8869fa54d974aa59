import { effect, useComputed, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Button } from "../components/Button.tsx";
import { Notice } from "../components/Notice.tsx";
import { TextField } from "../components/TextField.tsx";
import { formatAccessCode } from "../e2ee/codes.ts";
import { fill } from "../i18n/fill.ts";
import type { Catalogue, Lang } from "../i18n/mod.ts";
import { ApiError, NetworkError } from "../wire/client.ts";
import type { ConsultationListAnswer, MemberRole } from "../wire/practice.ts";
import { practiceApi } from "../practice/api.ts";
import { type Feed, type FeedState, startFeed } from "../practice/consultation_feed.ts";
import {
  type ConsultationRow,
  filterRows,
  GROUPS,
  isWaiting,
  locatorOf,
  newlyWaiting,
  rowsOf,
} from "../practice/consultation_list.ts";
import { formatDay, formatTime } from "../practice/dates.ts";
import { type GuessedMethod, isLocked, replaceSecret } from "../practice/host_room.ts";
import { codeOf } from "../practice/invitation.ts";
import type { PrivateConsultation } from "../practice/private_store.ts";
import { formatSpan, type Problem, problemOf, sentenceOf } from "../practice/problem.ts";
import { signOut } from "../practice/sign_in.ts";
import { privateStore } from "../practice/vault.ts";

export interface ConsultationListProps {
  t: Catalogue["practice"]["list"];
  errors: Catalogue["practice"]["errors"];
  lang: Lang;
  practiceId: string;
  /** Of whoever is signed in: an assistant opens no rooms. */
  role: MemberRole;
}

/** The practice's consultations, live. Names and notes are opened here, in the browser. */
export default function ConsultationList({ t, errors, lang, practiceId, role }: ConsultationListProps) {
  const feedState = useSignal<FeedState>({ status: "loading", clockOffsetMs: 0 });
  const records = useSignal<ReadonlyMap<string, PrivateConsultation>>(new Map());
  /** Why names cannot be shown. */
  const sealed = useSignal<Problem | undefined>(undefined);
  const shownAtMs = useSignal(0);
  const filter = useSignal("");
  const told = useSignal("");
  const cancelled = useSignal<ReadonlySet<string>>(new Set());
  // Here, and not with each item: one that moves to another group is drawn anew, and its code must stay.
  const codesShown = useSignal<ReadonlySet<string>>(new Set());
  const feed = useRef<Feed | undefined>(undefined);
  const heading = useRef<HTMLHeadingElement>(null);

  const rows = useComputed(() =>
    rowsOf(
      (feedState.value.answer?.consultations ?? []).filter(({ room }) => !cancelled.value.has(room)),
      records.value,
      { nowMs: shownAtMs.value + feedState.value.clockOffsetMs },
    )
  );
  const found = useComputed(() => filterRows(rows.value, filter.value));

  useEffect(() => {
    const readPrivate = async ({ consultations }: ConsultationListAnswer) => {
      const versions = new Map(
        consultations.flatMap(({ room, privateVersion }) =>
          privateVersion === undefined ? [] : [[room, privateVersion]]
        ),
      );
      try {
        records.value = await privateStore.getMany(practiceId, versions);
        // A member was removed, and whoever did it could not finish.
        void privateStore.reseal(practiceId).catch(() => {});
        sealed.value = undefined;
      } catch (error) {
        // Without names the list is still worth having; what the server did not answer is asked again.
        if (error instanceof ApiError || error instanceof NetworkError) throw error;
        sealed.value = problemOf(error);
      }
    };
    let before: readonly ConsultationRow[] | undefined;
    const running = feed.current = startFeed({
      async load(signal) {
        const answer = await practiceApi.listConsultations(signal);
        await readPrivate(answer);
        return answer;
      },
      show(state) {
        if (state.status === "signed_out") return location.reload(); // the server shows the sign-in
        shownAtMs.value = Date.now();
        feedState.value = state;
        const arrived = newlyWaiting(before, rows.value);
        if (arrived.length > 0) told.value = arrived.map(announcement).join(" ");
        if (state.answer) before = rows.value;
      },
      nowMs: Date.now,
      after: (delayMs, run) => {
        const timer = setTimeout(run, delayMs);
        return () => clearTimeout(timer);
      },
      random: Math.random,
    }, document.visibilityState === "visible");
    const visible = () => running.setVisible(document.visibilityState === "visible");
    addEventListener("visibilitychange", visible);
    addEventListener("online", running.refresh);
    return () => {
      running.stop();
      removeEventListener("visibilitychange", visible);
      removeEventListener("online", running.refresh);
    };
  }, []);

  // No name in the title: it stands in the browser's history.
  useEffect(() => {
    const title = document.title;
    const stop = effect(() => {
      const count = rows.value.filter(isWaiting).length;
      document.title = count > 0 ? fill(t.titleWaiting, { count, title }) : title;
    });
    return () => {
      stop();
      document.title = title;
    };
  }, []);

  function announcement({ record, summary }: ConsultationRow): string {
    return record
      ? fill(t.announceWaiting, { name: record.name })
      : fill(t.announceUnnamed, { time: formatTime(summary.startsAtMs, lang) });
  }

  function showCode(room: string, shown: boolean): void {
    const others = [...codesShown.value].filter((other) => other !== room);
    codesShown.value = new Set(shown ? [...others, room] : others);
  }

  async function cancel({ summary: { room }, record }: ConsultationRow) {
    await practiceApi.cancelConsultation(room).catch((error) => {
      if (problemOf(error).code !== "consultation_unknown") throw error; // gone is what was wanted
    });
    cancelled.value = new Set([...cancelled.value, room]);
    told.value = fill(t.cancelled, { name: record?.name ?? t.unreadable });
    heading.current?.focus();
  }

  async function signInAgain() {
    try {
      await signOut();
      location.reload(); // the server shows the sign-in
    } catch (error) {
      sealed.value = problemOf(error);
    }
  }

  const { status, answer, clockOffsetMs } = feedState.value;
  const nowMs = shownAtMs.value + clockOffsetMs;
  const total = rows.value.length;
  return (
    <section
      aria-labelledby="consultations-title"
      aria-busy={status === "loading"}
      data-feed={status}
      class="flex flex-col gap-6"
    >
      <div class="flex flex-wrap items-center justify-between gap-4">
        <h1
          id="consultations-title"
          ref={heading}
          tabIndex={-1}
          class="text-2xl sm:text-3xl font-semibold leading-tight"
        >
          {t.title}
        </h1>
        <Button kind="primary" href="/practice/new">{t.create}</Button>
      </div>
      <p role="status" class={told.value ? "font-semibold" : "sr-only"}>{told.value}</p>
      <FeedLine
        t={t}
        errors={errors}
        lang={lang}
        state={feedState.value}
        onRetry={() => feed.current?.refresh()}
      />
      {sealed.value && (
        <Notice kind="error" code={sealed.value.code}>
          <p>{sentenceOf(sealed.value, errors, lang)}</p>
          {sealed.value.code === "vault_locked" && (
            <div class="mt-3">
              <Button kind="secondary" onClick={signInAgain}>{t.signInAgain}</Button>
            </div>
          )}
        </Notice>
      )}
      {total > 3 && (
        <TextField
          name="filter"
          type="search"
          label={t.filter}
          hint={t.filterHint}
          autoComplete="off"
          spellcheck={false}
          value={filter.value}
          onInput={(event) => filter.value = event.currentTarget.value}
        />
      )}
      {filter.value.trim() !== "" && (
        <p role="status">
          {found.value.length === 0 ? t.nothingFound : fill(t.found, { count: found.value.length, total })}
        </p>
      )}
      {answer && total === 0 && (
        <div data-empty class="p-8 rounded-2xl bg-card border border-line text-center">
          <p class="text-xl font-semibold">{t.empty}</p>
          <p class="mt-2 text-muted">{t.emptyHint}</p>
        </div>
      )}
      {GROUPS.map((group) => {
        const shown = found.value.filter((row) => row.group === group);
        return shown.length > 0 && (
          <section key={group} aria-labelledby={`group-${group}`} data-group={group}>
            <h2 id={`group-${group}`} class="mb-3 text-lg font-semibold text-muted">{t[group]}</h2>
            <ul class="flex flex-col gap-3">
              {shown.map((row) => (
                <ConsultationItem
                  key={row.summary.room}
                  t={t}
                  errors={errors}
                  lang={lang}
                  row={row}
                  role={role}
                  nowMs={nowMs}
                  codeShown={codesShown.value.has(row.summary.room)}
                  onShowCode={(shown) => showCode(row.summary.room, shown)}
                  onCancel={cancel}
                  onChange={() => feed.current?.refresh()}
                />
              ))}
            </ul>
          </section>
        );
      })}
    </section>
  );
}

interface FeedLineProps extends Pick<ConsultationListProps, "t" | "errors" | "lang"> {
  state: FeedState;
  onRetry: () => void;
}

/** How fresh the list is. Told when it changes between fresh and stale, not with each answer. */
function FeedLine({ t, errors, lang, state, onRetry }: FeedLineProps) {
  const { status, answer, clockOffsetMs, problem } = state;
  if (status === "loading") return <p role="status" class="text-muted">{t.loading}</p>;
  const time = answer && formatTime(answer.serverNowMs - clockOffsetMs, lang);
  if (status === "online") return <p class="text-muted">{fill(t.online, { time: time ?? "" })}</p>;
  return (
    <Notice kind="error" code={problem?.code ?? "network"}>
      <p>{time ? fill(t.offline, { time }) : t.offlineEmpty}</p>
      {problem && problem.code !== "network" && <p>{sentenceOf(problem, errors, lang)}</p>}
      <div class="mt-3">
        <Button kind="secondary" onClick={onRetry}>{t.retry}</Button>
      </div>
    </Notice>
  );
}

interface ConsultationItemProps extends Pick<ConsultationListProps, "t" | "errors" | "lang" | "role"> {
  row: ConsultationRow;
  nowMs: number;
  codeShown: boolean;
  onShowCode: (shown: boolean) => void;
  onCancel: (row: ConsultationRow) => Promise<void>;
  /** Something is new on the server. */
  onChange: () => void;
}

/** One consultation. Its buttons have the same names everywhere; the description says whose they are. */
function ConsultationItem(props: ConsultationItemProps) {
  const { t, errors, lang, row, nowMs, codeShown, onShowCode, onCancel, onChange, role } = props;
  const { summary, record, state } = row;
  const lockedMethod = record && (["c", "l"] as const).find((method) => isLocked(record, method));
  const replacing = useSignal(false);
  const cancelling = useSignal<"no" | "asked" | "busy">("no");
  const problem = useSignal<Problem | undefined>(undefined);
  const cancelButton = useRef<HTMLButtonElement>(null);
  const nameId = `name-${summary.room}`;
  const code = record && codeOf(record, locatorOf(row));

  async function confirmCancel() {
    cancelling.value = "busy";
    problem.value = undefined;
    try {
      await onCancel(row);
    } catch (error) {
      problem.value = problemOf(error);
      cancelling.value = "asked";
    }
  }

  async function replace(locked: PrivateConsultation, method: GuessedMethod) {
    replacing.value = true;
    problem.value = undefined;
    try {
      await replaceSecret(privateStore, locked, method);
      onShowCode(method === "c");
      onChange();
    } catch (error) {
      problem.value = problemOf(error);
    }
    replacing.value = false;
  }

  function keep() {
    cancelling.value = "no";
    problem.value = undefined;
    queueMicrotask(() => cancelButton.current?.focus());
  }

  return (
    <li
      data-state={state.kind}
      data-room={summary.room}
      class={`flex flex-col gap-3 p-5 rounded-2xl bg-card border ${
        state.kind === "waiting" ? "border-accent border-l-8" : "border-line"
      }`}
    >
      <div class="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <div class="min-w-0">
          <h3 id={nameId} class={`text-lg break-words ${record ? "font-semibold" : "italic"}`}>
            {record ? record.name : t.unreadable}
          </h3>
          {record?.note && <p class="text-muted break-words">{record.note}</p>}
        </div>
        <p class="flex flex-wrap items-baseline gap-x-4">
          <time dateTime={new Date(summary.startsAtMs).toISOString()} class="font-semibold tabular-nums">
            {row.group === "today" ? "" : `${formatDay(summary.startsAtMs, lang, nowMs)}, `}
            {formatTime(summary.startsAtMs, lang)}
          </time>
          <span class={state.kind === "waiting" ? "font-semibold text-accent" : "text-muted"}>
            {stateText(row, t, lang, nowMs)}
          </span>
        </p>
      </div>
      {codeShown && code && (
        <output aria-label={t.code} class="text-3xl font-semibold tracking-wide tabular-nums">
          {formatAccessCode(code)}
        </output>
      )}
      {record && lockedMethod && (
        <Notice kind="warning" code="secret_locked">
          <p>{lockedMethod === "c" ? t.codeLocked : t.linkLocked}</p>
          {problem.value && cancelling.value === "no" && <p>{sentenceOf(problem.value, errors, lang)}</p>}
          <div class="mt-3">
            <Button
              kind="secondary"
              busy={replacing.value}
              aria-describedby={nameId}
              onClick={() => replace(record, lockedMethod)}
            >
              {lockedMethod === "c" ? t.newCode : t.newLink}
            </Button>
          </div>
        </Notice>
      )}
      {cancelling.value === "no"
        ? (
          <div class="flex flex-wrap items-center gap-x-5 gap-y-2">
            {role === "practitioner" && (
              <Button
                kind={state.kind === "waiting" ? "primary" : "secondary"}
                href={`/r/${summary.room}`}
                aria-describedby={nameId}
              >
                {t.openRoom}
              </Button>
            )}
            {code && (
              <button
                type="button"
                class={QUIET}
                aria-describedby={nameId}
                aria-expanded={codeShown}
                onClick={() => onShowCode(!codeShown)}
              >
                {codeShown ? t.hideCode : t.showCode}
              </button>
            )}
            {record && (
              <a href={`/practice/new#${summary.room}`} class={QUIET} aria-describedby={nameId}>
                {t.invitation}
              </a>
            )}
            <button
              ref={cancelButton}
              type="button"
              class={QUIET}
              aria-describedby={nameId}
              onClick={() => cancelling.value = "asked"}
            >
              {t.cancel}
            </button>
          </div>
        )
        : (
          <div role="group" aria-labelledby={`${nameId}-question`} class="flex flex-col gap-3">
            <p id={`${nameId}-question`}>{t.cancelQuestion}</p>
            {problem.value && (
              <Notice kind="error" code={problem.value.code}>
                {sentenceOf(problem.value, errors, lang)}
              </Notice>
            )}
            <div class="flex flex-wrap gap-4">
              <Button kind="danger" busy={cancelling.value === "busy"} onClick={confirmCancel}>
                {t.cancelYes}
              </Button>
              <button type="button" ref={focusOnce} class={QUIET} onClick={keep}>{t.cancelNo}</button>
            </div>
          </div>
        )}
    </li>
  );
}

/** An action that stands back behind the one that matters. */
const QUIET = "inline-flex items-center min-h-12 px-1 text-accent underline";

/** The question has appeared where the button was: the focus goes to the answer that changes nothing. */
function focusOnce(button: HTMLButtonElement | null): void {
  button?.focus();
}

/** What is going on, in words. */
function stateText(
  row: ConsultationRow,
  t: ConsultationListProps["t"],
  lang: Lang,
  nowMs: number,
): string {
  const { state } = row;
  switch (state.kind) {
    case "waiting": {
      const time = formatTime(state.sinceMs, lang);
      const waitedMs = nowMs - state.sinceMs;
      return waitedMs < 60_000
        ? fill(t.waiting, { time })
        : fill(t.waitingMinutes, { time, wait: formatSpan(waitedMs, lang) });
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
