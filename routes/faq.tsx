import { PageShell } from "../components/PageShell.tsx";
import { RunningText } from "../components/RunningText.tsx";
import { define } from "../server/state.ts";

/** Questions and answers. */
export default define.page(function Faq({ state }) {
  const { t, lang } = state;
  return (
    <PageShell t={t} lang={lang} title={t.faq.title} description={t.faq.description}>
      <h1>{t.faq.title}</h1>
      <p class="lead">{t.faq.lead}</p>
      <RunningText t={t} lang={lang} sections={t.faq.sections} />
      <p class="pt-4">
        <a href="/help">{t.faq.more}</a>
      </p>
    </PageShell>
  );
});
