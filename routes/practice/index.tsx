import { PageShell } from "../../components/PageShell.tsx";
import { NoScript } from "../../components/ScriptGuard.tsx";
import { PracticeNav } from "../../components/practice/PracticeNav.tsx";
import PasskeySignIn from "../../islands/PasskeySignIn.tsx";
import PracticeHome from "../../islands/PracticeHome.tsx";
import SignIn from "../../islands/SignIn.tsx";
import SignOut from "../../islands/SignOut.tsx";
import { define } from "../../server/state.ts";

/** The list of consultations for members; else the sign-in. */
export default define.page(({ state }) => {
  const { lang, signedIn } = state;
  const t = state.t.practice;
  if (!signedIn) {
    return (
      <PageShell t={state.t} lang={lang} title={t.signIn.title}>
        <h1>{t.signIn.title}</h1>
        <p>{t.signIn.intro}</p>
        <NoScript>{t.scriptNeeded}</NoScript>
        <SignIn t={t} lang={lang} />
        <p>
          <a href="/practice/recover">{t.signIn.forgotten}</a>
        </p>
        <PasskeySignIn t={{ signIn: t.signIn, errors: t.errors }} lang={lang} />
        <p>
          <a href="/">{t.signIn.toJoin}</a>
        </p>
      </PageShell>
    );
  }
  return (
    <PageShell t={state.t} lang={lang} title={t.list.title}>
      <PracticeNav t={t.nav} practiceName={signedIn.practice.name} current="/practice">
        <SignOut t={t.nav} />
      </PracticeNav>
      <NoScript>{t.scriptNeeded}</NoScript>
      <PracticeHome
        renew={t.settings.renewRecoveryKey}
        change={t.settings.changePassphrase}
        t={{
          list: t.list,
          errors: t.errors,
          recoveryKey: t.recoveryKey,
          openVault: t.openVault,
          setUp: t.setUp,
          signIn: t.signIn,
        }}
        lang={lang}
        practiceId={signedIn.practice.id}
        practiceName={signedIn.practice.name}
        email={signedIn.member.email}
        role={signedIn.member.role}
      />
    </PageShell>
  );
});
