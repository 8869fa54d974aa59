import { defineConfig } from "@twind/core";
import presetAutoprefix from "@twind/preset-autoprefix";
import presetTailwind from "@twind/preset-tailwind";
import { base } from "./base.ts";
import { controlPieces } from "./controls.ts";
import { helpPieces } from "./help.ts";
import { layoutPieces } from "./layout.ts";
import { printPieces } from "./print.ts";
import { stagePieces } from "./stage.ts";
import { colors } from "./tokens.ts";

/** Classes that stand for many declarations, so that class lists stay short. A name is in one file only. */
const pieces = { ...controlPieces, ...layoutPieces, ...helpPieces, ...printPieces, ...stagePieces };

/** Logical sides: `ms-2` in place of Tailwind's `ml-2`, `start-3` in place of `left-3`. */
const sides = [
  ["m([se])-", ({ 1: side, $$ }: { 1: string; $$: string }, { theme }: Theme) => ({
    [side === "s" ? "marginInlineStart" : "marginInlineEnd"]: theme("margin", $$),
  })],
  ["p([se])-", ({ 1: side, $$ }: { 1: string; $$: string }, { theme }: Theme) => ({
    [side === "s" ? "paddingInlineStart" : "paddingInlineEnd"]: theme("padding", $$),
  })],
  ["(start|end)-", ({ 1: side, $$ }: { 1: string; $$: string }, { theme }: Theme) => ({
    [side === "start" ? "insetInlineStart" : "insetInlineEnd"]: theme("inset", $$),
  })],
];

interface Theme {
  theme(section: string, key: string): string | undefined;
}

/** Tailwind's utility classes with our colors. Used by the server and the build: no page loads a style engine. */
export const twindConfig = defineConfig({
  presets: [presetTailwind({ disablePreflight: true }), presetAutoprefix()],
  preflight: base as never,
  hash: false,
  theme: { extend: { colors, minHeight: { 12: "3rem" } } },
  rules: [
    ...Object.entries(pieces).map(([name, css]) => [`^${name}$`, css]),
    ...sides,
  ] as never,
});
