import { describedByField, Field, type FieldSentence } from "./Field.tsx";

interface TextFieldProps {
  label: string;
  /** Name in the form. A field without a name is not submitted by the browser and needs an `id`. */
  name?: string;
  /** @default `field-<name>` */
  id?: string;
  /** @default "text" */
  type?: "text" | "email" | "password" | "tel" | "search" | "datetime-local";
  hint?: string;
  error?: FieldSentence | undefined;
  /** Controlled value: the caller must update it on input, or the next render resets the field. */
  value?: string;
  /** Initial value. */
  defaultValue?: string;
  autoComplete?: string;
  autoFocus?: boolean;
  spellcheck?: boolean;
  inputMode?: "numeric" | "text";
  maxLength?: number;
  class?: string;
  onInput?: (event: InputEvent & { currentTarget: HTMLInputElement }) => void;
}

/** A single-line text field. */
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
