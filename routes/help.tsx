import { PageShell } from "../components/PageShell.tsx";
import { RunningText } from "../components/RunningText.tsx";
import { define } from "../server/state.ts";

/** How a consultation works, from preparation to troubleshooting. */
export default define.page(function Help({ state }) {
  const { t, lang, config } = state;
  return (
    <PageShell t={t} lang={lang} title={t.help.title} description={t.help.description}>
      <h1>{t.help.title}</h1>
      <p class="lead">{t.help.lead}</p>
      <RunningText
        t={t}
        lang={lang}
        sections={t.help.sections}
        values={{ lobbyMinutes: Math.round(config.lobbyMs / 60_000) }}
      />
      <p class="pt-4">
        <a href="/faq">{t.help.more}</a>
      </p>
    </PageShell>
  );
});
