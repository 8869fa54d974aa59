import type { FieldSentence } from "../TextField.tsx";

interface TextAreaProps {
  name: string;
  label: string;
  hint?: string;
  error?: FieldSentence | undefined;
  /** Of what stands in it. */
  lang: string;
  rows: number;
  value: string;
  onInput: (value: string) => void;
}

/** A field for a text of several lines, in the manner of `TextField`. */
export function TextArea({ name, label, hint, error, lang, rows, value, onInput }: TextAreaProps) {
  const id = `field-${name}`;
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint && <p id={`${id}-hint`} class="text-muted">{hint}</p>}
      {error && <p id={`${id}-error`} data-error={error.code}>{error.text}</p>}
      <textarea
        id={id}
        name={name}
        lang={lang}
        rows={rows}
        autoComplete="off"
        spellcheck={false}
        aria-invalid={error ? "true" : undefined}
        aria-describedby={described || undefined}
        class="input mt-2 leading-relaxed"
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </div>
  );
}
