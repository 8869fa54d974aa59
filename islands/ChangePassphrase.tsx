import { useSignal } from "@preact/signals";
import { Button } from "../components/Button.tsx";
import { Notice } from "../components/Notice.tsx";
import { Checkbox } from "../components/practice/Checkbox.tsx";
import { NewPassphraseFields } from "../components/practice/NewPassphraseFields.tsx";
import { PassphraseOwner } from "../components/practice/PassphraseOwner.tsx";
import { TextField } from "../components/TextField.tsx";
import type { Catalogue, Lang } from "../i18n/mod.ts";
import { newPassphraseErrors } from "../practice/account/account_form.ts";
import { commonErrors } from "../practice/account/common_passphrases.ts";
import { forgetShortPassphrase } from "../practice/account/short_passphrase.ts";
import { changePassphrase } from "../practice/account/passphrase.ts";
import { practiceJournal } from "../practice/journal/journal.ts";
import { textOf, useForm, withSentence } from "../practice/form.ts";
import { ProblemNotice } from "../views/practice/ProblemNotice.tsx";

interface ChangePassphraseProps {
  t: Pick<Catalogue["practice"], "settings" | "setUp" | "errors" | "showPassphrase">;
  lang: Lang;
  email: string;
}

type Field = "current" | "passphrase" | "repeat";

/** Changes the passphrase; asks for the current one. */
export default function ChangePassphrase({ t, lang, email }: ChangePassphraseProps) {
  const { ref, ready, busy, problem, errors, refuse, run } = useForm<Field>();
  const shown = useSignal(false);
  const done = useSignal(false);

  function submit(event: SubmitEvent) {
    event.preventDefault();
    if (busy.value) return;
    const data = new FormData(ref.current!);
    const [current, passphrase] = [textOf(data, "current"), textOf(data, "passphrase")];
    const wrong = newPassphraseErrors({ passphrase, repeat: textOf(data, "repeat") });
    done.value = false;
    if (refuse({ current: current === "" ? "empty" : undefined, ...wrong })) return;
    void run(async () => {
      if (refuse(await commonErrors(passphrase, [email]))) return;
      await changePassphrase(email, current, passphrase);
      await practiceJournal.note({ kind: "passphrase_changed" });
      forgetShortPassphrase();
      ref.current?.reset();
      done.value = true;
    }, { passphrase_wrong: "current" });
  }

  const sentence = (field: Field) => withSentence(errors.value[field], t.errors);
  const { newPassphrase, repeatPassphrase } = t.settings;
  return (
    // method=dialog: without script the browser sends nothing, above all no passphrase.
    <form ref={ref} method="dialog" noValidate onSubmit={submit} class="flex flex-col gap-6">
      <ProblemNotice problem={problem.value} errors={t.errors} lang={lang} />
      <PassphraseOwner email={email} />
      <TextField
        name="current"
        type={shown.value ? "text" : "password"}
        label={t.settings.currentPassphrase}
        autoComplete="current-password"
        error={sentence("current")}
      />
      <NewPassphraseFields
        t={{ ...t.setUp, passphrase: newPassphrase, repeat: repeatPassphrase }}
        shown={shown.value}
        errors={{ passphrase: sentence("passphrase"), repeat: sentence("repeat") }}
      />
      <Checkbox label={t.showPassphrase} checked={shown.value} onChange={(on) => shown.value = on} />
      <div>
        <Button type="submit" kind="primary" disabled={!ready.value} busy={busy.value}>
          {t.settings.changePassphrase}
        </Button>
      </div>
      <p role="status" class="text-muted">{busy.value ? t.setUp.stretching : ""}</p>
      {done.value && (
        <Notice kind="success">
          <p data-done="passphrase">{t.settings.passphraseChanged}</p>
        </Notice>
      )}
    </form>
  );
}
