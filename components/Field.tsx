import type { ComponentChildren } from "preact";

/** A field's error: a stable code and its sentence. */
export interface FieldSentence {
  code: string;
  text: string;
}

interface FieldProps {
  /** Id of the control inside. */
  id: string;
  label: string;
  hint?: string | undefined;
  error?: FieldSentence | undefined;
}

/** A field's frame: label, hint, error, then the control. */
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

/** ARIA attributes that link the control to its hint and error. */
export function describedByField({ id, hint, error }: Omit<FieldProps, "label">) {
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return {
    "aria-invalid": error ? "true" as const : undefined,
    "aria-describedby": described || undefined,
  };
}
