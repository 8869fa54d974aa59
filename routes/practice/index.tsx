import { PageShell } from "../../components/PageShell.tsx";
import { NoScript } from "../../components/ScriptGuard.tsx";
import { PracticeNav } from "../../components/practice/PracticeNav.tsx";
import Passkeys from "../../islands/Passkeys.tsx";
import PasskeySignIn from "../../islands/PasskeySignIn.tsx";
import PracticeHome from "../../islands/PracticeHome.tsx";
import ProofDialog from "../../islands/ProofDialog.tsx";
import SignIn from "../../islands/SignIn.tsx";
import SignOut from "../../islands/SignOut.tsx";
import { define } from "../../server/state.ts";

/** The list of consultations for members, or the passkey that they still have to add; else the sign-in. */
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
  if (signedIn.mustAddPasskey) {
    const { passkeys, proof, settings, errors } = t;
    return (
      <PageShell t={state.t} lang={lang} title={passkeys.neededTitle}>
        <section class="card stack" data-passkey-needed>
          <h1>{passkeys.neededTitle}</h1>
          <p>{passkeys.neededLead}</p>
          <NoScript>{t.scriptNeeded}</NoScript>
          <Passkeys t={{ passkeys, settings, errors }} lang={lang} next="/practice" />
          <p>
            <SignOut t={t.nav} />
          </p>
        </section>
        <ProofDialog t={{ proof, errors }} lang={lang} email={signedIn.member.email} />
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
          journal: t.journal,
          members: t.members,
          settings: t.settings,
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
