import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { Button } from "../../components/Button.tsx";
import { takeFocus } from "../../components/focus.ts";
import { fill } from "../../i18n/fill.ts";
import type { Catalogue } from "../../i18n/mod.ts";

interface RemoveGuestProps {
  t: Catalogue["call"];
  name: string;
  onRemove: () => void;
}

/** The button that removes the guest from the conversation; asks once. */
export function RemoveGuest({ t, name, onRemove }: RemoveGuestProps) {
  const asked = useSignal(false);
  const place = useRef<HTMLDivElement>(null);
  const keep = () => {
    asked.value = false;
    queueMicrotask(() => place.current?.querySelector("button")?.focus());
  };
  const { remove, removeQuestion, removeYes, removeNo } = t.panel;
  if (!asked.value) {
    return (
      <div ref={place}>
        <Button kind="secondary" onClick={() => asked.value = true}>{remove}</Button>
      </div>
    );
  }
  return (
    <div role="group" aria-labelledby="remove-question" class="flex flex-col gap-3">
      <p id="remove-question">{fill(removeQuestion, { name })}</p>
      <div class="flex flex-wrap gap-3">
        <Button kind="danger" onClick={onRemove}>{removeYes}</Button>
        <button type="button" ref={takeFocus} class="btn btn-secondary" onClick={keep}>{removeNo}</button>
      </div>
    </div>
  );
}
