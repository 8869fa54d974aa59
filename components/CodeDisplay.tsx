export interface CodeDisplayProps {
  label: string;
  /** In groups, as it is read aloud. */
  code: string;
}

/** An access code, large. */
export function CodeDisplay({ label, code }: CodeDisplayProps) {
  return (
    <p>
      <span class="block text-muted">{label}</span>
      <output aria-label={label} class="code">{code}</output>
    </p>
  );
}
