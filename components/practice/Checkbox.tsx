interface CheckboxProps {
  id?: string;
  label: string;
  checked: boolean;
  /** The id of the text that tells its error. */
  describedBy?: string | undefined;
  /** The id of the text that explains it. */
  hintId?: string;
  onChange: (checked: boolean) => void;
}

/** A checkbox; the whole line can be clicked. */
export function Checkbox({ id, label, checked, describedBy, hintId, onChange }: CheckboxProps) {
  return (
    <label class="inline-flex items-center gap-3 min-h-12 cursor-pointer">
      <input
        id={id}
        type="checkbox"
        class="w-6 h-6 flex-none accent-current"
        checked={checked}
        aria-invalid={describedBy ? "true" : undefined}
        aria-describedby={describedBy ?? hintId}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      {label}
    </label>
  );
}
