import { type Catalogue, catalogueOf, type Lang } from "../i18n/mod.ts";
import { Button } from "./Button.tsx";
import { PageShell } from "./PageShell.tsx";

interface ErrorPageProps {
  lang: Lang;
  status: number;
  /** Finds the error in the log. */
  requestId: string | undefined;
}

/** The body of an error page. */
export function ErrorPage({ lang, status, requestId }: ErrorPageProps) {
  const t = catalogueOf(lang);
  const { title, lead } = textsOf(t, status);
  return (
    <PageShell t={t} lang={lang} title={title}>
      <h1>{title}</h1>
      <p data-error={status}>{lead}</p>
      {status >= 500 && requestId && (
        <p class="text-muted">
          {t.errors.codeLabel}: <code>{requestId}</code>
        </p>
      )}
      <p class="flex flex-wrap gap-4 pt-4">
        <Button kind="primary" href="/">{t.common.toStart}</Button>
        <Button kind="secondary" href="/help">{t.common.toHelp}</Button>
      </p>
    </PageShell>
  );
}

function textsOf({ errors }: Catalogue, status: number) {
  if (status === 404 || status === 410) return errors.notFound;
  if (status === 405) return errors.notAllowed;
  if (status === 429) return errors.tooMany;
  if (status === 503) return errors.unavailable;
  return status < 500 ? errors.refused : errors.internal;
}
