import { useSignal } from "@preact/signals";
import { Notice } from "../components/Notice.tsx";
import { TextField } from "../components/TextField.tsx";
import type { Catalogue, Lang } from "../i18n/mod.ts";
import { accountErrors, type AccountField, accountFieldsOf } from "../practice/account/account_form.ts";
import { commonErrors } from "../practice/account/common_passphrases.ts";
import { setUpPractice } from "../practice/account/new_member.ts";
import { forgetFragment, takeFragment } from "../practice/account/secret_fragment.ts";
import { useForm } from "../practice/form.ts";
import { type Problem, problemOf, sentenceOf } from "../practice/problem.ts";
import { useHash } from "../practice/use_hash.ts";
import { NewAccountForm } from "../views/practice/NewAccountForm.tsx";

interface SetUpProps {
  t: Catalogue["practice"];
  lang: Lang;
}

/** The form that creates the practice. The set-up token leaves this tab only with that request. */
export default function SetUp({ t, lang }: SetUpProps) {
  const form = useForm<AccountField>();
  const { ready, problem, refuse, run } = form;
  const token = useSignal<string | undefined>(undefined);

  useHash(() => {
    try {
      token.value = takeFragment("setup-token");
      problem.value = token.value === undefined ? { code: "setup_token_missing" } : undefined;
    } catch (error) {
      problem.value = problemOf(error);
    }
  });

  function submit(data: FormData) {
    const fields = accountFieldsOf(data);
    if (refuse(accountErrors(fields))) return;
    const by = token.value;
    if (by === undefined) {
      problem.value = { code: "setup_token_missing" };
      return;
    }
    void run(async () => {
      const { passphrase, ...known } = fields;
      if (refuse(await commonErrors(passphrase, [known.practiceName, known.memberName, known.email]))) return;
      await setUpPractice(by, fields);
      forgetFragment("setup-token");
      location.replace("/practice");
      return "leaving";
    });
  }

  return (
    <NewAccountForm
      t={t}
      form={form}
      submitLabel={t.setUp.submit}
      disabled={!ready.value}
      onSubmit={submit}
      before={(sentence) => (
        <>
          {problem.value && <SetUpProblem t={t} lang={lang} problem={problem.value} />}
          <TextField
            name="practiceName"
            label={t.setUp.practiceName}
            hint={t.setUp.practiceNameHint}
            autoComplete="organization"
            autoFocus
            error={sentence("practiceName")}
          />
        </>
      )}
    />
  );
}

function SetUpProblem({ t, lang, problem }: SetUpProps & { problem: Problem }) {
  return (
    <Notice kind="error" code={problem.code}>
      {sentenceOf(problem, t.errors, lang)}{" "}
      {problem.code === "setup_closed" && <a href="/practice" class="underline">{t.setUp.toSignIn}</a>}
    </Notice>
  );
}
