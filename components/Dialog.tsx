import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

export interface DialogProps {
  id: string;
  title: string;
  open: boolean;
  /** By Escape or by a button of `method=dialog`. */
  onClose: () => void;
  children: ComponentChildren;
}

/** A question that waits for an answer; the page behind it is inert meanwhile. */
export function Dialog({ id, title, open, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  // At once: what is typed after the answer must find the page alive, and the focus where it belongs.
  useLayoutEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  return (
    <dialog ref={dialog} aria-labelledby={`${id}-title`} onClose={onClose} class="dialog">
      <h2 id={`${id}-title`}>{title}</h2>
      {children}
    </dialog>
  );
}
