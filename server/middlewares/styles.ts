import { twind, virtual } from "@twind/core";
import type { MiddlewareFn } from "fresh";
import { twindConfig } from "../../components/theme/mod.ts";
import type { State } from "../state.ts";

/** Stands in the `<style>` of `routes/_app.tsx` until the page's rules take its place. */
export const STYLES_PLACE = "/*styles*/";

/** The file in the project's folder into which the build writes the classes of islands. */
export const ISLAND_CLASSES = "static/gen/island_classes.json";

/** Most sets of classes whose rules are kept. There are about as many sets as pages; the bound is for surprises. */
const KEPT_SETS = 500;

const sheet = virtual();
const tw = twind(twindConfig, sheet);
const rulesBySet = new Map<string, string>();
let islandClasses: string | undefined;

/**
 * Fills in the rules that a page uses. Has its place outside of the middleware that sets the Content-Security-Policy,
 * which knows a page by its `Response`: this one answers with a new one.
 */
export const pageStyles: MiddlewareFn<State> = async (ctx) => {
  const response = await ctx.next();
  // To ask for `body` would make a stream of every answer, slower and without a length.
  if (!response.headers.get("content-type")?.startsWith("text/html")) return response;
  return new Response(withStyles(await response.text(), ctx.config.root), response);
};

/** The page with its rules. */
export function withStyles(html: string, root: string): string {
  const at = html.indexOf(STYLES_PLACE);
  if (at < 0) return html;
  return html.slice(0, at) + rulesFor(html, root) + html.slice(at + STYLES_PLACE.length);
}

function rulesFor(html: string, root: string): string {
  const lists = new Set<string>();
  for (const [, list] of html.matchAll(/ class="([^"]+)"/g)) lists.add(list!);
  if (html.includes('<script type="module"')) lists.add(islandClasses ??= readIslandClasses(root));
  const key = [...lists].join("\n");
  let rules = rulesBySet.get(key);
  if (rules === undefined) {
    if (rulesBySet.size >= KEPT_SETS) rulesBySet.clear();
    rules = makeRules(key);
    rulesBySet.set(key, rules);
  }
  return rules;
}

/** The rules for classes, each list a line, with the base that every page starts from. */
export function makeRules(classes: string): string {
  tw.clear();
  tw(classes.replaceAll("\n", " "));
  return sheet.target.join("");
}

function readIslandClasses(root: string): string {
  return (JSON.parse(Deno.readTextFileSync(`${root}/${ISLAND_CLASSES}`)) as string[]).join(" ");
}

/** The classes among the words of a program's string literals: those that the theme has a rule for. */
export function collectClasses(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
  const words = new Set<string>();
  for (const [, quoted = "", template = ""] of code.matchAll(/"([^"\n]*)"|`([^`]*)`/g)) {
    for (const word of `${quoted} ${template}`.split(/[\s"${}]+/)) if (word) words.add(word);
  }
  return [...words].filter(hasRule);
}

/** Does the theme know this class? */
export function hasRule(word: string): boolean {
  tw.clear();
  tw("block"); // the base comes with the first class
  const before = sheet.target.length;
  tw(word);
  return word === "block" || sheet.target.length > before;
}
