import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

interface DialogProps {
  id: string;
  title: string;
  /** Id of what a screen reader reads after the title. */
  leadId?: string | undefined;
  open: boolean;
  /** Called on Escape and on a button of `method=dialog`. */
  onClose: () => void;
  children: ComponentChildren;
}

/** A modal dialog; the page behind it is inert. */
export function Dialog({ id, title, leadId, open, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  // A layout effect: keys typed right after the answer must reach the page, with the focus restored.
  useLayoutEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={`${id}-title`}
      aria-describedby={leadId}
      onClose={onClose}
      class="dialog"
    >
      <h2 id={`${id}-title`}>{title}</h2>
      {children}
    </dialog>
  );
}
