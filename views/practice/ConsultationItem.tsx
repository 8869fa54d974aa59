import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { Button } from "../../components/Button.tsx";
import { takeFocus } from "../../components/focus.ts";
import { Notice } from "../../components/Notice.tsx";
import { formatAccessCode } from "../../e2ee/codes.ts";
import type { Catalogue, Lang } from "../../i18n/mod.ts";
import { type ConsultationRow, locatorOf } from "../../practice/consultations/consultation_list.ts";
import { codeOf, isBlocked } from "../../practice/consultations/secrets.ts";
import { stateText } from "../../practice/consultations/state_text.ts";
import { formatDay, formatTime } from "../../practice/dates.ts";
import type { GuessedMethod } from "../../e2ee/guesses.ts";
import { type Problem, problemOf, sentenceOf } from "../../practice/problem.ts";
import type { PrivatePart } from "../../practice/vault/private_part.ts";
import type { MemberRole } from "../../wire/practice.ts";
import MoveForm from "./MoveForm.tsx";

/** What can be done with a consultation; each throws what the server says against it. */
export interface ConsultationActions {
  showCode(room: string, shown: boolean): void;
  cancel(row: ConsultationRow): Promise<void>;
  move(row: ConsultationRow, startsAtMs: number): Promise<void>;
  replace(record: PrivatePart, method: GuessedMethod): Promise<void>;
}

export interface ConsultationItemProps {
  t: Catalogue["practice"]["list"];
  errors: Catalogue["practice"]["errors"];
  lang: Lang;
  role: MemberRole;
  row: ConsultationRow;
  nowMs: number;
  codeShown: boolean;
  actions: ConsultationActions;
}

/** One consultation. Its buttons have the same names everywhere; the description says whose they are. */
export default function ConsultationItem(props: ConsultationItemProps) {
  const { t, errors, lang, row, nowMs, codeShown, actions, role } = props;
  const { summary, record, state } = row;
  const { room } = summary;
  const blockedMethod = record && (["code", "link"] as const).find((method) => isBlocked(record, method));
  const open = useSignal<"nothing" | "more" | "moving" | "cancelling">("nothing");
  const busy = useSignal(false);
  const problem = useSignal<Problem | undefined>(undefined);
  const moreButton = useRef<HTMLButtonElement>(null);
  const nameId = `name-${room}`;
  const isToday = new Date(summary.startsAtMs).toDateString() === new Date(nowMs).toDateString();
  const code = record && codeOf(record, locatorOf(row));

  async function run(work: () => Promise<void>): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    problem.value = undefined;
    try {
      await work();
    } catch (error) {
      problem.value = problemOf(error);
    }
    busy.value = false;
  }

  function goBack() {
    open.value = "more";
    problem.value = undefined;
    queueMicrotask(() => moreButton.current?.focus());
  }

  const whose = { "aria-describedby": nameId, class: QUIET };
  return (
    <li
      data-state={state.kind}
      data-room={room}
      data-group={row.group}
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
            {isToday ? "" : `${formatDay(summary.startsAtMs, lang, nowMs)}, `}
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
      {record && blockedMethod && (
        <Notice kind="warning" code="secret_locked">
          <p>{blockedMethod === "code" ? t.codeBlocked : t.linkBlocked}</p>
          <div class="mt-3">
            <Button
              kind="secondary"
              busy={busy.value}
              aria-describedby={nameId}
              onClick={() => run(() => actions.replace(record, blockedMethod))}
            >
              {blockedMethod === "code" ? t.newCode : t.newLink}
            </Button>
          </div>
        </Notice>
      )}
      {problem.value && open.value !== "moving" && (
        <Notice kind="error" code={problem.value.code}>{sentenceOf(problem.value, errors, lang)}</Notice>
      )}
      {open.value === "cancelling"
        ? (
          <div role="group" aria-labelledby={`${nameId}-question`} class="flex flex-col gap-3">
            <p id={`${nameId}-question`}>{t.cancelQuestion}</p>
            <div class="flex flex-wrap gap-4">
              <Button kind="danger" busy={busy.value} onClick={() => run(() => actions.cancel(row))}>
                {t.cancelYes}
              </Button>
              <button type="button" ref={takeFocus} class={QUIET} onClick={goBack}>{t.cancelNo}</button>
            </div>
          </div>
        )
        : open.value === "moving"
        ? (
          <MoveForm
            t={t}
            errors={errors}
            lang={lang}
            room={room}
            startsAtMs={summary.startsAtMs}
            onMove={async (startsAtMs) => {
              await actions.move(row, startsAtMs);
              open.value = "more"; // the focus is where it can be taken back
            }}
            onClose={goBack}
          />
        )
        : (
          <div class="flex flex-wrap items-center gap-x-5 gap-y-2">
            {role === "practitioner" && (
              <Button
                kind={state.kind === "waiting" ? "primary" : "secondary"}
                href={`/r/${room}`}
                aria-describedby={nameId}
              >
                {t.openRoom}
              </Button>
            )}
            {code && (
              <button
                type="button"
                {...whose}
                aria-expanded={codeShown}
                onClick={() => actions.showCode(room, !codeShown)}
              >
                {codeShown ? t.hideCode : t.showCode}
              </button>
            )}
            {record && <a href={`/practice/new#${room}`} {...whose}>{t.invitation}</a>}
            <button
              ref={moreButton}
              type="button"
              {...whose}
              aria-expanded={open.value === "more"}
              onClick={() => open.value = open.value === "more" ? "nothing" : "more"}
            >
              {t.more}
            </button>
          </div>
        )}
      {open.value === "more" && (
        <div class="flex flex-wrap items-center gap-x-5 gap-y-2 border-t border-line pt-2" data-more>
          {record && (
            <>
              <button
                type="button"
                {...whose}
                onClick={() => open.value = "moving"}
              >
                {t.move}
              </button>
              <button
                type="button"
                {...whose}
                onClick={() =>
                  run(() =>
                    actions.replace(record, "code")
                  )}
              >
                {t.newCode}
              </button>
              <a href={`/practice/new#again=${room}`} {...whose}>{t.inviteAgain}</a>
            </>
          )}
          <button
            type="button"
            {...whose}
            onClick={() => open.value = "cancelling"}
          >
            {t.cancel}
          </button>
        </div>
      )}
    </li>
  );
}

/** An action that stands back behind the one that matters. */
const QUIET = "inline-flex items-center min-h-12 px-1 text-accent underline";
