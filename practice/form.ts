import { type Signal, useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { FieldError } from "./account/account_form.ts";
import { type Problem, problemOf } from "./problem.ts";

/** The state of a form while it is filled in, sent, and refused. */
export interface FormState<Field extends string, Wrong> {
  ref: RefObject<HTMLFormElement>;
  /** False until the script runs: before that, a click would do nothing. */
  ready: Signal<boolean>;
  busy: Signal<boolean>;
  problem: Signal<Problem | undefined>;
  errors: Signal<Partial<Record<Field, Wrong>>>;
  /** Shows the errors of the fields and focuses the first of them; returns whether there are any. */
  refuse(found: Partial<Record<Field, Wrong | undefined>>): boolean;
  /**
   * Runs the form's work unless it is already running. Stays busy if the work ends with leaving the page. Shows the
   * problem if it fails; `fieldOf` names the field to focus, by the problem's code.
   */
  run(work: () => Promise<void | "leaving">, fieldOf?: Readonly<Record<string, Field>>): Promise<void>;
}

/** The state of a form. `Wrong` is how the errors of its fields are told. */
export function useForm<Field extends string, Wrong = FieldError>(): FormState<Field, Wrong> {
  const ref = useRef<HTMLFormElement>(null);
  const ready = useSignal(false);
  const busy = useSignal(false);
  const problem = useSignal<Problem | undefined>(undefined);
  const errors = useSignal<Partial<Record<Field, Wrong>>>({});
  useEffect(() => void (ready.value = true), []);
  return {
    ref,
    ready,
    busy,
    problem,
    errors,
    refuse(found) {
      const wrong = Object.entries(found).filter(([, error]) => error !== undefined);
      errors.value = Object.fromEntries(wrong) as Partial<Record<Field, Wrong>>;
      if (wrong.length > 0) focusFirstInvalid(ref.current!, errors.value);
      return wrong.length > 0;
    },
    async run(work, fieldOf = {}) {
      if (busy.value || !ready.value) return;
      busy.value = true;
      problem.value = undefined;
      try {
        if (await work() === "leaving") return;
      } catch (error) {
        problem.value = problemOf(error);
        const field = fieldOf[problem.value.code];
        if (field !== undefined) focusFirstInvalid(ref.current!, { [field]: true });
      }
      busy.value = false;
    },
  };
}

/** A form that asks the member who is signed in for the passphrase; `prove` does what needs it. */
export function usePassphraseForm(
  prove: (passphrase: string) => Promise<void | "leaving">,
  onSubmit = () => {},
) {
  const form = useForm<"passphrase">();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const passphrase = textOf(new FormData(form.ref.current!), "passphrase");
    if (form.busy.value || form.refuse({ passphrase: passphrase === "" ? "empty" : undefined })) return;
    onSubmit();
    void form.run(() => prove(passphrase), { passphrase_wrong: "passphrase" });
  };
  return { ...form, submit };
}

/** The text of a form's field; empty if it has none. */
export function textOf(data: FormData, field: string): string {
  const value = data.get(field);
  return typeof value === "string" ? value : "";
}

/** Focuses the first field, in the form's order, that has an error. */
export function focusFirstInvalid(form: HTMLFormElement, errors: Readonly<Record<string, unknown>>): void {
  for (const element of form.elements) {
    const isField = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
    if (!isField || !errors[element.name]) continue;
    element.closest("details")?.setAttribute("open", ""); // a field in closed details cannot be focused
    return element.focus();
  }
}

/** A field's error with its sentence from the catalogue. */
export function withSentence<Code extends string>(
  code: Code | undefined,
  sentences: Readonly<Record<Code, string>>,
): { code: Code; text: string } | undefined {
  return code && { code, text: sentences[code] };
}
