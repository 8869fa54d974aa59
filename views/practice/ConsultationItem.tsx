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
import { type Problem, problemOf } from "../../practice/problem.ts";
import type { PrivatePart } from "../../practice/vault/private_part.ts";
import type { MemberRole } from "../../wire/members.ts";
import MoveForm from "./MoveForm.tsx";
import { ProblemNotice } from "./ProblemNotice.tsx";
import { UnprovenGuests } from "./UnprovenGuests.tsx";

/** What can be done with a consultation. @throws {ApiError | NetworkError} */
export interface ConsultationActions {
  showCode(room: string, shown: boolean): void;
  cancel(row: ConsultationRow): Promise<void>;
  move(row: ConsultationRow, startsAtMs: number): Promise<void>;
  replaceCode(record: PrivatePart): Promise<void>;
  /** Ends the seat of a guest whose code nobody has checked; without a peerId, of all of them. */
  endUnproven(room: string, peerId: string | undefined): Promise<void>;
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

/** One consultation. Its buttons have the same labels in every item; their description is the invited person's name. */
export default function ConsultationItem(props: ConsultationItemProps) {
  const { t, errors, lang, row, codeShown, actions } = props;
  const { summary, record, state } = row;
  const { room, startsAtMs } = summary;
  const { open, busy, problem, moreButton, run, goBack } = useItem();
  const code = record && codeOf(record, locatorOf(row));
  return (
    <li
      data-state={state.kind}
      data-room={room}
      data-group={row.group}
      class={`flex flex-col gap-3 p-5 rounded-2xl bg-card border ${
        state.kind === "waiting" ? "border-accent border-l-8" : "border-line"
      }`}
    >
      <Headline {...props} />
      {codeShown && code && (
        <output aria-label={t.code} class="text-3xl font-semibold tracking-wide tabular-nums">
          {formatAccessCode(code)}
        </output>
      )}
      <BlockedNotice {...props} busy={busy.value} run={run} />
      {open.value !== "moving" && <ProblemNotice problem={problem.value} errors={errors} lang={lang} />}
      {open.value === "cancelling"
        ? <CancelQuestion {...props} busy={busy.value} run={run} onBack={goBack} />
        : open.value === "moving"
        ? (
          <MoveForm
            {...{ t, errors, lang, room, startsAtMs }}
            onMove={async (to) => {
              await actions.move(row, to);
              open.value = "more"; // the focus is on the offer to undo
            }}
            onClose={goBack}
          />
        )
        : (
          <MainActions
            {...props}
            code={code}
            moreButton={moreButton}
            isMore={open.value === "more"}
            onMore={() => open.value = open.value === "more" ? "nothing" : "more"}
          />
        )}
      {open.value === "more" && (
        <>
          <MoreActions
            {...props}
            run={run}
            onMove={() => open.value = "moving"}
            onCancel={() => open.value = "cancelling"}
          />
          <UnprovenGuests
            t={t.unproven}
            lang={lang}
            guests={summary.guests}
            busy={busy.value}
            onEnd={(peerId) => run(() => actions.endUnproven(room, peerId))}
          />
        </>
      )}
    </li>
  );
}

/** What is open below the item, and its actions, one at a time. */
function useItem() {
  const open = useSignal<"nothing" | "more" | "moving" | "cancelling">("nothing");
  const busy = useSignal(false);
  const problem = useSignal<Problem | undefined>(undefined);
  const moreButton = useRef<HTMLButtonElement>(null);

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

  return { open, busy, problem, moreButton, run, goBack };
}

interface RunProps extends ConsultationItemProps {
  run: (work: () => Promise<void>) => Promise<void>;
}

const nameIdOf = ({ summary }: ConsultationRow) => `name-${summary.room}`;

/** An action that is less prominent than the main one. */
const QUIET = "inline-flex items-center min-h-12 px-1 text-accent underline";

const quiet = (row: ConsultationRow) => ({ "aria-describedby": nameIdOf(row), class: QUIET });

/** Name and note, start and state. */
function Headline({ t, lang, row, nowMs }: ConsultationItemProps) {
  const { summary: { startsAtMs }, record, state } = row;
  const isToday = new Date(startsAtMs).toDateString() === new Date(nowMs).toDateString();
  return (
    <div class="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
      <div class="min-w-0">
        <h3 id={nameIdOf(row)} class={`text-lg break-words ${record ? "font-semibold" : "italic"}`}>
          {record ? record.name : t.unreadable}
        </h3>
        {record?.note && <p class="text-muted break-words">{record.note}</p>}
      </div>
      <p class="flex flex-wrap items-baseline gap-x-4">
        <time dateTime={new Date(startsAtMs).toISOString()} class="font-semibold tabular-nums">
          {isToday ? "" : `${formatDay(startsAtMs, lang, nowMs)}, `}
          {formatTime(startsAtMs, lang)}
        </time>
        <span class={state.kind === "waiting" ? "font-semibold text-accent" : "text-muted"}>
          {stateText(row, t, lang, nowMs)}
        </span>
      </p>
    </div>
  );
}

/** Tells that the code is blocked, and offers a new one. */
function BlockedNotice({ t, row, actions, busy, run }: RunProps & { busy: boolean }) {
  const { record } = row;
  if (!record || !isBlocked(record)) return null;
  return (
    <Notice kind="warning" code="secret_locked">
      <p>{t.codeBlocked}</p>
      <div class="mt-3">
        <Button
          kind="secondary"
          busy={busy}
          aria-describedby={nameIdOf(row)}
          onClick={() => run(() => actions.replaceCode(record))}
        >
          {t.newCode}
        </Button>
      </div>
    </Notice>
  );
}

function CancelQuestion(
  { t, row, actions, busy, run, onBack }: RunProps & { busy: boolean; onBack: () => void },
) {
  const questionId = `${nameIdOf(row)}-question`;
  return (
    <div role="group" aria-labelledby={questionId} class="flex flex-col gap-3">
      <p id={questionId}>{t.cancelQuestion}</p>
      <div class="flex flex-wrap gap-4">
        <Button kind="danger" busy={busy} onClick={() => run(() => actions.cancel(row))}>
          {t.cancelYes}
        </Button>
        <button type="button" ref={takeFocus} class={QUIET} onClick={onBack}>{t.cancelNo}</button>
      </div>
    </div>
  );
}

interface MainActionsProps extends ConsultationItemProps {
  code: string | undefined;
  moreButton: { current: HTMLButtonElement | null };
  isMore: boolean;
  onMore: () => void;
}

function MainActions(props: MainActionsProps) {
  const { t, row, role, code, codeShown, actions, moreButton, isMore, onMore } = props;
  const { summary: { room }, record, state } = row;
  return (
    <div class="flex flex-wrap items-center gap-x-5 gap-y-2">
      {role === "practitioner" && (
        <Button
          kind={state.kind === "waiting" ? "primary" : "secondary"}
          href={`/r/${room}`}
          aria-describedby={nameIdOf(row)}
        >
          {t.openRoom}
        </Button>
      )}
      {code && (
        <button
          type="button"
          {...quiet(row)}
          aria-expanded={codeShown}
          onClick={() => actions.showCode(room, !codeShown)}
        >
          {codeShown ? t.hideCode : t.showCode}
        </button>
      )}
      {record && <a href={`/practice/new#${room}`} {...quiet(row)}>{t.invitation}</a>}
      <button ref={moreButton} type="button" {...quiet(row)} aria-expanded={isMore} onClick={onMore}>
        {t.more}
      </button>
    </div>
  );
}

function MoreActions(
  { t, row, actions, run, onMove, onCancel }: RunProps & { onMove: () => void; onCancel: () => void },
) {
  const { summary: { room }, record } = row;
  return (
    <div class="flex flex-wrap items-center gap-x-5 gap-y-2 border-t border-line pt-2" data-more>
      {record && (
        <>
          <button type="button" {...quiet(row)} onClick={onMove}>{t.move}</button>
          <button type="button" {...quiet(row)} onClick={() => run(() => actions.replaceCode(record))}>
            {t.newCode}
          </button>
          <a href={`/practice/new#again=${room}`} {...quiet(row)}>{t.inviteAgain}</a>
        </>
      )}
      <button type="button" {...quiet(row)} onClick={onCancel}>{t.cancel}</button>
    </div>
  );
}
