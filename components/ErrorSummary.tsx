import type { ComponentChildren } from "preact";
import { Icon } from "./Icon.tsx";

export interface ErrorSummaryProps {
  id: string;
  title: string;
  /** Nothing is wrong yet: a script shows it when something is. */
  hidden?: boolean;
  /** Items, each best a link to its field. */
  children?: ComponentChildren;
}

/** All that is wrong with a form, above it. Whoever fills it in puts the focus on it. */
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
