import { PageShell } from "../../components/PageShell.tsx";
import { NoScript } from "../../components/ScriptGuard.tsx";
import SetUp from "../../islands/SetUp.tsx";
import { define } from "../../server/state.ts";

/** Creates the practice, by the set-up link. Its token is in the URL's fragment, which browsers do not send. */
export default define.page(({ state }) => {
  const t = state.t.practice;
  return (
    <PageShell t={state.t} lang={state.lang} title={t.setUp.title}>
      <h1>{t.setUp.title}</h1>
      <p>{t.setUp.intro}</p>
      <NoScript>{t.scriptNeeded}</NoScript>
      <SetUp t={t} lang={state.lang} />
    </PageShell>
  );
});
