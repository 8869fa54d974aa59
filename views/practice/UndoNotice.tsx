import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Button } from "../../components/Button.tsx";
import { Notice } from "../../components/Notice.tsx";
import type { Catalogue, Lang } from "../../i18n/mod.ts";
import { type Problem, problemOf, sentenceOf } from "../../practice/problem.ts";

/** For how long it is offered; the server takes it a little longer. */
export const UNDO_MS = 15_000;

/** Something that was done and can be taken back. */
export interface Undoable {
  /** Names this one. */
  id: number;
  /** Of what consultation. */
  room: string;
  /** What was done. */
  told: string;
  undo(): Promise<void>;
}

export interface UndoNoticeProps {
  t: Catalogue["practice"]["list"];
  errors: Catalogue["practice"]["errors"];
  lang: Lang;
  undoable: Undoable;
  /** It is over; with what there is to say, if it was taken back. */
  onEnd: (told?: string) => void;
}

/** Offers to take back what was just done, for a moment. */
export default function UndoNotice({ t, errors, lang, undoable, onEnd }: UndoNoticeProps) {
  const busy = useSignal(false);
  const problem = useSignal<Problem | undefined>(undefined);
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    // The server took its time: whoever has gone on elsewhere stays there.
    const at = document.activeElement as HTMLElement | null;
    const isSomewhere = at !== null && at.tabIndex >= 0; // and not with a heading, for want of anything else
    const hasGoneOn = isSomewhere && !at.closest(`[data-room="${undoable.room}"]`);
    if (!hasGoneOn) place.current?.querySelector("button")?.focus();
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
      {problem.value && (
        <Notice kind="error" code={problem.value.code}>{sentenceOf(problem.value, errors, lang)}</Notice>
      )}
    </div>
  );
}
