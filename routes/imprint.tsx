import { OperatorDetails, OperatorMissing } from "../components/OperatorDetails.tsx";
import { PageShell } from "../components/PageShell.tsx";
import { define } from "../server/state.ts";

/** Who runs this installation. */
export default define.page(function Imprint({ state }) {
  const { t, lang, config: { operator } } = state;
  const { imprint } = t.legal;
  return (
    <PageShell t={t} lang={lang} title={imprint.title} description={imprint.description}>
      <h1>{imprint.title}</h1>
      <OperatorMissing t={t.legal} operator={operator} />
      <section class="prose">
        <OperatorDetails t={t.legal} operator={operator} />
        {operator.legal && (
          <>
            <h2>{imprint.more}</h2>
            <p class="whitespace-pre-line">{operator.legal}</p>
          </>
        )}
        {operator.certificates && (
          <>
            <h2 id="certificates">{imprint.certificates}</h2>
            <p class="whitespace-pre-line">{operator.certificates}</p>
          </>
        )}
        <p>{imprint.practice}</p>
      </section>
    </PageShell>
  );
});
