import type { ComponentChildren } from "preact";
import { Head } from "fresh/runtime";
import { type Catalogue, catalogueOf, type Lang, LANGS } from "../i18n/mod.ts";
import { Icon } from "./Icon.tsx";
import { Logo } from "./Logo.tsx";

interface PageShellProps {
  t: Catalogue;
  lang: Lang;
  /**
   * The title of the tab. Without one the page is the room: it renders its own `<main id="main">`, sets the title itself, and
   * has no links around it that could be clicked by accident.
   */
  title?: string;
  /** Description for search engines and link previews. */
  description?: string;
  /** @default "column" */
  layout?: "column" | "wide";
  /** Links to this page in other languages: not where its address has a secret, which they would send. @default true */
  withLangs?: boolean;
  children: ComponentChildren;
}

/** The frame of every page: skip link, name, help, languages, legal pages. */
export function PageShell(
  { t, lang, title, description, layout = "column", withLangs = true, children }: PageShellProps,
) {
  const isRoom = title === undefined;
  return (
    <>
      <Head>
        <title>{isRoom ? t.product : `${title.replaceAll("\u00ad", "")} · ${t.product}`}</title>
        <meta name="description" content={description ?? t.join.description} />
      </Head>
      <a class="skip" href="#main">{t.common.skip}</a>
      <Masthead isRoom={isRoom} withLangs={withLangs} t={t} lang={lang} />
      {isRoom ? children : <main id="main" tabIndex={-1} class={layout}>{children}</main>}
      {!isRoom && <Footer t={t} />}
    </>
  );
}

/** Name, help link and language switch. */
function Masthead(
  { isRoom, withLangs, t, lang }: { isRoom: boolean; withLangs: boolean; t: Catalogue; lang: Lang },
) {
  return (
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
      {withLangs && (
        <nav aria-label={t.common.languages} class="langs">
          {LANGS.filter((other) => other !== lang).map((other) => (
            <a key={other} class="quiet" href={`?lang=${other}`} lang={other} hreflang={other}>
              {catalogueOf(other).langName}
            </a>
          ))}
        </nav>
      )}
    </header>
  );
}

/** Links to questions, legal pages and the practice's sign-in. */
function Footer({ t }: { t: Catalogue }) {
  const pages = ["faq", "imprint", "privacy", "terms", "accessibility", "practice"] as const;
  return (
    <footer class="footer">
      <nav aria-label={t.common.legal}>
        <ul>
          {pages.map((page) => (
            <li key={page}>
              <a href={`/${page}`}>{t.common[page]}</a>
            </li>
          ))}
        </ul>
      </nav>
    </footer>
  );
}
