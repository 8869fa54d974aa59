import assert from "node:assert/strict";

Deno.test("docs/glossary.md: at most 30 rows, and each word has one meaning", () => {
  const rows = Deno.readTextFileSync("docs/glossary.md").matchAll(/^\| (\*\*.*?) +\| (.*?) +\|/gm);
  const words = [...rows].map(([, cell, meaning]) => {
    assert.ok(meaning!.length > 10, cell);
    return [...cell!.matchAll(/\*\*([^*]+)\*\*/g)].map(([, word]) => word!);
  });
  assert.ok(words.length > 20 && words.length <= 30, `${words.length} rows`);
  assert.equal(new Set(words.flat()).size, words.flat().length);
});
