import recorded from "./browser_headers.json" with { type: "json" };
import type { Lang } from "../i18n/mod.ts";

/** Browsers whose requests were recorded. */
export const BROWSERS = ["chromium", "firefox"] as const;
export type Browser = typeof BROWSERS[number];

/** Header fields in their order; those of HTTP/2 begin with the pseudo-header fields. */
export type HeaderList = readonly (readonly [name: string, value: string])[];
export type Protocol = "h2" | "http/1.1";

/**
 * Why a browser asks: an address was typed, or a link followed (with the cookie of a chosen language); a module script by its
 * element, by a preload, by an import; a picture, the icon of the page; a style sheet; `fetch`; an address and a script again,
 * of which it has an answer with an ETag.
 */
export const KINDS = [
  "typed",
  "linked",
  "script",
  "preload",
  "import",
  "image",
  "icon",
  "style",
  "fetch",
  "typedAgain",
  "scriptAgain",
] as const;
export type Kind = typeof KINDS[number];

/** Lines "name: value" with places for what differs by server and person. */
export type Recorded = Record<Protocol, Record<Browser, Record<Kind, string[]>>>;

interface Situation {
  protocol: Protocol;
  browser: Browser;
  kind: Kind;
  origin: string;
  path: string;
  lang: Lang;
}

/**
 * The header fields that a browser sends, as `tests/support/record_headers.ts` has recorded them: the same names and values in
 * the same order. `tests/e2e/browser_headers_browser_test.ts` compares them with the browsers that are installed.
 */
export function browserHeaders({ protocol, browser, kind, origin, path, lang }: Situation): HeaderList {
  const { host, protocol: scheme } = new URL(origin);
  const { acceptLanguage, cookie } = languageOf(browser, lang);
  const places: Record<string, string> = {
    origin,
    host,
    path,
    scheme: scheme.slice(0, -1),
    acceptLanguage,
    cookie,
  };
  const kinds = (recorded as Recorded)[protocol][browser];
  // Whoever has chosen a language has been here before: that was recorded with the answer that is kept.
  const lines = kind === "typed" && cookie !== ""
    ? kinds.typedAgain.filter((line) => !line.endsWith("{etag}"))
    : kinds[kind];
  return lines.map((line) => {
    const [, name, value] = /^(:?[^:]+): (.*)$/.exec(line)!;
    return [name!, value!.replace(/\{(\w+)\}/g, (match, place: string) => places[place] ?? match)] as const;
  }).filter(([, value]) => value !== "");
}

/**
 * How somebody with this language is known: by the browser's own, and for a variant that no browser has ("de-simple") by the
 * cookie of the choice.
 */
export function languageOf(browser: Browser, lang: Lang): { acceptLanguage: string; cookie: string } {
  const { language, region } = new Intl.Locale(lang).maximize();
  const tags = browser === "chromium" ? [`${language}-${region}`, language] : [language];
  const all = language === "en" ? ["en-US", "en"] : [...tags, "en-US", "en"];
  const acceptLanguage = all.map((tag, index) =>
    index === 0 ? tag : `${tag};q=${(1 - index / 10).toFixed(1)}`
  )
    .join(",");
  return { acceptLanguage, cookie: lang === language ? "" : `lang=${lang}` };
}
