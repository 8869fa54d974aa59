import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Button } from "../components/Button.tsx";
import { useKeptFocus } from "../components/focus.ts";
import { ActionItem } from "../components/practice/ActionItem.tsx";
import { fill } from "../i18n/fill.ts";
import type { Catalogue, Lang } from "../i18n/mod.ts";
import { practiceApi } from "../practice/api.ts";
import { formatMoment } from "../practice/dates.ts";
import { practiceJournal } from "../practice/journal/journal.ts";
import { type Problem, problemOf } from "../practice/problem.ts";
import { ProblemNotice } from "../views/practice/ProblemNotice.tsx";
import type { SessionsAnswer } from "../wire/sign_in.ts";

type Session = SessionsAnswer["sessions"][number];

interface SessionsProps {
  t: Pick<Catalogue["practice"], "settings" | "errors">;
  lang: Lang;
}

/** The member's sign-ins, and how to end those elsewhere. */
export default function Sessions({ t, lang }: SessionsProps) {
  useKeptFocus();
  const { sessions, busy, told, problem, endOne, endOthers } = useSessions(t.settings);
  return (
    <div class="flex flex-col gap-4">
      <ProblemNotice problem={problem.value} errors={t.errors} lang={lang} />
      <ul class="flex flex-col gap-5">
        {sessions.value.map((session) => (
          <ActionItem
            key={session.id}
            data-session={session.current ? "current" : "other"}
            id={`session-${session.id}`}
            action={session.current ? undefined : t.settings.endOne}
            busy={busy.value}
            onAction={() => void endOne(session)}
          >
            <span class="font-semibold">{deviceOf(session, t.settings)}</span>{" "}
            {session.current && `(${t.settings.thisDevice})`}
            <span class="block text-muted">{timesOf(session, t.settings, lang)}</span>
          </ActionItem>
        ))}
      </ul>
      {sessions.value.some(({ current }) => !current) && (
        <div>
          <Button kind="secondary" busy={busy.value} onClick={() => void endOthers()}>
            {t.settings.endOthers}
          </Button>
        </div>
      )}
      <p role="status" class="empty:hidden">{told.value}</p>
    </div>
  );
}

function useSessions(texts: SessionsProps["t"]["settings"]) {
  const sessions = useSignal<Session[]>([]);
  const busy = useSignal(false);
  const told = useSignal("");
  const problem = useSignal<Problem | undefined>(undefined);

  /** Does `first` and tells its result, then loads the list. */
  async function load(first?: () => Promise<string>) {
    if (busy.value) return;
    busy.value = true;
    problem.value = undefined;
    try {
      if (first) told.value = await first();
      sessions.value = (await practiceApi.listSessions()).sessions;
    } catch (error) {
      problem.value = problemOf(error);
    }
    busy.value = false;
  }
  useEffect(() => void load(), []);

  const endOthers = () =>
    load(async () => {
      await practiceApi.endOtherSessions();
      await practiceJournal.note({ kind: "sessions_ended" });
      return texts.othersEnded;
    });

  const endOne = (session: Session) =>
    load(async () => {
      await practiceApi.endSession(session.id).catch((error) => {
        if (problemOf(error).code !== "session_unknown") throw error; // has ended already
      });
      await practiceJournal.note({ kind: "sessions_ended" });
      return fill(texts.oneEnded, { device: deviceOf(session, texts) });
    });

  return { sessions, busy, told, problem, endOne, endOthers };
}

function deviceOf({ device }: Session, texts: SessionsProps["t"]["settings"]): string {
  return device || texts.unknownDevice;
}

function timesOf(
  { passkey, createdAtMs, seenAtMs }: Session,
  texts: SessionsProps["t"]["settings"],
  lang: Lang,
): string {
  const since = passkey ? texts.sinceByPasskey : texts.since;
  const seen = fill(texts.seen, { time: formatMoment(seenAtMs, lang) });
  return `${fill(since, { time: formatMoment(createdAtMs, lang) })}, ${seen}`;
}
