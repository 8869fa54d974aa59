import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Button } from "../components/Button.tsx";
import { Checkbox } from "../components/practice/Checkbox.tsx";
import { TextField } from "../components/TextField.tsx";
import type { Catalogue, Lang } from "../i18n/mod.ts";
import { emailError } from "../practice/account/account_form.ts";
import { forgetKeys, listKeys } from "../practice/vault/key_store.ts";
import { signIn } from "../practice/account/sign_in.ts";
import { practiceApi } from "../practice/api.ts";
import { textOf, useForm, withSentence } from "../practice/form.ts";
import { problemOf } from "../practice/problem.ts";
import { ProblemNotice } from "../views/practice/ProblemNotice.tsx";

interface SignInProps {
  t: Catalogue["practice"];
  lang: Lang;
}

/** The sign-in form. */
export default function SignIn({ t, lang }: SignInProps) {
  const { ref, ready, busy, problem, errors, refuse, run } = useForm<"email" | "passphrase">();
  const shown = useSignal(false);
  useEffect(() => {
    leaveOrForget().catch(() => {}); // missing storage is told when somebody signs in
  }, []);

  function submit(event: SubmitEvent) {
    event.preventDefault();
    const data = new FormData(ref.current!);
    const [email, passphrase] = [textOf(data, "email"), textOf(data, "passphrase")];
    const found = { email: emailError(email), passphrase: passphrase === "" ? "empty" as const : undefined };
    if (busy.value || refuse(found)) return;
    void run(async () => {
      await signIn(email, passphrase);
      location.replace("/practice");
      return "leaving";
    }, { sign_in_wrong: "passphrase" });
  }

  return (
    // method=dialog: without script the browser sends nothing, above all no passphrase.
    <form ref={ref} method="dialog" noValidate onSubmit={submit} class="flex flex-col gap-6">
      <ProblemNotice problem={problem.value} errors={t.errors} lang={lang} />
      <TextField
        name="email"
        type="email"
        label={t.signIn.email}
        autoComplete="username"
        autoFocus
        error={withSentence(errors.value.email, t.errors)}
      />
      <TextField
        name="passphrase"
        type={shown.value ? "text" : "password"}
        label={t.signIn.passphrase}
        autoComplete="current-password"
        error={withSentence(errors.value.passphrase, t.errors)}
      />
      <Checkbox label={t.showPassphrase} checked={shown.value} onChange={(on) => shown.value = on} />
      <Button type="submit" kind="primary" disabled={!ready.value} busy={busy.value}>
        {t.signIn.submit}
      </Button>
      <p role="status" class="text-muted">{busy.value ? t.signIn.stretching : ""}</p>
    </form>
  );
}

/**
 * Leaves this page if the member is signed in after all: a request from a link on another site carries no cookie.
 * Otherwise deletes the keys of an ended sign-in.
 */
async function leaveOrForget(): Promise<void> {
  const left = await listKeys();
  if (left.length === 0) return await forgetKeys();
  try {
    await practiceApi.listSessions();
  } catch (error) {
    // Somebody may have signed in meanwhile, or be signing in: then these keys are no longer there.
    const found = await listKeys();
    const isSame = found.length > 0 &&
      found.every(({ expiresAtMs }) => left.some((key) => key.expiresAtMs === expiresAtMs));
    if (problemOf(error).code === "signed_out" && isSame) await forgetKeys();
    return;
  }
  location.replace("/practice");
}
