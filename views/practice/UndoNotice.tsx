import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Button } from "../../components/Button.tsx";
import type { Catalogue, Lang } from "../../i18n/mod.ts";
import { type Problem, problemOf } from "../../practice/problem.ts";
import { ProblemNotice } from "./ProblemNotice.tsx";

/** How long undoing is offered; the server accepts it a little longer. */
const UNDO_MS = 15_000;

/** Something that was done and can be undone. */
export interface Undoable {
  /** Different for each. */
  id: number;
  /** Of the consultation. */
  room: string;
  /** What was done, as a sentence. */
  told: string;
  undo(): Promise<void>;
}

interface UndoNoticeProps {
  t: Catalogue["practice"]["list"];
  errors: Catalogue["practice"]["errors"];
  lang: Lang;
  undoable: Undoable;
  /** Called when the offer ends; with a sentence if it was undone. */
  onEnd: (told?: string) => void;
}

/** Offers for a moment to undo what was just done. */
export default function UndoNotice({ t, errors, lang, undoable, onEnd }: UndoNoticeProps) {
  const busy = useSignal(false);
  const problem = useSignal<Problem | undefined>(undefined);
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    // The server may have been slow: a focus that is elsewhere by now stays there.
    const at = document.activeElement as HTMLElement | null;
    const isSomewhere = at !== null && at.tabIndex >= 0; // a heading has it only because nothing else does
    const isElsewhere = isSomewhere && !at.closest(`[data-room="${undoable.room}"]`);
    if (!isElsewhere) place.current?.querySelector("button")?.focus();
    const timer = setTimeout(() => busy.value || onEnd(), UNDO_MS);
    return () => clearTimeout(timer);
  }, []);

  async function undo() {
    busy.value = true;
    problem.value = undefined;
    try {
      await undoable.undo();
      return onEnd(t.undone);
    } catch (error) {
      const { code, ...rest } = problemOf(error);
      problem.value = { ...rest, code: code === "consultation_unknown" ? "undo_too_late" : code };
    }
    busy.value = false;
  }

  return (
    <div ref={place} data-undo class="flex flex-wrap items-center gap-4">
      <p role="status" class="font-semibold">{undoable.told}</p>
      <Button kind="secondary" busy={busy.value} onClick={undo}>{t.undo}</Button>
      <ProblemNotice problem={problem.value} errors={errors} lang={lang} />
    </div>
  );
}
