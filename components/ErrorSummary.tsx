import type { ComponentChildren } from "preact";
import { Icon } from "./Icon.tsx";

interface ErrorSummaryProps {
  id: string;
  title: string;
  /** Hidden until a script reports errors. */
  hidden?: boolean;
  /** Items; each should link to its field. */
  children?: ComponentChildren;
}

/** All errors of a form, above it. The caller moves the focus to it. */
export function ErrorSummary({ id, title, hidden, children }: ErrorSummaryProps) {
  return (
    <div id={id} role="alert" tabIndex={-1} hidden={hidden} class="summary">
      <Icon name="alert" />
      <div class="min-w-0">
        <h2 class="text-lg">{title}</h2>
        <ul>{children}</ul>
      </div>
    </div>
  );
}
