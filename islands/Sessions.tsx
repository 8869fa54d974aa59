import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Button } from "../components/Button.tsx";
import { useKeptFocus } from "../components/focus.ts";
import { Notice } from "../components/Notice.tsx";
import { fill } from "../i18n/fill.ts";
import type { Catalogue, Lang } from "../i18n/mod.ts";
import { practiceApi } from "../practice/api.ts";
import { formatMoment } from "../practice/dates.ts";
import { type Problem, problemOf, sentenceOf } from "../practice/problem.ts";
import type { SessionsAnswer } from "../wire/practice.ts";

type Session = SessionsAnswer["sessions"][number];

export interface SessionsProps {
  t: Pick<Catalogue["practice"], "settings" | "errors">;
  lang: Lang;
}

/** Where somebody is signed in, and how to end that elsewhere. */
export default function Sessions({ t, lang }: SessionsProps) {
  useKeptFocus();
  const sessions = useSignal<Session[]>([]);
  const busy = useSignal(false);
  const told = useSignal("");
  const problem = useSignal<Problem | undefined>(undefined);

  /** Does something first, tells it, and shows what is there now. */
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
      return t.settings.othersEnded;
    });

  const endOne = (session: Session) =>
    load(async () => {
      await practiceApi.endSession(session.id).catch((error) => {
        if (problemOf(error).code !== "session_unknown") throw error; // has ended already
      });
      return fill(t.settings.oneEnded, { device: deviceOf(session) });
    });

  const deviceOf = ({ device }: Session) => device || t.settings.unknownDevice;

  function timesOf({ passkey, createdAtMs, seenAtMs }: Session): string {
    const since = passkey ? t.settings.sinceByPasskey : t.settings.since;
    const seen = fill(t.settings.seen, { time: formatMoment(seenAtMs, lang) });
    return `${fill(since, { time: formatMoment(createdAtMs, lang) })}, ${seen}`;
  }

  return (
    <div class="flex flex-col gap-4">
      {problem.value && (
        <Notice kind="error" code={problem.value.code}>{sentenceOf(problem.value, t.errors, lang)}</Notice>
      )}
      <ul class="flex flex-col gap-5">
        {sessions.value.map((session) => (
          <li
            key={session.id}
            data-session={session.current ? "current" : "other"}
            class="flex flex-wrap items-center justify-between gap-4"
          >
            <div class="min-w-0 flex-1 basis-64" id={`session-${session.id}`}>
              <span class="font-semibold">{deviceOf(session)}</span>{" "}
              {session.current && `(${t.settings.thisDevice})`}
              <span class="block text-muted">{timesOf(session)}</span>
            </div>
            {!session.current && (
              <Button
                kind="secondary"
                aria-describedby={`session-${session.id}`}
                busy={busy.value}
                onClick={() => void endOne(session)}
              >
                {t.settings.endOne}
              </Button>
            )}
          </li>
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
