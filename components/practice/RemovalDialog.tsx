import type { ComponentChildren } from "preact";
import { Button } from "../Button.tsx";
import { Dialog } from "../Dialog.tsx";

interface RemovalDialogProps<Item> {
  id: string;
  title: string;
  /** What is to be removed; the dialog is open while there is something. */
  item: Item | undefined;
  /** The label of the button that removes, and of the one that does not. */
  yes: string;
  no: string;
  onRemove: (item: Item) => void;
  onClose: () => void;
  children: ComponentChildren;
}

/** Asks before something is removed. */
export function RemovalDialog<Item>(props: RemovalDialogProps<Item>) {
  const { id, title, item, yes, no, onRemove, onClose, children } = props;
  return (
    <Dialog id={id} title={title} leadId={`${id}-lead`} open={item !== undefined} onClose={onClose}>
      <div id={`${id}-lead`} class="flex flex-col gap-4">{children}</div>
      <div class="flex flex-wrap gap-4">
        <Button kind="danger" onClick={() => item !== undefined && onRemove(item)}>{yes}</Button>
        <Button kind="secondary" onClick={onClose}>{no}</Button>
      </div>
    </Dialog>
  );
}
