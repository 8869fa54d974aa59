import { twind, virtual } from "@twind/core";
import { twindConfig } from "../components/theme/mod.ts";

/** The placeholder for a page's rules, in the `<style>` of `routes/_app.tsx`. */
export const STYLES_PLACE = "/*styles*/";

/** The file in the project's folder into which the build writes the classes of islands. */
export const ISLAND_CLASSES = "static/gen/island_classes.json";

/** Bounds the cache of rules. There are about as many sets of classes as pages. */
const MAX_SETS = 500;

const sheet = virtual();
const tw = twind(twindConfig, sheet);
const rulesBySet = new Map<string, string>();
let islandClasses: string | undefined;

/** Replaces the placeholder by the rules of the classes that the page uses; if the page has islands, also of the classes of all islands. */
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
    if (rulesBySet.size >= MAX_SETS) rulesBySet.clear();
    rules = makeRules(key);
    rulesBySet.set(key, rules);
  }
  return rules;
}

/** The rules for lists of classes, one list per line, with the base rules of every page. */
export function makeRules(classes: string): string {
  tw.clear();
  tw(classes.replaceAll("\n", " "));
  return sheet.target.join("");
}

function readIslandClasses(root: string): string {
  return (JSON.parse(Deno.readTextFileSync(`${root}/${ISLAND_CLASSES}`)) as string[]).join(" ");
}

/** The classes in a program's source: the words of its string literals for which the theme has a rule. */
export function collectClasses(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
  const words = new Set<string>();
  for (const [, quoted = "", template = ""] of code.matchAll(/"([^"\n]*)"|`([^`]*)`/g)) {
    for (const word of `${quoted} ${template}`.split(/[\s"${}]+/)) if (word) words.add(word);
  }
  return [...words].filter(hasRule);
}

/** Whether the theme has a rule for a class. */
export function hasRule(word: string): boolean {
  tw.clear();
  tw("block"); // adds the base rules, which come with the first class
  const before = sheet.target.length;
  tw(word);
  return word === "block" || sheet.target.length > before;
}
