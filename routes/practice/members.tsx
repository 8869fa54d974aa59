import { PageShell } from "../../components/PageShell.tsx";
import { NoScript } from "../../components/ScriptGuard.tsx";
import { PracticeNav } from "../../components/practice/PracticeNav.tsx";
import Members from "../../islands/Members.tsx";
import ProofDialog from "../../islands/ProofDialog.tsx";
import SignOut from "../../islands/SignOut.tsx";
import { memberPage } from "../../server/auth.ts";

/** The members of the practice. */
export default memberPage(({ state }) => {
  const { practice, member: { id, email, role } } = state.signedIn;
  const { nav, members, proof, errors, scriptNeeded } = state.t.practice;
  return (
    <PageShell t={state.t} lang={state.lang} title={members.title}>
      <PracticeNav t={nav} practiceName={practice.name} current="/practice/members">
        <SignOut t={nav} />
      </PracticeNav>
      <h1>{members.title}</h1>
      <NoScript>{scriptNeeded}</NoScript>
      <Members
        t={{ members, errors }}
        lang={state.lang}
        practiceId={practice.id}
        member={{ id, role }}
      />
      <ProofDialog t={{ proof, errors }} lang={state.lang} email={email} />
    </PageShell>
  );
});
