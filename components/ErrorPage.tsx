// deno-lint-ignore-file react-no-danger -- our own script
import { Head } from "fresh/runtime";
import { type Catalogue, catalogueOf, type Lang } from "../i18n/mod.ts";
import { Button } from "./Button.tsx";
import { PageShell } from "./PageShell.tsx";

interface ErrorPageProps {
  lang: Lang;
  status: number;
  /** Finds the error in the log. */
  requestId: string | undefined;
  /** For 503: the script that tries again. */
  script?: string | undefined;
}

/** How long the page waits without its script until it loads itself again. */
const REFRESH_SECONDS = 30;

/** The body of an error page. */
export function ErrorPage({ lang, status, requestId, script }: ErrorPageProps) {
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
      {script !== undefined && <Tries t={t.errors.unavailable} />}
      <p class="flex flex-wrap gap-4 pt-4">
        {script !== undefined && (
          <Button id="try-again" kind="primary" href="">{t.errors.unavailable.tryAgain}</Button>
        )}
        <Button kind={script === undefined ? "primary" : "secondary"} href="/">{t.common.toStart}</Button>
        <Button kind="secondary" href="/help">{t.common.toHelp}</Button>
      </p>
      {script !== undefined && <script dangerouslySetInnerHTML={{ __html: script }} />}
    </PageShell>
  );
}

/** Says that the page tries again by itself, and makes it do so where scripts are switched off. */
function Tries({ t }: { t: Catalogue["errors"]["unavailable"] }) {
  return (
    <>
      <Head>
        <noscript>
          <meta http-equiv="refresh" content={String(REFRESH_SECONDS)} />
        </noscript>
      </Head>
      <p id="tries" class="flex items-center gap-3 text-muted">
        <span class="spinner" aria-hidden="true" /> {t.tries}
      </p>
      <p id="gave-up" role="status" hidden>{t.gaveUp}</p>
    </>
  );
}

function textsOf({ errors }: Catalogue, status: number) {
  if (status === 404 || status === 410) return errors.notFound;
  if (status === 405) return errors.notAllowed;
  if (status === 429) return errors.tooMany;
  if (status === 503) return errors.unavailable;
  return status < 500 ? errors.refused : errors.internal;
}
