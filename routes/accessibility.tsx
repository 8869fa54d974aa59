import { OperatorDetails } from "../components/OperatorDetails.tsx";
import { PageShell } from "../components/PageShell.tsx";
import { RunningText } from "../components/RunningText.tsx";
import { define } from "../server/state.ts";

/** The accessibility statement, and where to report a barrier. */
export default define.page(function Accessibility({ state }) {
  const { t, lang, config } = state;
  const { accessibility } = t.legal;
  return (
    <PageShell t={t} lang={lang} title={accessibility.title} description={accessibility.lead}>
      <h1>{accessibility.title}</h1>
      <p class="lead">{accessibility.lead}</p>
      <RunningText t={t} lang={lang} sections={accessibility.sections} contents={false} />
      <div class="prose">
        <OperatorDetails t={t.legal} operator={config.operator} />
      </div>
    </PageShell>
  );
});
