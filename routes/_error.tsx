import { HttpError } from "fresh";
import { Button } from "../components/Button.tsx";
import { PageShell } from "../components/PageShell.tsx";
import { type Catalogue, catalogueOf, LANGS } from "../i18n/mod.ts";
import { define } from "../server/state.ts";

/** Whatever went wrong, in words; of a defect of ours the request's id, by which it is found in the log. */
export default define.page(function ErrorPage({ error, state }) {
  const status = error instanceof HttpError ? error.status : 500;
  // An error before the language was known is shown in the first one.
  const { lang = LANGS[0]! } = state;
  const t = catalogueOf(lang);
  const { title, lead } = textsOf(t, status);
  return (
    <PageShell t={t} lang={lang} title={title}>
      <h1>{title}</h1>
      <p data-error={status}>{lead}</p>
      {status >= 500 && state.requestId && (
        <p class="text-muted">
          {t.errors.codeLabel}: <code>{state.requestId}</code>
        </p>
      )}
      <p class="flex flex-wrap gap-4 pt-4">
        <Button kind="primary" href="/">{t.common.toStart}</Button>
        <Button kind="secondary" href="/help">{t.common.toHelp}</Button>
      </p>
    </PageShell>
  );
});

function textsOf({ errors }: Catalogue, status: number) {
  if (status === 404 || status === 410) return errors.notFound;
  if (status === 405) return errors.notAllowed;
  if (status === 429) return errors.tooMany;
  if (status === 503) return errors.unavailable;
  return status < 500 ? errors.refused : errors.internal;
}
