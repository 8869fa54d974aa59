// deno-lint-ignore-file react-no-danger -- our own script
import { PageShell } from "../components/PageShell.tsx";
import { NoScript } from "../components/ScriptGuard.tsx";
import { inlineScript } from "../server/inline_script.ts";
import { define } from "../server/state.ts";

/**
 * Answers in place of a link that a mail program has changed (`server/gate.ts`): its script goes on to the link as it was. The
 * page is the same for all links.
 */
export default define.page(function ChangedLink({ state, config: { root } }) {
  const { t, lang } = state;
  const { title, lead, noScript } = t.errors.changedLink;
  return (
    <PageShell t={t} lang={lang} title={title} withLangs={false}>
      <h1>{title}</h1>
      <p>{lead}</p>
      <NoScript>{noScript}</NoScript>
      <script dangerouslySetInnerHTML={{ __html: inlineScript(root, "changed_link") }} />
    </PageShell>
  );
});
