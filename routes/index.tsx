// deno-lint-ignore-file react-no-danger -- the build's own script and JSON made here
import { Button } from "../components/Button.tsx";
import { ErrorSummary } from "../components/ErrorSummary.tsx";
import { FourEyes } from "../components/FourEyes.tsx";
import { Icon } from "../components/Icon.tsx";
import { Notice } from "../components/Notice.tsx";
import { PageShell } from "../components/PageShell.tsx";
import { TextField } from "../components/TextField.tsx";
import { fill } from "../i18n/mod.ts";
import { localeOf } from "../i18n/locale.ts";
import { ROOT } from "../server/root.ts";
import { define } from "../server/state.ts";

const SCRIPT_FILE = new URL("static/gen/join.js", ROOT);
let script: string | undefined;

/** The way in with name and code. The fields have no `name`, so no browser ever sends them. */
export default define.page(function Join({ state }) {
  const { t, lang, config } = state;
  const { join } = t;
  const digits = config.codeLength;
  const { summary, errors, todayAt, dayAt, busy, unsupported, insecure } = join;
  const { title: early, otherDayTitle: otherDay } = t.call.entrance.early;
  const notices = { summary, early, otherDay, errors, todayAt, dayAt, busy, unsupported, insecure };
  const data = { codeLength: digits, locale: localeOf(lang), ...notices };
  return (
    <PageShell t={t} lang={lang} title={join.title} description={join.description} layout="wide">
      <div class="intro">
        <h1>{join.title}</h1>
        <p>{join.lead}</p>
      </div>
      <form id="join" method="dialog" novalidate class="card stack">
        <noscript>
          <Notice kind="warning" code="no_script">{join.noScript}</Notice>
        </noscript>
        <div id="warning" role="alert" hidden class="summary">
          <Icon name="alert" />
          <p></p>
        </div>
        <ErrorSummary id="summary" title={join.summary} hidden />
        <TextField id="name" label={join.name} hint={join.nameHint} autoComplete="name" spellcheck={false} />
        <TextField
          id="code"
          label={join.code}
          hint={fill(join.codeHint, {
            digits,
            example: digits === 12 ? "1234\u00a05678\u00a09012" : "1234\u00a05678\u00a09012\u00a03456",
          })}
          autoComplete="one-time-code"
          inputMode="numeric"
          spellcheck={false}
          class="digits"
        />
        <Button id="submit" type="submit" kind="primary" class="w-full">{join.submit}</Button>
        <p id="status" role="status" class="sr-only"></p>
        <p>
          {join.troubleQuestion} <a href="/help#code">{join.trouble}</a>
        </p>
        <p>
          <a href="/check">{join.check}</a>
        </p>
      </form>
      <p class="assurance">
        <Icon name="lock" />
        <span>{join.private}</span>
      </p>
      <FourEyes />
      <script
        id="join-data"
        type="application/json"
        dangerouslySetInnerHTML={{ __html: JSON.stringify(data).replaceAll("<", "\\u003c") }}
      />
      <script
        dangerouslySetInnerHTML={{ __html: script ??= Deno.readTextFileSync(SCRIPT_FILE) }}
      />
    </PageShell>
  );
});
