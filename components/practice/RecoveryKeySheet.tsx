import { useSignal } from "@preact/signals";
import type { Catalogue } from "../../i18n/mod.ts";
import { Button } from "../Button.tsx";
import { takeFocus } from "../focus.ts";
import { Checkbox } from "./Checkbox.tsx";

interface RecoveryKeySheetProps {
  t: Catalogue["practice"]["recoveryKey"];
  /** Eight groups of six digits. */
  recoveryKey: string;
  practiceName: string;
  email: string;
  copy: (text: string) => Promise<boolean>;
  onConfirmed: () => void;
}

/** Shows the recovery key, to be written down; goes on when the member confirms that. */
export function RecoveryKeySheet(
  { t, recoveryKey, practiceName, email, copy, onConfirmed }: RecoveryKeySheetProps,
) {
  const ticked = useSignal(false);
  const missing = useSignal(false);
  const told = useSignal("");

  function goOn() {
    missing.value = !ticked.value;
    if (ticked.value) return onConfirmed();
    document.querySelector<HTMLInputElement>("#recovery-key-kept")?.focus();
  }

  return (
    <section aria-labelledby="recovery-key-title" data-recovery-key class="flex flex-col gap-6">
      <h1
        id="recovery-key-title"
        ref={takeFocus}
        class="text-2xl sm:text-3xl font-semibold leading-tight"
      >
        {t.title}
      </h1>
      <p class="lead">{t.lead}</p>
      <KeySheet label={t.label} recoveryKey={recoveryKey} owner={`${practiceName} · ${email}`} />
      <div class="flex flex-wrap gap-4 no-print">
        <Button kind="primary" onClick={() => print()}>{t.print}</Button>
        <Button
          kind="secondary"
          onClick={async () => told.value = await copy(recoveryKey) ? t.copied : t.copyFailed}
        >
          {t.copy}
        </Button>
      </div>
      <p role="status" class="no-print empty:hidden text-muted">{told.value}</p>
      <p>{t.advice}</p>
      <div class="no-print flex flex-col gap-3">
        {missing.value && (
          <p
            id="recovery-key-missing"
            class="font-semibold text-danger-ink"
            data-error="recovery_key_unconfirmed"
          >
            {t.unconfirmed}
          </p>
        )}
        <Checkbox
          id="recovery-key-kept"
          label={t.kept}
          checked={ticked.value}
          describedBy={missing.value ? "recovery-key-missing" : undefined}
          onChange={(on) => ticked.value = on}
        />
        <div>
          <Button kind="secondary" onClick={goOn}>{t.goOn}</Button>
        </div>
      </div>
    </section>
  );
}

/** The part that is printed. */
function KeySheet({ label, recoveryKey, owner }: { label: string; recoveryKey: string; owner: string }) {
  return (
    <div class="key-sheet">
      <p class="text-muted">{owner}</p>
      <output aria-label={label} class="recovery-key">
        {recoveryKey.split(" ").map((group, index) => <span key={index}>{`${group} `}</span>)}
      </output>
    </div>
  );
}
