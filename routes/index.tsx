// deno-lint-ignore-file react-no-danger -- our own script, and JSON with escaped "<"
import { Button } from "../components/Button.tsx";
import { ErrorSummary } from "../components/ErrorSummary.tsx";
import { FourEyes } from "../components/FourEyes.tsx";
import { Icon } from "../components/Icon.tsx";
import { Notice } from "../components/Notice.tsx";
import { PageShell } from "../components/PageShell.tsx";
import { TextField } from "../components/TextField.tsx";
import { type Catalogue, fill, type Lang } from "../i18n/mod.ts";
import { localeOf } from "../i18n/locale.ts";
import { inlineScript } from "../server/inline_script.ts";
import { define } from "../server/state.ts";

/** The start page: joins a consultation by name and code. */
export default define.page(function Join({ state, config: { root } }) {
  const { t, lang, config: { codeLength } } = state;
  const { join } = t;
  return (
    <PageShell t={t} lang={lang} title={join.title} description={join.description} layout="wide">
      <div class="intro">
        <h1>{join.title}</h1>
        <p>{join.lead}</p>
      </div>
      <JoinForm t={join} codeLength={codeLength} />
      <p class="assurance">
        <Icon name="lock" />
        <span>{join.private}</span>
      </p>
      <FourEyes />
      <script
        id="join-data"
        type="application/json"
        dangerouslySetInnerHTML={{
          __html: JSON.stringify(scriptData(t, lang, codeLength)).replaceAll("<", "\\u003c"),
        }}
      />
      <script
        dangerouslySetInnerHTML={{ __html: inlineScript(root, "join") }}
      />
    </PageShell>
  );
});

/** Its fields have no `name`: no browser ever sends them. */
function JoinForm({ t, codeLength }: { t: Catalogue["join"]; codeLength: 12 | 16 }) {
  return (
    <form id="join" method="dialog" novalidate class="card stack">
      <noscript>
        <Notice kind="warning" code="no_script">{t.noScript}</Notice>
      </noscript>
      <div id="warning" role="alert" hidden class="summary">
        <Icon name="alert" />
        <p></p>
      </div>
      <ErrorSummary id="summary" title={t.summary} hidden />
      <TextField id="name" label={t.name} hint={t.nameHint} autoComplete="name" spellcheck={false} />
      <TextField
        id="code"
        label={t.code}
        hint={fill(t.codeHint, {
          digits: codeLength,
          example: codeLength === 12 ? "1234\u00a05678\u00a09012" : "1234\u00a05678\u00a09012\u00a03456",
        })}
        autoComplete="one-time-code"
        inputMode="numeric"
        spellcheck={false}
        class="digits"
      />
      <Button id="submit" type="submit" kind="primary" class="w-full">{t.submit}</Button>
      <p id="status" role="status" class="sr-only"></p>
      <p>
        {t.troubleQuestion} <a href="/help#code">{t.trouble}</a>
      </p>
      <p>
        <a href="/check">{t.check}</a>
      </p>
    </form>
  );
}

/** What call/entry/join_page.ts reads. */
function scriptData({ join }: Catalogue, lang: Lang, codeLength: 12 | 16) {
  const { errors, busy, unsupported, insecure } = join;
  return { codeLength, locale: localeOf(lang), errors, busy, unsupported, insecure };
}
