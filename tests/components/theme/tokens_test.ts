import assert from "node:assert/strict";
import { controlPieces } from "../../../components/theme/controls.ts";
import { helpPieces } from "../../../components/theme/help.ts";
import { layoutPieces } from "../../../components/theme/layout.ts";
import { printPieces } from "../../../components/theme/print.ts";
import { stagePieces } from "../../../components/theme/stage.ts";
import { DARK, LIGHT } from "../../../components/theme/tokens.ts";

Deno.test("tokens: both themes name the same colors", () => {
  assert.deepEqual(Object.keys(DARK).sort(), Object.keys(LIGHT).sort());
});

Deno.test("tokens: static/favicon.svg has the accent of the light theme", () => {
  const fills = Deno.readTextFileSync("static/favicon.svg").matchAll(/fill="(#[0-9a-f]{6})"/g);
  assert.deepEqual([...new Set([...fills].map(([, color]) => color))], [LIGHT.accent]);
});

Deno.test("theme: each piece has one place", () => {
  const names = [controlPieces, helpPieces, layoutPieces, printPieces, stagePieces].flatMap(Object.keys);
  assert.deepEqual(names.filter((name, index) => names.indexOf(name) !== index), []);
});
