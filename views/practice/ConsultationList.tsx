import { effect, type ReadonlySignal, type Signal, useComputed, useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { askForNotifications, notificationState } from "../../browser/notifications.ts";
import { Button } from "../../components/Button.tsx";
import { Notice } from "../../components/Notice.tsx";
import { TextField } from "../../components/TextField.tsx";
import { fill } from "../../i18n/fill.ts";
import type { Catalogue, Lang } from "../../i18n/mod.ts";
import { signOut } from "../../practice/account/sign_in.ts";
import type { FeedState } from "../../practice/consultations/consultation_feed.ts";
import {
  type ConsultationRow,
  filterRows,
  isWaiting,
} from "../../practice/consultations/consultation_list.ts";
import { useConsultations } from "../../practice/consultations/use_consultations.ts";
import { formatTime } from "../../practice/dates.ts";
import { type Problem, problemOf, sentenceOf } from "../../practice/problem.ts";
import type { MemberRole } from "../../wire/members.ts";
import { announceArrivals } from "./announce_arrivals.ts";
import ConsultationItem, { type ConsultationItemProps } from "./ConsultationItem.tsx";
import UndoNotice from "./UndoNotice.tsx";
import { useConsultationActions } from "./use_consultation_actions.ts";

interface ConsultationListProps {
  t: Catalogue["practice"]["list"];
  errors: Catalogue["practice"]["errors"];
  lang: Lang;
  practiceId: string;
  /** Of the member who is signed in: an assistant opens no rooms. */
  role: MemberRole;
}

/** The practice's consultations, live. Names and notes are opened in the browser. */
export default function ConsultationList(props: ConsultationListProps) {
  const { t, errors, lang, practiceId } = props;
  const told = useSignal("");
  const filter = useSignal("");
  const consultations = useConsultations(
    practiceId,
    (arrived) => void announceArrivals(arrived, { t, lang, tell: (text) => told.value = text }),
  );
  const { feedState, shownAtMs, vaultProblem, oldSeals, rows, refresh } = consultations;
  const { undoable, codesShown, actions } = useConsultationActions({ ...props, consultations, told });
  const { mayNotify, askToNotify } = useNotifications(t, told);
  const found = useComputed(() => filterRows(rows.value, filter.value));
  useWaitingTitle(rows, t);
  const { drawn, startOver } = usePortions(found);
  const { status, answer, clockOffsetMs } = feedState.value;
  const total = rows.value.length;
  return (
    <section
      aria-labelledby="consultations-title"
      aria-busy={status === "loading"}
      data-feed={status}
      class="flex flex-col gap-6"
    >
      <Heading t={t} />
      <p role="status" class={told.value ? "font-semibold" : "sr-only"}>{told.value}</p>
      {undoable.value && (
        <UndoNotice
          key={undoable.value.id}
          t={t}
          errors={errors}
          lang={lang}
          undoable={undoable.value}
          onEnd={(text = "") => {
            undoable.value = undefined;
            told.value = text;
            refresh();
          }}
        />
      )}
      <FeedLine t={t} errors={errors} lang={lang} state={feedState.value} onRetry={refresh} />
      {answer && total > 0 && mayNotify.value === "unasked" && <NotifyOffer t={t} onAsk={askToNotify} />}
      <VaultProblem t={t} errors={errors} lang={lang} problem={vaultProblem} />
      {oldSeals.value > 0 && (
        <Notice kind="warning" code="seals_old">{fill(t.oldSeals, { count: oldSeals.value })}</Notice>
      )}
      <Filter t={t} filter={filter} total={total} found={found.value.length} onFilter={startOver} />
      {answer && total === 0 && <NoConsultations t={t} />}
      <GroupedItems
        {...props}
        rows={drawn}
        nowMs={shownAtMs.value + clockOffsetMs}
        codesShown={codesShown.value}
        actions={actions}
      />
    </section>
  );
}

/** Shows how many guests wait in the page's title; no names, because browsers keep titles in their history. */
function useWaitingTitle(
  rows: ReadonlySignal<readonly ConsultationRow[]>,
  t: ConsultationListProps["t"],
): void {
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
}

function useNotifications(t: ConsultationListProps["t"], told: Signal<string>) {
  const mayNotify = useSignal(useMemo(notificationState, []));
  async function askToNotify() {
    await askForNotifications();
    mayNotify.value = notificationState();
    told.value = mayNotify.value === "allowed" ? t.notifyOn : t.notifyOff;
  }
  return { mayNotify, askToNotify };
}

/** How many consultations are rendered at a time. */
const PORTION = 30;

/** Renders a long list in portions, so that it appears at once and typing stays smooth. */
function usePortions(rows: ReadonlySignal<readonly ConsultationRow[]>) {
  const drawnCount = useSignal(PORTION);
  const drawn = rows.value.slice(0, drawnCount.value);
  const isAllDrawn = drawn.length === rows.value.length;
  useEffect(() => {
    if (isAllDrawn) return;
    const timer = setTimeout(() => drawnCount.value += PORTION);
    return () => clearTimeout(timer);
  }, [isAllDrawn, drawnCount.value]);
  return { drawn, startOver: () => drawnCount.value = PORTION };
}

type Texts = Pick<ConsultationListProps, "t">;

function Heading({ t }: Texts) {
  return (
    <div class="flex flex-wrap items-center justify-between gap-4">
      <h1
        id="consultations-title"
        class="text-2xl sm:text-3xl font-semibold leading-tight"
      >
        {t.title}
      </h1>
      <Button kind="primary" href="/practice/new">{t.create}</Button>
    </div>
  );
}

function NotifyOffer({ t, onAsk }: Texts & { onAsk: () => void }) {
  return (
    <div class="flex flex-wrap items-center gap-x-5 gap-y-2" data-notify>
      <Button kind="secondary" onClick={onAsk}>{t.notify}</Button>
      <p class="text-muted">{t.notifyHint}</p>
    </div>
  );
}

function NoConsultations({ t }: Texts) {
  return (
    <div data-empty class="p-8 rounded-2xl bg-card border border-line text-center">
      <p class="text-xl font-semibold">{t.empty}</p>
      <p class="mt-2 text-muted">{t.emptyHint}</p>
    </div>
  );
}

type TellProps = Pick<ConsultationListProps, "t" | "errors" | "lang">;

/** Tells why names cannot be shown. */
function VaultProblem({ t, errors, lang, problem }: TellProps & { problem: Signal<Problem | undefined> }) {
  const told = problem.value;
  if (!told) return null;

  async function signInAgain() {
    try {
      await signOut();
      location.reload(); // the server shows the sign-in
    } catch (error) {
      problem.value = problemOf(error);
    }
  }

  return (
    <Notice kind="error" code={told.code}>
      <p>{sentenceOf(told, errors, lang)}</p>
      {told.code === "vault_locked" && (
        <div class="mt-3">
          <Button kind="secondary" onClick={signInAgain}>{t.signInAgain}</Button>
        </div>
      )}
    </Notice>
  );
}

/** Tells whether the list is up to date. Announced when that changes, not with each answer. */
function FeedLine(
  { t, errors, lang, state, onRetry }: TellProps & { state: FeedState; onRetry: () => void },
) {
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

interface FilterProps extends Texts {
  filter: Signal<string>;
  /** How many consultations there are, and how many of them are found. */
  total: number;
  found: number;
  onFilter: () => void;
}

/** The filter of a list that is long enough for one. */
function Filter({ t, filter, total, found, onFilter }: FilterProps) {
  return (
    <>
      {(total > 3 || filter.value !== "") && (
        <TextField
          name="filter"
          type="search"
          label={t.filter}
          hint={t.filterHint}
          autoComplete="off"
          spellcheck={false}
          value={filter.value}
          onInput={(event) => {
            filter.value = event.currentTarget.value;
            onFilter();
          }}
        />
      )}
      {filter.value.trim() !== "" && (
        <p role="status">{found === 0 ? t.nothingFound : fill(t.found, { count: found, total })}</p>
      )}
    </>
  );
}

interface GroupedItemsProps extends Omit<ConsultationItemProps, "row" | "codeShown"> {
  rows: readonly ConsultationRow[];
  codesShown: ReadonlySet<string>;
}

/** One list for all groups, so that an item that changes its group keeps what is open, what was typed, and the focus. */
function GroupedItems({ rows, codesShown, t, errors, lang, role, nowMs, actions }: GroupedItemsProps) {
  if (rows.length === 0) return null;
  return (
    <ul class="flex flex-col gap-3">
      {rows.flatMap((row, index) => {
        const { group, summary: { room } } = row;
        const item = (
          <ConsultationItem
            key={room}
            {...{ t, errors, lang, row, role, nowMs, actions }}
            codeShown={codesShown.has(room)}
          />
        );
        if (group === rows[index - 1]?.group) return [item];
        return [
          <li key={group} class={index > 0 ? "mt-3" : ""}>
            <h2 class="text-lg font-semibold text-muted">{t[group]}</h2>
          </li>,
          item,
        ];
      })}
    </ul>
  );
}
