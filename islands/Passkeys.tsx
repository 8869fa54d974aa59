import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Button } from "../components/Button.tsx";
import { useKeptFocus } from "../components/focus.ts";
import { Notice } from "../components/Notice.tsx";
import { ActionItem } from "../components/practice/ActionItem.tsx";
import { RemovalDialog } from "../components/practice/RemovalDialog.tsx";
import { fill } from "../i18n/fill.ts";
import type { Catalogue, Lang } from "../i18n/mod.ts";
import { addPasskey, canUsePasskeys } from "../practice/account/passkeys.ts";
import { withOpeningProof, withProof } from "../practice/account/proofs.ts";
import { practiceApi } from "../practice/api.ts";
import { formatMoment } from "../practice/dates.ts";
import { practiceJournal } from "../practice/journal/journal.ts";
import { useForm } from "../practice/form.ts";
import { problemOf } from "../practice/problem.ts";
import { ProblemNotice } from "../views/practice/ProblemNotice.tsx";
import type { PasskeySummary } from "../wire/passkeys.ts";

interface PasskeysProps {
  t: Pick<Catalogue["practice"], "passkeys" | "settings" | "errors">;
  lang: Lang;
  /** Where to go on once there is a passkey; absent to stay. */
  next?: string;
}

/** The member's passkeys: what each can do, how to add one, how to remove one. */
export default function Passkeys({ t, lang, next }: PasskeysProps) {
  useKeptFocus();
  const texts = t.passkeys;
  const { form, isPossible, passkeys, removing, added, told, add, remove } = usePasskeys(texts, next);
  return (
    <div class="flex flex-col gap-6" data-passkeys={passkeys.value ? "ready" : "loading"}>
      {passkeys.value?.length === 0 && <p class="text-muted">{texts.none}</p>}
      <ul class="flex flex-col gap-5 empty:hidden">
        {passkeys.value?.map((passkey) => (
          <ActionItem
            key={passkey.id}
            data-passkey={passkey.opens ? "opens" : "signs-in"}
            id={`passkey-${passkey.id}`}
            action={texts.remove}
            busy={form.busy.value}
            onAction={() => removing.value = passkey}
          >
            <span class="font-semibold">{nameOf(passkey, t)}</span>
            <span class="block">{passkey.opens ? texts.opens : texts.signsIn}</span>
            <span class="block text-muted">{timesOf(passkey, texts, lang)}</span>
          </ActionItem>
        ))}
      </ul>
      <ProblemNotice problem={form.problem.value} errors={t.errors} lang={lang} />
      {added.value && <AddedNotice texts={texts} passkey={added.value} />}
      <p role="status" class="empty:hidden font-semibold">{told.value}</p>
      {isPossible.value
        ? <AddPasskey t={t} form={form} onAdd={add} />
        : <p>{t.errors.passkey_unsupported}</p>}
      <RemovalDialog
        id="remove-passkey"
        title={texts.removeTitle}
        item={removing.value}
        yes={texts.removeYes}
        no={texts.removeNo}
        onRemove={remove}
        onClose={() => removing.value = undefined}
      >
        <p>{removing.value && nameOf(removing.value, t)}</p>
        <p>{texts.removeLead}</p>
      </RemovalDialog>
    </div>
  );
}

function usePasskeys(texts: PasskeysProps["t"]["passkeys"], next: string | undefined) {
  const form = useForm();
  const isPossible = useSignal(true);
  const passkeys = useSignal<PasskeySummary[] | undefined>(undefined);
  const removing = useSignal<PasskeySummary | undefined>(undefined);
  const added = useSignal<PasskeySummary | undefined>(undefined);
  const told = useSignal("");

  async function load() {
    passkeys.value = (await practiceApi.listPasskeys()).passkeys;
  }
  useEffect(() => {
    isPossible.value = canUsePasskeys();
    load().catch((error) => form.problem.value = problemOf(error));
  }, []);

  function add() {
    added.value = undefined;
    told.value = "";
    void form.run(async () => {
      try {
        added.value = await withOpeningProof("account", addPasskey);
        await practiceJournal.note({ kind: "passkey_added" });
      } finally {
        await load(); // the server may have added it although its answer was lost
      }
      if (next === undefined) return;
      location.assign(next);
      return "leaving";
    });
  }

  function remove({ id }: PasskeySummary) {
    removing.value = undefined;
    added.value = undefined;
    void form.run(async () => {
      await withProof("account", (proof) => practiceApi.removePasskey(id, proof)).catch((error) => {
        if (problemOf(error).code !== "passkey_unknown") throw error; // is removed already
      });
      await practiceJournal.note({ kind: "passkey_removed" });
      told.value = texts.removed;
      await load();
    });
  }

  return { form, isPossible, passkeys, removing, added, told, add, remove };
}

interface AddPasskeyProps {
  t: PasskeysProps["t"];
  form: ReturnType<typeof useForm>;
  onAdd: () => void;
}

function AddPasskey({ t, form: { ready, busy }, onAdd }: AddPasskeyProps) {
  return (
    <>
      <div>
        <Button kind="primary" disabled={!ready.value} busy={busy.value} onClick={onAdd}>
          {t.passkeys.add}
        </Button>
      </div>
      <p role="status" class="text-muted empty:hidden">{busy.value ? t.passkeys.busy : ""}</p>
    </>
  );
}

function AddedNotice({ texts, passkey }: { texts: PasskeysProps["t"]["passkeys"]; passkey: PasskeySummary }) {
  return (
    <Notice kind={passkey.opens ? "success" : "warning"}>
      <p data-added={passkey.opens ? "opens" : "signs-in"}>
        {passkey.opens ? texts.addedOpens : texts.addedSignsIn}
      </p>
    </Notice>
  );
}

function nameOf({ device, external }: PasskeySummary, t: Pick<PasskeysProps["t"], "passkeys" | "settings">) {
  const where = device || t.settings.unknownDevice;
  return external ? `${t.passkeys.external} (${where})` : where;
}

function timesOf(
  { createdAtMs, usedAtMs }: PasskeySummary,
  texts: PasskeysProps["t"]["passkeys"],
  lang: Lang,
) {
  const made = fill(texts.made, { time: formatMoment(createdAtMs, lang) });
  const used = usedAtMs === undefined
    ? texts.unused
    : fill(texts.used, { time: formatMoment(usedAtMs, lang) });
  return `${made}, ${used}`;
}
