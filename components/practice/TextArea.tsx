import { describedByField, Field, type FieldSentence } from "../Field.tsx";

interface TextAreaProps {
  name: string;
  label: string;
  hint?: string;
  error?: FieldSentence | undefined;
  /** The language of its text. */
  lang: string;
  rows: number;
  value: string;
  onInput: (value: string) => void;
}

/** A field for several lines of text. */
export function TextArea({ name, label, hint, error, lang, rows, value, onInput }: TextAreaProps) {
  const id = `field-${name}`;
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <textarea
        id={id}
        name={name}
        lang={lang}
        rows={rows}
        autoComplete="off"
        spellcheck={false}
        {...describedByField({ id, hint, error })}
        class="input mt-2 leading-relaxed"
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </Field>
  );
}
