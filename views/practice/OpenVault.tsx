import { PassphraseProof } from "../../components/practice/PassphraseProof.tsx";
import type { Catalogue, Lang } from "../../i18n/mod.ts";
import { openVault } from "../../practice/account/sign_in.ts";
import { usePassphraseForm, withSentence } from "../../practice/form.ts";
import { ProblemNotice } from "./ProblemNotice.tsx";

interface OpenVaultProps {
  t: Pick<Catalogue["practice"], "openVault" | "errors" | "setUp" | "signIn">;
  lang: Lang;
  email: string;
  onOpened: () => void;
}

/** Asks a member who is signed in for the passphrase, in a browser without the practice key. */
export default function OpenVault({ t, lang, email, onOpened }: OpenVaultProps) {
  const { ref, ready, busy, problem, errors, submit } = usePassphraseForm(async (passphrase) => {
    await openVault(email, passphrase);
    onOpened();
  });
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
      <ProblemNotice problem={problem.value} errors={t.errors} lang={lang} />
      <PassphraseProof
        label={t.signIn.passphrase}
        email={email}
        autoFocus
        error={withSentence(errors.value.passphrase, t.errors)}
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
