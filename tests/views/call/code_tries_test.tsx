import assert from "node:assert/strict";
import { renderToString } from "preact-render-to-string";
import { catalogueOf } from "../../../i18n/mod.ts";
import { CodeTries, type CodeTriesState } from "../../../views/call/CodeTries.tsx";

const t = catalogueOf("de").call.codeTries;
const shown = (tries: CodeTriesState) => renderToString(<CodeTries t={t} tries={tries} place="card" />);

Deno.test("CodeTries: says each failed try and why nobody is answered, in a line that is read out", () => {
  assert.match(shown({ failures: 1 }), /role="status".*1 von 5/);
  assert.match(shown({ failures: 4 }), /4 von 5/);
  for (const held of ["vault", "storage", "signed_out"] as const) {
    assert.ok(shown({ failures: 0, held }).includes(t.held[held].slice(0, 60)), held);
  }
});

Deno.test("CodeTries: stays empty while nothing is wrong, and leaves a blocked code to its own notice", () => {
  for (const failures of [0, 5]) assert.match(shown({ failures }), />\s*<\/p>$/);
});
