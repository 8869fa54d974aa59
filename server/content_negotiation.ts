import { type Lang, LANGS } from "../i18n/mod.ts";

export type PageEncoding = "br" | "gzip" | "identity";

/** The first offered encoding that an Accept-Encoding header allows. Source: RFC 9110, section 12.5.3. */
export function preferredEncoding(
  header: string,
  offered: readonly PageEncoding[] = ["br", "gzip"],
): PageEncoding {
  const accepted = new Set<string>();
  for (const part of header.toLowerCase().split(",")) {
    const [name = "", ...parameters] = part.split(";").map((text) => text.trim());
    if (!parameters.some((text) => /^q=0(\.0*)?$/.test(text))) accepted.add(name);
  }
  return offered.find((encoding) => accepted.has(encoding) || accepted.has("*")) ?? "identity";
}

/** The language that an Accept-Language header prefers. Source: RFC 9110, section 12.5.4; RFC 4647, section 3.4 (lookup). */
export function preferredLang(header: string): Lang {
  const ranges = header.split(",").map((part) => {
    const [tag = "", ...parameters] = part.trim().split(";");
    const q = /^\s*q=([\d.]+)/.exec(parameters.join(";"))?.[1];
    return { lang: lookUp(tag.toLowerCase()), weight: q === undefined ? 1 : Number(q) };
  }).filter(({ lang, weight }) => lang !== undefined && weight > 0);
  ranges.sort((a, b) => b.weight - a.weight);
  return ranges[0]?.lang ?? LANGS[0]!;
}

/** "de-simple" for "de-simple", "de" for "de-at": the longest of ours that the range is or begins with. */
function lookUp(range: string): Lang | undefined {
  return LANGS.filter((lang) => range === lang || range.startsWith(`${lang}-`))
    .sort((a, b) => b.length - a.length)[0];
}
