import type { Role } from "../../wire/rooms.ts";
import type { Catalogue } from "../../i18n/mod.ts";
import { Button } from "../Button.tsx";
import { Dialog } from "../Dialog.tsx";

interface HangUpQuestionProps {
  open: boolean;
  role: Role;
  t: Catalogue["call"];
  onHangUp: () => void;
  onEndForAll: () => void;
  onStay: () => void;
}

/** Asks before hanging up, because an accidental click must not end a consultation. */
export function HangUpQuestion({ open, role, t, onHangUp, onEndForAll, onStay }: HangUpQuestionProps) {
  return (
    <Dialog id="hang-up" title={t.hangUp.title} open={open} onClose={onStay}>
      <p>{role === "host" ? t.hangUp.hostLead : t.hangUp.lead}</p>
      <div class="flex flex-wrap gap-3">
        <Button kind="danger" onClick={onHangUp}>{t.controls.hangUp}</Button>
        {role === "host" && <Button kind="danger" onClick={onEndForAll}>{t.hangUp.forAll}</Button>}
        <Button kind="secondary" onClick={onStay}>{t.hangUp.stay}</Button>
      </div>
    </Dialog>
  );
}
