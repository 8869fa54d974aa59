import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Button } from "../../components/Button.tsx";
import { Notice } from "../../components/Notice.tsx";
import { TextField } from "../../components/TextField.tsx";
import type { Catalogue, Lang } from "../../i18n/mod.ts";
import { fromLocalInput, isSkippedHour, toLocalInput } from "../../practice/dates.ts";
import { textOf } from "../../practice/form.ts";
import { type InvitationError, invitationErrors } from "../../practice/invitation/invitation_form.ts";
import { type Problem, problemOf, sentenceOf } from "../../practice/problem.ts";

export interface MoveFormProps {
  t: Catalogue["practice"]["list"];
  errors: Catalogue["practice"]["errors"];
  lang: Lang;
  room: string;
  startsAtMs: number;
  /** Throws what the server says against it. */
  onMove: (startsAtMs: number) => Promise<void>;
  onClose: () => void;
}

/** Asks for another start. */
export default function MoveForm({ t, errors, lang, room, startsAtMs, onMove, onClose }: MoveFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const busy = useSignal(false);
  const wrong = useSignal<InvitationError | undefined>(undefined);
  const problem = useSignal<Problem | undefined>(undefined);
  const field = () => form.current?.elements.namedItem("start") as HTMLInputElement | undefined;
  useLayoutEffect(() => field()?.focus(), []);

  async function submit(event: SubmitEvent) {
    event.preventDefault();
    if (busy.value) return;
    const start = textOf(new FormData(form.current!), "start");
    const startsAt = fromLocalInput(start);
    const fields = { name: "-", note: "", waitingPhone: "", lang, startsAtMs: startsAt };
    wrong.value = isSkippedHour(start) ? "start_skipped" : invitationErrors(fields, Date.now()).start;
    if (startsAt === undefined || wrong.value) return field()?.focus();
    if (startsAt === startsAtMs) return onClose();
    busy.value = true;
    problem.value = undefined;
    try {
      return await onMove(startsAt);
    } catch (error) {
      problem.value = problemOf(error);
    }
    busy.value = false;
  }

  return (
    <form
      ref={form}
      method="dialog"
      noValidate
      onSubmit={submit}
      onKeyDown={(event) => event.key === "Escape" && onClose()}
      class="flex flex-col gap-3"
    >
      <TextField
        id={`start-${room}`}
        name="start"
        type="datetime-local"
        label={t.moveTo}
        hint={t.moveHint}
        defaultValue={toLocalInput(startsAtMs)}
        error={wrong.value && { code: wrong.value, text: errors[wrong.value] }}
      />
      {problem.value && (
        <Notice kind="error" code={problem.value.code}>{sentenceOf(problem.value, errors, lang)}</Notice>
      )}
      <div class="flex flex-wrap gap-4">
        <Button type="submit" kind="primary" busy={busy.value}>{t.moveYes}</Button>
        <Button kind="secondary" onClick={onClose}>{t.moveNo}</Button>
      </div>
    </form>
  );
}
