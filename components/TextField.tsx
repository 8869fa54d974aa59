export interface TextFieldProps {
  label: string;
  /** What the form calls it. A field without a name can not be sent by the browser; it needs an `id`. */
  name?: string;
  /** @default `field-<name>` */
  id?: string;
  /** @default "text" */
  type?: "text" | "email" | "password" | "tel" | "search" | "datetime-local";
  hint?: string;
  error?: FieldSentence | undefined;
  value?: string;
  autoComplete?: string;
  autoFocus?: boolean;
  spellcheck?: boolean;
  inputMode?: "numeric" | "text";
  maxLength?: number;
  class?: string;
  onInput?: (event: InputEvent & { currentTarget: HTMLInputElement }) => void;
}

/** What is wrong with a field: a stable code and its sentence. */
export interface FieldSentence {
  code: string;
  text: string;
}

/** A text field: the label above, the hint below it, what is wrong right beneath. */
export function TextField(props: TextFieldProps) {
  const { label, name, id = `field-${name}`, type = "text", hint, error, autoFocus, inputMode, ...rest } =
    props;
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint && <p id={`${id}-hint`} class="text-muted">{hint}</p>}
      {error && <p id={`${id}-error`} data-error={error.code}>{error.text}</p>}
      <input
        {...rest}
        id={id}
        name={name}
        type={type}
        inputMode={inputMode}
        autoFocus={autoFocus}
        aria-invalid={error ? "true" : undefined}
        aria-describedby={described || undefined}
        class={`input${rest.class ? ` ${rest.class}` : ""}`}
      />
    </div>
  );
}
