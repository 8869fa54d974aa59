import type { ComponentChildren } from "preact";

/** What is wrong with a field: a stable code and its sentence. */
export interface FieldSentence {
  code: string;
  text: string;
}

export interface FieldProps {
  /** Of the control within. */
  id: string;
  label: string;
  hint?: string | undefined;
  error?: FieldSentence | undefined;
}

/** The frame of a field: the label above, the hint below it, what is wrong right beneath; then the control itself. */
export function Field({ id, label, hint, error, children }: FieldProps & { children: ComponentChildren }) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint && <p id={`${id}-hint`} class="text-muted">{hint}</p>}
      {error && <p id={`${id}-error`} data-error={error.code}>{error.text}</p>}
      {children}
    </div>
  );
}

/** What the control within has to say of its frame. */
export function describedByField({ id, hint, error }: Omit<FieldProps, "label">) {
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return {
    "aria-invalid": error ? "true" as const : undefined,
    "aria-describedby": described || undefined,
  };
}
