import { OperatorMissing } from "../components/OperatorDetails.tsx";
import { PageShell } from "../components/PageShell.tsx";
import { RunningText } from "../components/RunningText.tsx";
import { define } from "../server/state.ts";

/** The terms of use. */
export default define.page(function Terms({ state }) {
  const { t, lang, config } = state;
  const { terms } = t.legal;
  return (
    <PageShell t={t} lang={lang} title={terms.title} description={terms.lead}>
      <h1>{terms.title}</h1>
      <OperatorMissing t={t.legal} operator={config.operator} />
      <p class="lead">{terms.lead}</p>
      <RunningText t={t} lang={lang} sections={terms.sections} contents={false} />
    </PageShell>
  );
});
