import assert from "node:assert/strict";
import { hasRule, makeRules, withStyles } from "../../server/stylesheet.ts";

/** Words in `class` that name a state for others to look at, without a rule of their own. */
const WITHOUT_RULE = new Set(["group"]);

Deno.test("theme: every class in a component has a rule", () => {
  const unknown: string[] = [];
  for (const file of ["components", "views", "islands", "routes"].flatMap(filesBelow)) {
    if (!file.endsWith(".tsx")) continue;
    const source = Deno.readTextFileSync(file);
    for (const [, quoted, template] of source.matchAll(/\bclass=(?:"([^"]+)"|\{`([^`]+)`\})/g)) {
      // What is put in by the program is a literal of its own, or made up as on /design.
      const words = quoted ?? template!.replaceAll(/\S*\$\{[^}]*\}\S*/g, " ").replace(/\$\{.*$/s, "");
      for (const word of words.split(/\s+/)) {
        if (word && !WITHOUT_RULE.has(word) && !hasRule(word)) unknown.push(`${file}: ${word}`);
      }
    }
  }
  assert.deepEqual(unknown, []);
});

Deno.test("withStyles: a page carries the rules of its own classes, and no placeholder", () => {
  const html = withStyles('<style>/*styles*/</style><p class="btn btn-primary">x</p>', ".");
  assert.match(html, /\.btn\{/);
  assert.ok(!html.includes(".dialog{") && !html.includes("/*styles*/"));
});

Deno.test("theme: components use logical sides (start, end), not left and right", () => {
  const physical =
    /^-?(?:[a-z]+:)*-?(?:[mp][lr]|left|right|border-[lr]|rounded-(?:[lr]|[tb][lr])|(?:text|float)-(?:left|right))(?:-|$)/;
  const found: string[] = [];
  for (const file of ["components", "views", "islands", "routes"].flatMap(filesBelow)) {
    if (!file.endsWith(".tsx")) continue;
    for (const [, list] of Deno.readTextFileSync(file).matchAll(/\bclass=(?:"([^"]+)"|\{`([^`]+)`\})/g)) {
      for (const word of (list ?? "").split(/\s+/)) if (physical.test(word)) found.push(`${file}: ${word}`);
    }
  }
  assert.deepEqual(found, []);
  const rules = makeRules("ms-2 pe-4 start-3 ms-auto");
  for (
    const rule of ["margin-inline-start:0.5rem", "padding-inline-end:1rem", "inset-inline-start:0.75rem"]
  ) {
    assert.ok(rules.includes(rule), rule);
  }
});

function filesBelow(directory: string): string[] {
  return [...Deno.readDirSync(directory)].flatMap((entry) => {
    const path = `${directory}/${entry.name}`;
    return entry.isDirectory ? filesBelow(path) : [path];
  });
}
