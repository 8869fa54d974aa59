import { PageShell } from "../../components/PageShell.tsx";
import { PracticeNav } from "../../components/PracticeNav.tsx";
import ConsultationList from "../../islands/ConsultationList.tsx";
import SignIn from "../../islands/SignIn.tsx";
import { define } from "../../server/state.ts";

/** The list of consultations; the sign-in for whoever is signed out. */
export default define.page(({ state }) => {
  const { lang, signedIn } = state;
  const t = state.t.practice;
  if (!signedIn) {
    return (
      <PageShell state={state} title={t.signIn.title} path="/practice">
        <h1>{t.signIn.title}</h1>
        <p>{t.signIn.intro}</p>
        <SignIn t={t} lang={lang} />
        <p>
          <a href="/">{t.signIn.toJoin}</a>
        </p>
      </PageShell>
    );
  }
  return (
    <PageShell state={state} title={t.list.title} path="/practice">
      <PracticeNav t={t.nav} practiceName={signedIn.practice.name} current="/practice" />
      <ConsultationList t={t.list} errors={t.errors} lang={lang} practiceId={signedIn.practice.id} />
    </PageShell>
  );
});
