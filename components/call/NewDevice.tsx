import type { Catalogue } from "../../i18n/mod.ts";
import { fill } from "../../i18n/fill.ts";
import { Button } from "../Button.tsx";

interface NewDeviceProps {
  t: Catalogue["call"]["newDevice"];
  name: string;
  onReplace: () => void;
  onRefuse: () => void;
}

/** Somebody with the partner's name knocks from another device; only the host can tell whether it is the partner. */
export function NewDevice({ t, name, onReplace, onRefuse }: NewDeviceProps) {
  return (
    <div role="group" aria-label={t.label} class="max-w-md p-4 rounded-xl bg-card text-ink shadow-lg">
      <p>{fill(t.question, { name })}</p>
      <div class="mt-3 flex flex-wrap gap-3">
        <Button kind="primary" onClick={onReplace}>{t.replace}</Button>
        <Button kind="secondary" onClick={onRefuse}>{t.refuse}</Button>
      </div>
    </div>
  );
}
