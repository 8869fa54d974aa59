// deno-lint-ignore-file react-no-danger -- a placeholder for our own style sheet
import { asset } from "fresh/runtime";
import { DARK, LIGHT } from "../components/theme/tokens.ts";
import { catalogueOf } from "../i18n/mod.ts";
import { define } from "../server/state.ts";
import { STYLES_PLACE } from "../server/stylesheet.ts";

/** The document around every page; title and content come from `PageShell`. */
export default define.page(function App({ Component, state }) {
  const { lang } = state;
  return (
    <html lang={lang} dir={catalogueOf(lang).common.dir as "ltr" | "rtl"}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="theme-color" content={LIGHT.paper} media="(prefers-color-scheme:light)" />
        <meta name="theme-color" content={DARK.paper} media="(prefers-color-scheme:dark)" />
        <link rel="icon" type="image/svg+xml" href={asset("/favicon.svg")} />
        <link rel="apple-touch-icon" href={asset("/apple-touch-icon.png")} />
        <style dangerouslySetInnerHTML={{ __html: STYLES_PLACE }} />
      </head>
      <body>
        <Component />
      </body>
    </html>
  );
});
