import { OperatorDetails, OperatorMissing } from "../components/OperatorDetails.tsx";
import { PageShell } from "../components/PageShell.tsx";
import { RunningText } from "../components/RunningText.tsx";
import type { Section } from "../i18n/text_blocks.ts";
import type { Config } from "../server/config.ts";
import { define } from "../server/state.ts";

const DAY_MS = 24 * 3600_000;

/** What the server sees, and what it never learns; see docs/protocol.md, "What the operator still sees". */
export default define.page(function Privacy({ state }) {
  const { t, lang, config } = state;
  const { privacy } = t.legal;
  const sections = privacy.sections.map((section) =>
    section.id === "seen"
      ? { ...section, blocks: [...section.blocks, ...networkTexts(privacy, config)] } satisfies Section
      : section
  );
  return (
    <PageShell t={t} lang={lang} title={privacy.title} description={privacy.lead}>
      <h1>{privacy.title}</h1>
      <OperatorMissing t={t.legal} operator={config.operator} />
      <p class="lead">{privacy.lead}</p>
      <RunningText
        t={t}
        lang={lang}
        sections={sections}
        values={{ retentionDays: config.retentionMs / DAY_MS }}
      />
      <section class="prose">
        <h2 id="controller">{privacy.controller}</h2>
        <OperatorDetails t={t.legal} operator={config.operator} />
        {config.operator.dataProtection && (
          <>
            <h3>{privacy.officer}</h3>
            <p class="whitespace-pre-line">{config.operator.dataProtection}</p>
          </>
        )}
      </section>
    </PageShell>
  );
});

interface NetworkTexts {
  direct: string;
  relay: string;
  relayed: string;
  stun: string;
}

/** Who else transports data, as this installation is configured. */
function networkTexts(t: NetworkTexts, { relayOnly, turnUrls, stunUrls }: Config): string[] {
  if (relayOnly) return [t.relayed];
  return [t.direct, ...(turnUrls.length > 0 ? [t.relay] : []), ...(stunUrls.length > 0 ? [t.stun] : [])];
}
