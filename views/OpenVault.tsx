import { Notice } from "../components/Notice.tsx";
import { PassphraseProof } from "../components/practice/PassphraseProof.tsx";
import type { Catalogue, Lang } from "../i18n/mod.ts";
import { openVault } from "../practice/account/sign_in.ts";
import { textOf, useForm } from "../practice/form.ts";
import { sentenceOf } from "../practice/problem.ts";

export interface OpenVaultProps {
  t: Pick<Catalogue["practice"], "openVault" | "errors" | "setUp" | "signIn">;
  lang: Lang;
  email: string;
  onOpened: () => void;
}

/** Asks somebody who is signed in for the passphrase, because this browser has not the practice key. */
export default function OpenVault({ t, lang, email, onOpened }: OpenVaultProps) {
  const { ref, ready, busy, problem, errors, refuse, run } = useForm<"passphrase">();

  function submit(event: SubmitEvent) {
    event.preventDefault();
    const passphrase = textOf(new FormData(ref.current!), "passphrase");
    if (busy.value || refuse({ passphrase: passphrase === "" ? "empty" : undefined })) return;
    void run(async () => {
      await openVault(email, passphrase);
      onOpened();
    }, { passphrase_wrong: "passphrase" });
  }

  return (
    <form
      ref={ref}
      method="dialog"
      noValidate
      onSubmit={submit}
      class="card stack"
      data-vault="locked"
    >
      <h1>{t.openVault.title}</h1>
      <p>{t.openVault.lead}</p>
      <p class="text-muted">{t.openVault.why}</p>
      {problem.value && (
        <Notice kind="error" code={problem.value.code}>{sentenceOf(problem.value, t.errors, lang)}</Notice>
      )}
      <PassphraseProof
        label={t.signIn.passphrase}
        email={email}
        autoFocus
        error={errors.value.passphrase &&
          { code: errors.value.passphrase, text: t.errors[errors.value.passphrase] }}
        submit={t.openVault.submit}
        kind="primary"
        ready={ready.value}
        busy={busy.value}
        working={t.setUp.stretching}
      />
      <p>
        <a href="/practice/recover">{t.signIn.forgotten}</a>
      </p>
    </form>
  );
}
