import { PageShell } from "../../components/PageShell.tsx";
import { NoScript } from "../../components/ScriptGuard.tsx";
import { PracticeNav } from "../../components/practice/PracticeNav.tsx";
import Journal from "../../islands/Journal.tsx";
import SignOut from "../../islands/SignOut.tsx";
import { memberPage } from "../../server/auth.ts";

/** The practice's security record. */
export default memberPage(({ state }) => {
  const { practice } = state.signedIn;
  const { nav, journal, errors, members, settings, scriptNeeded } = state.t.practice;
  return (
    <PageShell t={state.t} lang={state.lang} title={journal.title}>
      <PracticeNav t={nav} practiceName={practice.name} current="/practice/security">
        <SignOut t={nav} />
      </PracticeNav>
      <h1>{journal.title}</h1>
      <p>{journal.lead}</p>
      <NoScript>{scriptNeeded}</NoScript>
      <Journal
        t={{ journal, errors, members, settings }}
        lang={state.lang}
        practiceId={practice.id}
      />
    </PageShell>
  );
});
