import { PageShell } from "../../components/PageShell.tsx";
import { NoScript } from "../../components/ScriptGuard.tsx";
import Recover from "../../islands/Recover.tsx";
import { define } from "../../server/state.ts";

/** Sets a new passphrase by the recovery key. */
export default define.page(({ state }) => {
  const { recover, signIn, setUp, errors, showPassphrase, scriptNeeded } = state.t.practice;
  return (
    <PageShell t={state.t} lang={state.lang} title={recover.title}>
      <h1>{recover.title}</h1>
      <p>{recover.intro}</p>
      <NoScript>{scriptNeeded}</NoScript>
      <Recover t={{ recover, signIn, setUp, errors, showPassphrase }} lang={state.lang} />
      <h2>{recover.noKey}</h2>
      <p>{recover.noKeyLead}</p>
      <p>
        <a href="/practice">{recover.toSignIn}</a>
      </p>
    </PageShell>
  );
});
