import assert from "node:assert/strict";
import { sourceFiles } from "../support/imports.ts";

Deno.test("docs/rules.md: has every rule that code and tests cite", () => {
  const listed = new Set(
    [...Deno.readTextFileSync("docs/rules.md").matchAll(/^\| (R\d+) /gm)].map(([, rule]) => rule!),
  );
  const missing = [
    "browser",
    "call",
    "components",
    "kv",
    "routes",
    "server",
    "tests",
    "views",
    "islands",
    "practice",
  ]
    .flatMap(sourceFiles)
    .flatMap((file) =>
      // Citations stand in parentheses: (R5), (R8, R9).
      [...Deno.readTextFileSync(file).matchAll(/\((R\d+(?:, R\d+)*)\)/g)]
        .flatMap(([, rules]) => rules!.split(", "))
        .filter((rule) => !listed.has(rule))
        .map((rule) => `${file}: ${rule}`)
    );
  assert.deepEqual(missing, []);
});
