import { isLang, type Lang, LANGS } from "../i18n/mod.ts";

export type PageEncoding = "br" | "gzip" | "identity";

/** The best of the encodings that a browser takes. Source: RFC 9110, section 12.5.3. */
export function preferredEncoding(
  header: string,
  offered: readonly PageEncoding[] = ["br", "gzip"],
): PageEncoding {
  const taken = new Set<string>();
  for (const part of header.toLowerCase().split(",")) {
    const [name = "", ...parameters] = part.split(";").map((text) => text.trim());
    if (!parameters.some((text) => /^q=0(\.0*)?$/.test(text))) taken.add(name);
  }
  return offered.find((encoding) => taken.has(encoding) || taken.has("*")) ?? "identity";
}

/** The first of our languages in the order of the browser's wishes. Source: RFC 9110, 12.5.4; RFC 4647, 3.4 (lookup). */
export function preferredLang(header: string): Lang {
  const wishes = header.split(",").map((part) => {
    const [tag = "", ...parameters] = part.trim().split(";");
    const q = /^\s*q=([\d.]+)/.exec(parameters.join(";"))?.[1];
    return { lang: lookUp(tag.toLowerCase()), weight: q === undefined ? 1 : Number(q) };
  }).filter(({ lang, weight }) => lang !== undefined && weight > 0);
  wishes.sort((a, b) => b.weight - a.weight);
  return wishes[0]?.lang ?? LANGS[0]!;
}

/** "de-simple" for itself, "de" for "de-at". */
function lookUp(tag: string): Lang | undefined {
  for (let range = tag; range !== ""; range = range.replace(/-?[^-]*$/, "")) {
    if (isLang(range)) return range;
  }
  return undefined;
}
