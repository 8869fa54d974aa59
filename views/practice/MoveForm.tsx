import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Button } from "../../components/Button.tsx";
import { TextField } from "../../components/TextField.tsx";
import type { Catalogue, Lang } from "../../i18n/mod.ts";
import { fromLocalInput, isSkippedHour, toLocalInput } from "../../practice/dates.ts";
import { textOf, withSentence } from "../../practice/form.ts";
import { type InvitationError, startError } from "../../practice/invitation/invitation_form.ts";
import { type Problem, problemOf } from "../../practice/problem.ts";
import { ProblemNotice } from "./ProblemNotice.tsx";

interface MoveFormProps {
  t: Catalogue["practice"]["list"];
  errors: Catalogue["practice"]["errors"];
  lang: Lang;
  room: string;
  startsAtMs: number;
  /** @throws {ApiError | NetworkError} if the server did not move it. */
  onMove: (startsAtMs: number) => Promise<void>;
  onClose: () => void;
}

/** Asks for another start of a consultation. */
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
    wrong.value = isSkippedHour(start) ? "start_skipped" : startError(startsAt, Date.now());
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
        error={withSentence(wrong.value, errors)}
      />
      <ProblemNotice problem={problem.value} errors={errors} lang={lang} />
      <div class="flex flex-wrap gap-4">
        <Button type="submit" kind="primary" busy={busy.value}>{t.moveYes}</Button>
        <Button kind="secondary" onClick={onClose}>{t.moveNo}</Button>
      </div>
    </form>
  );
}
