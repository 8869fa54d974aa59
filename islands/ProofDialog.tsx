import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Button } from "../components/Button.tsx";
import { Dialog } from "../components/Dialog.tsx";
import { PassphraseOwner } from "../components/practice/PassphraseOwner.tsx";
import { TextField } from "../components/TextField.tsx";
import type { Catalogue, Lang } from "../i18n/mod.ts";
import { canUsePasskeys, giveProofByPasskey } from "../practice/account/passkeys.ts";
import { giveProofByPassphrase } from "../practice/account/passphrase.ts";
import { askForProofsBy, type Proof, type ProofQuestion } from "../practice/account/proofs.ts";
import { ProofCancelledError } from "../practice/errors.ts";
import { textOf, useForm, withSentence } from "../practice/form.ts";
import { ProblemNotice } from "../views/practice/ProblemNotice.tsx";

interface ProofDialogProps {
  t: Pick<Catalogue["practice"], "proof" | "errors">;
  lang: Lang;
  /** Of the member who is signed in. */
  email: string;
}

/** Asks for passphrase or passkey before something that needs a fresh proof; what was typed on the page stays. */
export default function ProofDialog({ t, lang, email }: ProofDialogProps) {
  const { question, form, byPasskey, submit, cancel } = useProofDialog(email);
  const { ref, busy, problem, errors } = form;
  const purpose = question.value?.purpose ?? "account";
  return (
    <Dialog
      id="proof"
      title={t.proof.title}
      leadId={question.value && "proof-lead"}
      open={question.value !== undefined}
      onClose={cancel}
    >
      {question.value && (
        <form
          ref={ref}
          method="dialog"
          noValidate
          onSubmit={submit}
          class="flex flex-col gap-6"
          data-proof={purpose}
        >
          <p id="proof-lead">{t.proof.leads[purpose]}</p>
          <ProblemNotice problem={problem.value} errors={t.errors} lang={lang} />
          <PassphraseOwner email={email} />
          <TextField
            id="field-proof"
            name="passphrase"
            type="password"
            label={t.proof.passphrase}
            autoComplete="current-password"
            autoFocus
            error={withSentence(errors.value.passphrase, t.errors)}
          />
          <div class="flex flex-wrap gap-4">
            <Button type="submit" kind="primary" busy={busy.value}>{t.proof.confirm}</Button>
            {canUsePasskeys() && (
              <Button kind="secondary" busy={busy.value} onClick={byPasskey}>{t.proof.usePasskey}</Button>
            )}
            <Button kind="secondary" onClick={cancel}>{t.proof.cancel}</Button>
          </div>
          <p role="status" class="text-muted empty:hidden">{busy.value ? t.proof.busy : ""}</p>
        </form>
      )}
    </Dialog>
  );
}

/** A question, and where its answer goes. */
interface Asked extends ProofQuestion {
  resolve(proof: Proof): void;
  reject(error: Error): void;
}

function useProofDialog(email: string) {
  const form = useForm<"passphrase">();
  const question = useSignal<Asked | undefined>(undefined);
  useEffect(() => {
    askForProofsBy((asked) => {
      cancel();
      return new Promise((resolve, reject) => question.value = { ...asked, resolve, reject });
    });
  }, []);

  function cancel() {
    const asked = question.value;
    question.value = undefined;
    form.problem.value = undefined;
    form.errors.value = {};
    asked?.reject(new ProofCancelledError("The question was closed"));
  }

  /** Proves, and closes the question it was for. */
  function prove(give: (asked: ProofQuestion) => Promise<Proof>) {
    const asked = question.value;
    if (!asked) return;
    void form.run(async () => {
      const proof = await give(asked);
      if (question.value !== asked) return; // closed meanwhile
      question.value = undefined;
      asked.resolve(proof);
    }, { passphrase_wrong: "passphrase" });
  }

  function submit(event: SubmitEvent) {
    event.preventDefault();
    const passphrase = textOf(new FormData(form.ref.current!), "passphrase");
    if (form.busy.value || form.refuse({ passphrase: passphrase === "" ? "empty" : undefined })) return;
    prove(({ purpose }) => giveProofByPassphrase(email, passphrase, purpose));
  }

  return { question, form, submit, cancel, byPasskey: () => prove(giveProofByPasskey) };
}
