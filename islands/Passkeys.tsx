import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Button } from "../components/Button.tsx";
import { Dialog } from "../components/Dialog.tsx";
import { useKeptFocus } from "../components/focus.ts";
import { Notice } from "../components/Notice.tsx";
import { PassphraseProof } from "../components/practice/PassphraseProof.tsx";
import { fill } from "../i18n/fill.ts";
import type { Catalogue, Lang } from "../i18n/mod.ts";
import { addPasskey, canUsePasskeys } from "../practice/account/passkeys.ts";
import { practiceApi } from "../practice/api.ts";
import { formatMoment } from "../practice/dates.ts";
import { textOf, useForm } from "../practice/form.ts";
import { problemOf, sentenceOf } from "../practice/problem.ts";
import type { PasskeySummary } from "../wire/passkeys.ts";

export interface PasskeysProps {
  t: Pick<Catalogue["practice"], "passkeys" | "settings" | "errors">;
  lang: Lang;
  email: string;
}

/** One's own passkeys: what each can do, a new one, removing one. */
export default function Passkeys({ t, lang, email }: PasskeysProps) {
  useKeptFocus();
  const texts = t.passkeys;
  const { ref, ready, busy, problem, errors, refuse, run } = useForm<"passphrase">();
  const possible = useSignal(true);
  const passkeys = useSignal<PasskeySummary[] | undefined>(undefined);
  const removing = useSignal<PasskeySummary | undefined>(undefined);
  const added = useSignal<PasskeySummary | undefined>(undefined);
  const told = useSignal("");

  async function load() {
    passkeys.value = (await practiceApi.listPasskeys()).passkeys;
  }
  useEffect(() => {
    possible.value = canUsePasskeys();
    load().catch((error) => problem.value = problemOf(error));
  }, []);

  function submit(event: SubmitEvent) {
    event.preventDefault();
    const passphrase = textOf(new FormData(ref.current!), "passphrase");
    if (busy.value || refuse({ passphrase: passphrase === "" ? "empty" : undefined })) return;
    added.value = undefined;
    told.value = "";
    void run(async () => {
      try {
        added.value = await addPasskey(email, passphrase);
        ref.current?.reset();
      } finally {
        await load(); // it may be there although the answer was lost
      }
    }, { passphrase_wrong: "passphrase" });
  }

  function remove({ id }: PasskeySummary) {
    removing.value = undefined;
    added.value = undefined;
    void run(async () => {
      await practiceApi.removePasskey(id).catch((error) => {
        if (problemOf(error).code !== "passkey_unknown") throw error; // gone already
      });
      told.value = texts.removed;
      await load();
    });
  }

  return (
    <div class="flex flex-col gap-6" data-passkeys={passkeys.value ? "ready" : "loading"}>
      {passkeys.value?.length === 0 && <p class="text-muted">{texts.none}</p>}
      <ul class="flex flex-col gap-5 empty:hidden">
        {passkeys.value?.map((passkey) => (
          <li
            key={passkey.id}
            data-passkey={passkey.opens ? "opens" : "signs-in"}
            class="flex flex-wrap items-center justify-between gap-4"
          >
            <div class="min-w-0 flex-1 basis-64" id={`passkey-${passkey.id}`}>
              <span class="font-semibold">{nameOf(passkey, t)}</span>
              <span class="block">{passkey.opens ? texts.opens : texts.signsIn}</span>
              <span class="block text-muted">{timesOf(passkey, texts, lang)}</span>
            </div>
            <Button
              kind="secondary"
              aria-describedby={`passkey-${passkey.id}`}
              busy={busy.value}
              onClick={() => removing.value = passkey}
            >
              {texts.remove}
            </Button>
          </li>
        ))}
      </ul>
      {problem.value && (
        <Notice kind="error" code={problem.value.code}>{sentenceOf(problem.value, t.errors, lang)}</Notice>
      )}
      {added.value && (
        <Notice kind={added.value.opens ? "success" : "warning"}>
          <p data-added={added.value.opens ? "opens" : "signs-in"}>
            {added.value.opens ? texts.addedOpens : texts.addedSignsIn}
          </p>
        </Notice>
      )}
      <p role="status" class="empty:hidden font-semibold">{told.value}</p>
      {possible.value
        ? (
          <form ref={ref} method="dialog" noValidate onSubmit={submit} class="flex flex-col gap-6">
            <PassphraseProof
              id="field-passkey-passphrase"
              label={t.settings.passphrase}
              hint={texts.passphraseHint}
              email={email}
              error={errors.value.passphrase &&
                { code: errors.value.passphrase, text: t.errors[errors.value.passphrase] }}
              submit={texts.add}
              kind="primary"
              ready={ready.value}
              busy={busy.value}
              working={texts.busy}
            />
          </form>
        )
        : <p>{t.errors.passkey_unsupported}</p>}
      <Dialog
        id="remove-passkey"
        title={texts.removeTitle}
        open={removing.value !== undefined}
        onClose={() => removing.value = undefined}
      >
        <p>{removing.value && nameOf(removing.value, t)}</p>
        <p>{texts.removeLead}</p>
        <div class="flex flex-wrap gap-4">
          <Button kind="danger" onClick={() => removing.value && remove(removing.value)}>
            {texts.removeYes}
          </Button>
          <Button kind="secondary" onClick={() => removing.value = undefined}>{texts.removeNo}</Button>
        </div>
      </Dialog>
    </div>
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
