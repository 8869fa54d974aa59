import { type Signal, useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { focusFirstInvalid } from "./forms.ts";
import type { FieldError } from "./passphrase_rules.ts";
import { type Problem, problemOf } from "./problem.ts";

/** A form that asks for a secret: what it shows while it is filled in, sent, and refused. */
export interface SecretForm<Field extends string, Wrong> {
  ref: RefObject<HTMLFormElement>;
  /** The script runs: before that, a click would do nothing. */
  ready: Signal<boolean>;
  busy: Signal<boolean>;
  problem: Signal<Problem | undefined>;
  errors: Signal<Partial<Record<Field, Wrong>>>;
  /** Says what is wrong with the fields, and puts the focus into the first; true if something is. */
  refuse(found: Partial<Record<Field, Wrong | undefined>>): boolean;
  /**
   * Does the work of the form once at a time. Stays busy when it ends with leaving the page; what went wrong is told,
   * and `fieldOf` says by its code which field it is about.
   */
  run(work: () => Promise<void | "leaving">, fieldOf?: Readonly<Record<string, Field>>): Promise<void>;
}

export function useSecretForm<Field extends string, Wrong = FieldError>(): SecretForm<Field, Wrong> {
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
