import { effect, useComputed, useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { Button } from "../../components/Button.tsx";
import { Notice } from "../../components/Notice.tsx";
import { TextField } from "../../components/TextField.tsx";
import { fill } from "../../i18n/fill.ts";
import type { Catalogue, Lang } from "../../i18n/mod.ts";
import { ApiError, NetworkError } from "../../wire/client.ts";
import type { ConsultationListAnswer, MemberRole } from "../../wire/practice.ts";
import { playKnockSound } from "../../browser/knock_sound.ts";
import { isInCall } from "../../browser/in_call.ts";
import { signOut } from "../../practice/account/sign_in.ts";
import { practiceApi } from "../../practice/api.ts";
import { Arrivals } from "../../practice/consultations/arrivals.ts";
import { ConsultationFeed, type FeedState } from "../../practice/consultations/consultation_feed.ts";
import {
  type ConsultationRow,
  filterRows,
  isWaiting,
  rowsOf,
  versionsOf,
} from "../../practice/consultations/consultation_list.ts";
import { replaceSecret } from "../../practice/consultations/secrets.ts";
import { formatStart, formatTime } from "../../practice/dates.ts";
import { type Problem, problemOf, sentenceOf } from "../../practice/problem.ts";
import type { PrivatePart } from "../../practice/vault/private_part.ts";
import { practiceVault } from "../../practice/vault/vault.ts";
import { askForNotifications, notificationState, notify } from "../../browser/notifications.ts";
import ConsultationItem, { type ConsultationActions } from "./ConsultationItem.tsx";
import UndoNotice, { type Undoable } from "./UndoNotice.tsx";

export interface ConsultationListProps {
  t: Catalogue["practice"]["list"];
  errors: Catalogue["practice"]["errors"];
  lang: Lang;
  practiceId: string;
  /** Of whoever is signed in: an assistant opens no rooms. */
  role: MemberRole;
}

/** How many consultations are drawn at a time. */
const PORTION = 30;

/** The practice's consultations, live. Names and notes are opened here, in the browser. */
export default function ConsultationList({ t, errors, lang, practiceId, role }: ConsultationListProps) {
  const feedState = useSignal<FeedState>({ status: "loading", clockOffsetMs: 0 });
  const records = useSignal<ReadonlyMap<string, PrivatePart>>(new Map());
  /** Why names cannot be shown. */
  const sealed = useSignal<Problem | undefined>(undefined);
  /** Records that could not be sealed anew yet. */
  const oldSeals = useSignal(0);
  const shownAtMs = useSignal(0);
  const filter = useSignal("");
  const told = useSignal("");
  const cancelled = useSignal<ReadonlySet<string>>(new Set());
  const undoable = useSignal<Undoable | undefined>(undefined);
  // Here, and not with each item: one that the filter has hidden is drawn anew, and its code must stay.
  const codesShown = useSignal<ReadonlySet<string>>(new Set());
  const mayNotify = useSignal(useMemo(notificationState, []));
  const feed = useRef<ConsultationFeed | undefined>(undefined);

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
      try {
        records.value = await practiceVault.getMany(practiceId, versionsOf(consultations));
        // A member was removed, and whoever did it could not finish.
        practiceVault.reseal(practiceId).then(
          (left) => oldSeals.value = left,
          (error) => sealed.value = problemOf(error),
        );
        sealed.value = undefined;
      } catch (error) {
        // Without names the list is still worth having; what the server did not answer is asked again.
        if (error instanceof ApiError || error instanceof NetworkError) throw error;
        sealed.value = problemOf(error);
      }
    };
    const arrivals = new Arrivals();
    const running = feed.current = new ConsultationFeed({
      async load(signal, tag) {
        const answer = await practiceApi.listConsultations(signal, tag);
        await readPrivate(answer);
        return answer;
      },
      show(state) {
        if (state.status === "signed_out") return location.reload(); // the server shows the sign-in
        shownAtMs.value = Date.now();
        feedState.value = state;
        if (state.status === "online") void announce(arrivals.look(rows.value, shownAtMs.value));
      },
    });
    // The device may have slept, and the line with it.
    const visible = () => document.visibilityState === "visible" && running.refresh();
    addEventListener("visibilitychange", visible);
    for (const change of ["online", "offline"]) addEventListener(change, running.refresh);
    return () => {
      running.stop();
      removeEventListener("visibilitychange", visible);
      for (const change of ["online", "offline"]) removeEventListener(change, running.refresh);
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

  /** By a line, softly by a sound, and beside the browser; in a conversation by the line only (R5). */
  async function announce(arrived: readonly ConsultationRow[]): Promise<void> {
    if (arrived.length === 0) return;
    told.value = arrived.map(announcement).join(" ");
    if (await isInCall()) return;
    void playKnockSound();
    if (document.hasFocus()) return;
    for (const { summary: { room, startsAtMs } } of arrived) {
      // No name: the system may show it on a locked screen, and keep it.
      notify(fill(t.announceUnnamed, { time: formatTime(startsAtMs, lang) }), t.notifyTitle, room);
    }
  }

  function announcement({ record, summary }: ConsultationRow): string {
    return record
      ? fill(t.announceWaiting, { name: record.name })
      : fill(t.announceUnnamed, { time: formatTime(summary.startsAtMs, lang) });
  }

  const nameOf = ({ record }: ConsultationRow) => record?.name ?? t.unreadable;

  function offerUndo(room: string, what: string, undo: () => Promise<void>): void {
    told.value = "";
    undoable.value = { id: (undoable.value?.id ?? 0) + 1, room, told: what, undo };
  }

  // The same for as long as the page lives, so that only what has changed is drawn anew.
  const actions = useMemo((): ConsultationActions => ({
    showCode(room, shown) {
      const others = [...codesShown.value].filter((other) => other !== room);
      codesShown.value = new Set(shown ? [...others, room] : others);
    },
    async cancel(row) {
      const { summary: { room } } = row;
      await practiceApi.cancelConsultation(room).catch((error) => {
        if (problemOf(error).code !== "consultation_unknown") throw error; // gone is what was wanted
      });
      cancelled.value = new Set([...cancelled.value, room]);
      offerUndo(room, fill(t.cancelled, { name: nameOf(row) }), async () => {
        await practiceApi.restoreConsultation(room);
        cancelled.value = new Set([...cancelled.value].filter((other) => other !== room));
      });
    },
    async move(row, startsAtMs) {
      const { summary: { room, startsAtMs: before } } = row;
      const moveTo = async (to: number) => {
        if (!await practiceVault.move(practiceId, room, to)) throw new ApiError("consultation_unknown", 404);
      };
      await moveTo(startsAtMs);
      offerUndo(
        room,
        fill(t.moved, { name: nameOf(row), time: formatStart(startsAtMs, lang) }),
        () => moveTo(before),
      );
      feed.current?.refresh();
    },
    async replace(record, method) {
      const changed = await replaceSecret(practiceVault, record, method);
      // At once: the former code must not be read out until the list has been asked again.
      if (changed) records.value = new Map(records.value).set(record.room, changed);
      told.value = fill(method === "code" ? t.codeReplaced : t.linkReplaced, { name: record.name });
      actions.showCode(record.room, method === "code");
      feed.current?.refresh();
    },
  }), []);

  async function askToNotify() {
    await askForNotifications();
    mayNotify.value = notificationState();
    told.value = mayNotify.value === "allowed" ? t.notifyOn : t.notifyOff;
  }

  async function signInAgain() {
    try {
      await signOut();
      location.reload(); // the server shows the sign-in
    } catch (error) {
      sealed.value = problemOf(error);
    }
  }

  // A long list is drawn in portions, so that it is there at once and typing stays smooth.
  const drawnCount = useSignal(PORTION);
  const drawn = found.value.slice(0, drawnCount.value);
  const isAllDrawn = drawn.length === found.value.length;
  useEffect(() => {
    if (isAllDrawn) return;
    const timer = setTimeout(() => drawnCount.value += PORTION);
    return () => clearTimeout(timer);
  }, [isAllDrawn, drawnCount.value]);

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
          class="text-2xl sm:text-3xl font-semibold leading-tight"
        >
          {t.title}
        </h1>
        <Button kind="primary" href="/practice/new">{t.create}</Button>
      </div>
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
            feed.current?.refresh();
          }}
        />
      )}
      <FeedLine
        t={t}
        errors={errors}
        lang={lang}
        state={feedState.value}
        onRetry={() => feed.current?.refresh()}
      />
      {answer && total > 0 && mayNotify.value === "unasked" && (
        <div class="flex flex-wrap items-center gap-x-5 gap-y-2" data-notify>
          <Button kind="secondary" onClick={askToNotify}>{t.notify}</Button>
          <p class="text-muted">{t.notifyHint}</p>
        </div>
      )}
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
      {oldSeals.value > 0 && (
        <Notice kind="warning" code="seals_old">{fill(t.oldSeals, { count: oldSeals.value })}</Notice>
      )}
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
            drawnCount.value = PORTION;
          }}
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
      {/* One list for all groups: who goes from one to another keeps what is open, what was typed, and the focus. */}
      {drawn.length > 0 && (
        <ul class="flex flex-col gap-3">
          {drawn.flatMap((row, index) => {
            const { group, summary: { room } } = row;
            const item = (
              <ConsultationItem
                key={room}
                t={t}
                errors={errors}
                lang={lang}
                row={row}
                role={role}
                nowMs={nowMs}
                codeShown={codesShown.value.has(room)}
                actions={actions}
              />
            );
            if (group === drawn[index - 1]?.group) return [item];
            return [
              <li key={group} class={index > 0 ? "mt-3" : ""}>
                <h2 class="text-lg font-semibold text-muted">{t[group]}</h2>
              </li>,
              item,
            ];
          })}
        </ul>
      )}
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
