import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Button } from "../components/Button.tsx";
import { Notice } from "../components/Notice.tsx";
import { Checkbox } from "../components/practice/Checkbox.tsx";
import { NewAccountFields } from "../components/practice/NewAccountFields.tsx";
import { TextField } from "../components/TextField.tsx";
import type { Catalogue, Lang } from "../i18n/mod.ts";
import { accountErrors, type AccountField } from "../practice/account/account_form.ts";
import { setUpPractice } from "../practice/account/new_member.ts";
import { forgetFragment, takeFragment } from "../practice/account/secret_fragment.ts";
import { textOf, useForm } from "../practice/form.ts";
import { sentenceOf } from "../practice/problem.ts";

export interface SetUpProps {
  t: Catalogue["practice"];
  lang: Lang;
}

/** The form that creates the practice. The token never leaves this tab but for the one request. */
export default function SetUp({ t, lang }: SetUpProps) {
  const { ref, ready, busy, problem, errors, refuse, run } = useForm<AccountField>();
  const shown = useSignal(false);
  const token = useSignal<string | undefined>(undefined);

  useEffect(() => {
    const take = () => {
      token.value = takeFragment("setup-token");
      problem.value = token.value === undefined ? { code: "setup_token_missing" } : undefined;
    };
    take();
    addEventListener("hashchange", take); // the link pasted into a tab that shows the page already
    return () => removeEventListener("hashchange", take);
  }, []);

  function submit(event: SubmitEvent) {
    event.preventDefault();
    if (busy.value) return;
    const data = new FormData(ref.current!);
    const fields = {
      practiceName: textOf(data, "practiceName"),
      memberName: textOf(data, "memberName"),
      email: textOf(data, "email"),
      passphrase: textOf(data, "passphrase"),
      repeat: textOf(data, "repeat"),
    };
    if (refuse(accountErrors(fields))) return;
    const by = token.value;
    if (by === undefined) {
      problem.value = { code: "setup_token_missing" };
      return;
    }
    void run(async () => {
      await setUpPractice(by, fields);
      forgetFragment("setup-token");
      location.replace("/practice");
      return "leaving";
    });
  }

  const sentence = (field: AccountField) => {
    const code = errors.value[field];
    return code && { code, text: t.errors[code] };
  };
  return (
    // method=dialog: without script the browser sends nothing, above all no passphrase.
    <form ref={ref} method="dialog" noValidate onSubmit={submit} class="flex flex-col gap-6">
      {problem.value && (
        <Notice kind="error" code={problem.value.code}>
          {sentenceOf(problem.value, t.errors, lang)}{" "}
          {problem.value.code === "setup_closed" && (
            <a href="/practice" class="underline">{t.setUp.toSignIn}</a>
          )}
        </Notice>
      )}
      <TextField
        name="practiceName"
        label={t.setUp.practiceName}
        hint={t.setUp.practiceNameHint}
        autoComplete="organization"
        autoFocus
        error={sentence("practiceName")}
      />
      <NewAccountFields t={t.setUp} shown={shown.value} sentence={sentence} />
      <Checkbox label={t.showPassphrase} checked={shown.value} onChange={(on) => shown.value = on} />
      <Button type="submit" kind="primary" disabled={!ready.value} busy={busy.value}>{t.setUp.submit}</Button>
      <p role="status" class="text-muted">{busy.value ? t.setUp.stretching : ""}</p>
    </form>
  );
}
