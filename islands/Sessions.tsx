import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Button } from "../components/Button.tsx";
import { Notice } from "../components/Notice.tsx";
import { fill } from "../i18n/fill.ts";
import type { Catalogue, Lang } from "../i18n/mod.ts";
import { practiceApi } from "../practice/api.ts";
import { formatStart } from "../practice/dates.ts";
import { type Problem, problemOf, sentenceOf } from "../practice/problem.ts";
import type { SessionsAnswer } from "../wire/practice.ts";

export interface SessionsProps {
  t: Pick<Catalogue["practice"], "settings" | "errors">;
  lang: Lang;
}

/** Where somebody is signed in, and how to end that everywhere else. */
export default function Sessions({ t, lang }: SessionsProps) {
  const sessions = useSignal<SessionsAnswer["sessions"]>([]);
  const busy = useSignal(false);
  const told = useSignal("");
  const problem = useSignal<Problem | undefined>(undefined);

  async function load(first?: () => Promise<void>) {
    busy.value = true;
    problem.value = undefined;
    try {
      await first?.();
      sessions.value = (await practiceApi.listSessions()).sessions;
    } catch (error) {
      problem.value = problemOf(error);
    }
    busy.value = false;
  }
  useEffect(() => void load(), []);

  async function endOthers() {
    await load(() => practiceApi.endOtherSessions());
    if (!problem.value) told.value = t.settings.othersEnded;
  }

  return (
    <div class="flex flex-col gap-4">
      {problem.value && (
        <Notice kind="error" code={problem.value.code}>{sentenceOf(problem.value, t.errors, lang)}</Notice>
      )}
      <ul class="flex flex-col gap-2">
        {sessions.value.map(({ id, device, createdAtMs, current }) => (
          <li key={id} data-session={current ? "current" : "other"}>
            <span class="font-semibold">{device || t.settings.unknownDevice}</span>{" "}
            {current && `(${t.settings.thisDevice})`}
            <span class="block text-muted">
              {fill(t.settings.since, { time: formatStart(createdAtMs, lang) })}
            </span>
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
