import { PageShell } from "../../components/PageShell.tsx";
import { NoScript } from "../../components/ScriptGuard.tsx";
import JoinPractice from "../../islands/JoinPractice.tsx";
import { define } from "../../server/state.ts";

/** Opens a member invitation. Its token is in the URL's fragment, which browsers do not send. */
export default define.page(({ state }) => {
  const { join, setUp, members, errors, showPassphrase, scriptNeeded } = state.t.practice;
  return (
    <PageShell t={state.t} lang={state.lang} title={join.title}>
      <h1>{join.title}</h1>
      <NoScript>{scriptNeeded}</NoScript>
      <JoinPractice t={{ join, setUp, members, errors, showPassphrase }} lang={state.lang} />
    </PageShell>
  );
});
