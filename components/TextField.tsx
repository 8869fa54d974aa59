import { describedByField, Field, type FieldSentence } from "./Field.tsx";

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
  /** What is typed has to come back as this, or the next drawing undoes it. */
  value?: string;
  /** What stands there at first. */
  defaultValue?: string;
  autoComplete?: string;
  autoFocus?: boolean;
  spellcheck?: boolean;
  inputMode?: "numeric" | "text";
  maxLength?: number;
  class?: string;
  onInput?: (event: InputEvent & { currentTarget: HTMLInputElement }) => void;
}

/** A field for a line of text. */
export function TextField(props: TextFieldProps) {
  const { label, name, id = `field-${name}`, type = "text", hint, error, autoFocus, inputMode, ...rest } =
    props;
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <input
        {...rest}
        id={id}
        name={name}
        type={type}
        inputMode={inputMode}
        autoFocus={autoFocus}
        {...describedByField({ id, hint, error })}
        class={`input${rest.class ? ` ${rest.class}` : ""}`}
      />
    </Field>
  );
}
