import { PageShell } from "../../components/PageShell.tsx";
import { PracticeNav } from "../../components/PracticeNav.tsx";
import { catalogueOf, type Lang, LANGS } from "../../i18n/mod.ts";
import ConsultationForm from "../../islands/ConsultationForm.tsx";
import { define } from "../../server/state.ts";

/** The form that makes an invitation, and the invitation made. */
export default define.page(({ state }) => {
  const { practice } = state.signedIn!; // the middleware saw to it
  const t = state.t.practice;
  const inEveryLang = <Value,>(of: (lang: Lang) => Value) =>
    Object.fromEntries(LANGS.map((lang) => [lang, of(lang)])) as Record<Lang, Value>;
  return (
    <PageShell state={state} title={t.create.title} path="/practice/new">
      <PracticeNav t={t.nav} practiceName={practice.name} current="/practice/new" />
      <ConsultationForm
        t={t.create}
        errors={t.errors}
        invitations={inEveryLang((lang) => catalogueOf(lang).practice.invitation)}
        langNames={inEveryLang((lang) => catalogueOf(lang).langName)}
        lang={state.lang}
        practiceId={practice.id}
        practiceName={practice.name}
        codeLength={state.config.codeLength}
      />
    </PageShell>
  );
});
