import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Button } from "../components/Button.tsx";
import type { Catalogue, Lang } from "../i18n/mod.ts";
import { canUsePasskeys, signInWithPasskey } from "../practice/account/passkeys.ts";
import { useForm } from "../practice/form.ts";
import { ProblemNotice } from "../views/practice/ProblemNotice.tsx";

interface PasskeySignInProps {
  t: Pick<Catalogue["practice"], "signIn" | "errors">;
  lang: Lang;
}

/** Signs in with a passkey; renders nothing if the browser has no passkeys. */
export default function PasskeySignIn({ t, lang }: PasskeySignInProps) {
  const { ready, busy, problem, run } = useForm();
  const possible = useSignal(true);
  useEffect(() => void (possible.value = canUsePasskeys()), []);
  if (!possible.value) return null;

  const signIn = () =>
    run(async () => {
      await signInWithPasskey();
      location.replace("/practice");
      return "leaving";
    });

  return (
    <section aria-labelledby="passkey-title" class="flex flex-col gap-4 pt-6 border-t border-line">
      <h2 id="passkey-title">{t.signIn.passkeyTitle}</h2>
      <p>{t.signIn.passkeyLead}</p>
      <ProblemNotice problem={problem.value} errors={t.errors} lang={lang} />
      <div>
        <Button
          kind="secondary"
          disabled={!ready.value}
          busy={busy.value}
          onClick={() => void signIn()}
        >
          {t.signIn.usePasskey}
        </Button>
      </div>
      <p role="status" class="text-muted empty:hidden">{busy.value ? t.signIn.passkeyBusy : ""}</p>
    </section>
  );
}
