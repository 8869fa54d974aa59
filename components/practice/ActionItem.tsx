import type { ComponentChildren } from "preact";
import { Button } from "../Button.tsx";

interface ActionItemProps {
  /** Of the description, which also describes the button. */
  id: string;
  /** The button's label; without it there is no button. */
  action: string | undefined;
  busy: boolean;
  onAction: () => void;
  children: ComponentChildren;
  "data-session"?: string;
  "data-passkey"?: string;
}

/** An item of a list: its description, and a button beside it. */
export function ActionItem({ id, action, busy, onAction, children, ...data }: ActionItemProps) {
  return (
    <li {...data} class="flex flex-wrap items-center justify-between gap-4">
      <div class="min-w-0 flex-1 basis-64" id={id}>{children}</div>
      {action !== undefined && (
        <Button kind="secondary" aria-describedby={id} busy={busy} onClick={onAction}>{action}</Button>
      )}
    </li>
  );
}
