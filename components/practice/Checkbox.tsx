interface CheckboxProps {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

/** A box to tick; the whole line is its target. */
export function Checkbox({ label, checked, onChange }: CheckboxProps) {
  return (
    <label class="inline-flex items-center gap-3 min-h-12 cursor-pointer">
      <input
        type="checkbox"
        class="w-6 h-6 accent-current"
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      {label}
    </label>
  );
}
