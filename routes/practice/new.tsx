import { PageShell } from "../../components/PageShell.tsx";
import { NoScript } from "../../components/ScriptGuard.tsx";
import { PracticeNav } from "../../components/practice/PracticeNav.tsx";
import { catalogueOf, inEveryLang } from "../../i18n/mod.ts";
import ConsultationForm from "../../islands/ConsultationForm.tsx";
import SignOut from "../../islands/SignOut.tsx";
import { memberPage } from "../../server/auth.ts";
import { lobbyMinutesOf } from "../../server/consultations.ts";

/** Creates a consultation, and shows its invitation. */
export default memberPage(({ state }) => {
  const { practice, member } = state.signedIn;
  const t = state.t.practice;
  return (
    <PageShell t={state.t} lang={state.lang} title={t.create.title}>
      <PracticeNav t={t.nav} practiceName={practice.name} current="/practice/new">
        <SignOut t={t.nav} />
      </PracticeNav>
      <NoScript>{t.scriptNeeded}</NoScript>
      <ConsultationForm
        t={t.create}
        errors={t.errors}
        invitations={inEveryLang((lang) => catalogueOf(lang).practice.invitation)}
        langNames={inEveryLang((lang) => catalogueOf(lang).langName)}
        lang={state.lang}
        practiceId={practice.id}
        practiceName={practice.name}
        role={member.role}
        codeLength={state.config.codeLength}
        phone={practice.phone ?? ""}
        lobbyMinutes={lobbyMinutesOf(practice, state.config)}
      />
    </PageShell>
  );
});
