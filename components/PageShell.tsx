import type { ComponentChildren } from "preact";
import { Head } from "fresh/runtime";
import { type Catalogue, catalogueOf, type Lang, LANGS } from "../i18n/mod.ts";
import { Icon } from "./Icon.tsx";
import { Logo } from "./Logo.tsx";

export interface PageShellProps {
  t: Catalogue;
  lang: Lang;
  /**
   * The page's name in the browser's tab. Without one the page is the room: it brings a `<main id="main">` of its own,
   * names its tab itself, and nothing around it leads away by accident.
   */
  title?: string;
  /** What search engines and link previews say of it. */
  description?: string;
  /** @default "column" */
  layout?: "column" | "wide";
  children: ComponentChildren;
}

/** What is the same around every page: the way to the content, name, help, language, legal pages. */
export function PageShell({ t, lang, title, description, layout = "column", children }: PageShellProps) {
  const isRoom = title === undefined;
  return (
    <>
      <Head>
        <title>{isRoom ? t.product : `${title.replaceAll("\u00ad", "")} · ${t.product}`}</title>
        <meta name="description" content={description ?? t.join.description} />
      </Head>
      <a class="skip" href="#main">{t.common.skip}</a>
      <header class="masthead">
        {isRoom
          ? (
            <span class="brand">
              <Logo /> {t.product}
            </span>
          )
          : (
            <a class="brand" href="/">
              <Logo /> {t.product}
            </a>
          )}
        <a
          class="quiet"
          href="/help"
          {...(isRoom
            ? { target: "_blank", rel: "noopener", "aria-label": `${t.common.help} (${t.common.newTab})` }
            : {})}
        >
          <Icon name="help" />
          {t.common.help}
        </a>
        <nav aria-label={t.common.languages} class="langs">
          {LANGS.filter((other) => other !== lang).map((other) => (
            <a key={other} class="quiet" href={`?lang=${other}`} lang={other} hreflang={other}>
              {catalogueOf(other).langName}
            </a>
          ))}
        </nav>
      </header>
      {isRoom ? children : <main id="main" tabIndex={-1} class={layout}>{children}</main>}
      {!isRoom && (
        <footer class="footer">
          <nav aria-label={t.common.legal}>
            <ul>
              <li>
                <a href="/faq">{t.common.faq}</a>
              </li>
              <li>
                <a href="/imprint">{t.common.imprint}</a>
              </li>
              <li>
                <a href="/privacy">{t.common.privacy}</a>
              </li>
              <li>
                <a href="/terms">{t.common.terms}</a>
              </li>
              <li>
                <a href="/accessibility">{t.common.accessibility}</a>
              </li>
              <li>
                <a href="/practice">{t.common.practice}</a>
              </li>
            </ul>
          </nav>
        </footer>
      )}
    </>
  );
}
