interface CodeDisplayProps {
  label: string;
  /** In groups, as people read it aloud. */
  code: string;
}

/** An access code in large digits. */
export function CodeDisplay({ label, code }: CodeDisplayProps) {
  return (
    <p>
      <span class="block text-muted">{label}</span>
      <output aria-label={label} class="code">{code}</output>
    </p>
  );
}
