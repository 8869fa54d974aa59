import { useSignal } from "@preact/signals";
import { Button } from "../../components/Button.tsx";
import { Dialog } from "../../components/Dialog.tsx";
import type { Catalogue } from "../../i18n/mod.ts";

interface NewPracticeKeyProps {
  texts: Catalogue["practice"]["members"];
  busy: boolean;
  onRenew: () => void;
}

/** Tells when the practice needs a new key, and asks before one is made. */
export function NewPracticeKey({ texts: { newKey, removeNo }, busy, onRenew }: NewPracticeKeyProps) {
  const isAsked = useSignal(false);
  const close = () => void (isAsked.value = false);
  const renew = () => {
    close();
    onRenew();
  };
  return (
    <section aria-labelledby="new-key" class="card stack">
      <h2 id="new-key">{newKey.title}</h2>
      <p>{newKey.lead}</p>
      <div>
        <Button kind="secondary" busy={busy} onClick={() => isAsked.value = true}>{newKey.make}</Button>
      </div>
      <Dialog
        id="new-key-question"
        title={newKey.question}
        leadId="new-key-lead"
        open={isAsked.value}
        onClose={close}
      >
        <p id="new-key-lead">{newKey.questionLead}</p>
        <div class="flex flex-wrap gap-4">
          <Button kind="primary" onClick={renew}>{newKey.yes}</Button>
          <Button kind="secondary" onClick={close}>{removeNo}</Button>
        </div>
      </Dialog>
    </section>
  );
}
