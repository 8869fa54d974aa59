import { defineConfig } from "@twind/core";
import presetAutoprefix from "@twind/preset-autoprefix";
import presetTailwind from "@twind/preset-tailwind";
import { stagePieces } from "./call/stage_theme.ts";

/** The colours by their use. Each text colour is at least 4.5:1 on its ground, each edge of a control 3:1. */
export const LIGHT = {
  paper: "#faf7f1",
  card: "#ffffff",
  ink: "#14262b",
  muted: "#4a5c62",
  line: "#e3ddd1",
  edge: "#75848a",
  accent: "#0a5c66",
  "accent-deep": "#07454d",
  "on-accent": "#ffffff",
  "accent-soft": "#e1efee",
  warm: "#8a4a06",
  "warm-soft": "#fcedd6",
  danger: "#b3261e",
  "on-danger": "#ffffff",
  "danger-ink": "#a01f18",
  "danger-soft": "#fceceb",
  good: "#1a6a3c",
  amber: "#d98a2b",
  focus: "#0a5c66",
} as const;

export type Token = keyof typeof LIGHT;

export const DARK: Record<Token, string> = {
  paper: "#0f181b",
  card: "#18252a",
  ink: "#edf3f2",
  muted: "#a9b9bc",
  line: "#2c3e44",
  edge: "#7d9096",
  accent: "#7fd4d6",
  "accent-deep": "#a5e4e5",
  "on-accent": "#06282c",
  "accent-soft": "#1b3a40",
  warm: "#f3c078",
  "warm-soft": "#3a2b14",
  danger: "#c9302a",
  "on-danger": "#ffffff",
  "danger-ink": "#ffb4ac",
  "danger-soft": "#3d1d1b",
  good: "#86d6a5",
  amber: "#d98a2b",
  focus: "#7fd4d6",
};

/** The room's dark stage, the same in both themes. */
const STAGE = { stage: "#0b1517", "stage-raised": "#26393e", "stage-veil": "rgba(8,18,20,.78)" };

const declarations = (tokens: Record<string, string>) =>
  Object.fromEntries(Object.entries(tokens).map(([name, value]) => [`--${name}`, value]));

const colors = Object.fromEntries(
  [...Object.keys(LIGHT), ...Object.keys(STAGE)].map((name) => [name, `var(--${name})`]),
);

/** What each page starts from, instead of Tailwind's own. */
const base = {
  ":root": {
    colorScheme: "light dark",
    ...declarations({ ...LIGHT, ...STAGE }),
    "--ring": "var(--focus)",
  },
  "@media (prefers-color-scheme:dark)": { ":root": declarations(DARK) },
  "*,::before,::after": { boxSizing: "border-box", border: "0 solid" },
  html: {
    font: "112.5%/1.55 system-ui,sans-serif",
    "-webkit-text-size-adjust": "100%",
    background: "var(--paper)",
    color: "var(--ink)",
    scrollPaddingTop: "1rem",
  },
  body: { minHeight: "100vh", display: "flex", flexDirection: "column", overflowWrap: "break-word" },
  "body,h1,h2,h3,p,ul,ol,dl,dd,figure,fieldset,dialog": { margin: "0", padding: "0" },
  "ul,ol": { listStyle: "none" },
  "h1,h2,h3": {
    lineHeight: "1.2",
    fontWeight: "650",
    letterSpacing: "-.012em",
    textWrap: "balance",
    hyphens: "auto",
  },
  h1: { fontSize: "1.75rem" },
  h2: { fontSize: "1.35rem" },
  h3: { fontSize: "1.1rem" },
  "button,input,select,textarea": {
    font: "inherit",
    color: "inherit",
    background: "none",
    padding: "0",
    margin: "0",
  },
  button: { cursor: "pointer" },
  "[disabled],[aria-disabled=true]": { cursor: "not-allowed" },
  "[hidden]": { display: "none!important" },
  "svg,video,img": { display: "block", maxWidth: "100%" },
  a: { color: "var(--accent)", textUnderlineOffset: ".2em" },
  ":focus-visible": { outline: "3px solid var(--ring)", outlineOffset: "3px", borderRadius: ".25rem" },
  "[tabindex='-1']:focus": { outline: "0" },
  // On the dark stage the ring is white, on what lies above it the usual one again.
  ".bg-stage": { "--ring": "#fff" },
  dialog: { "--ring": "var(--focus)" },
  "@page": { margin: "16mm" },
  "@media print": {
    html: { fontSize: "11pt", background: "none" },
    "h1,h2,h3": { breakAfter: "avoid" },
    "p,li": { orphans: "3", widows: "3" },
  },
  "@media (prefers-reduced-motion:reduce)": {
    "*,::before,::after": { animation: "none!important", transition: "none!important" },
  },
};

/** A button's frame; the kinds colour it. */
const button = {
  display: "inline-flex",
  alignItems: "center",
  justifyContent: "center",
  gap: ".6rem",
  minHeight: "3rem",
  padding: ".6rem 1.5rem",
  borderRadius: ".8rem",
  border: "2px solid transparent",
  fontWeight: "600",
  lineHeight: "1.25",
  textAlign: "center",
  textDecoration: "none",
  transition: "background-color .15s,border-color .15s",
  "&:focus-visible": { borderRadius: ".8rem" },
  "&[disabled]": { opacity: ".55" },
  "&[aria-busy=true]": { opacity: ".75" },
  "@media (forced-colors:active)": { borderColor: "ButtonText" },
};

/** Names for what is made of many declarations, so that class lists stay short. */
const pieces = {
  btn: button,
  "btn-primary": {
    background: "var(--accent)",
    color: "var(--on-accent)",
    "&:hover": { background: "var(--accent-deep)" },
  },
  "btn-secondary": {
    background: "var(--card)",
    color: "var(--accent)",
    borderColor: "var(--accent)",
    "&:hover": { background: "var(--accent-soft)" },
  },
  "btn-danger": { background: "var(--danger)", color: "var(--on-danger)", "&:hover": { opacity: ".9" } },
  spinner: {
    width: "1.1em",
    height: "1.1em",
    border: "3px solid currentColor",
    borderInlineEndColor: "transparent",
    borderRadius: "50%",
    animation: "turn .9s linear infinite",
    "@keyframes turn": { to: { transform: "rotate(1turn)" } },
  },
  input: {
    display: "block",
    width: "100%",
    minHeight: "3.2rem",
    padding: ".6rem .9rem",
    borderRadius: ".75rem",
    border: "2px solid var(--edge)",
    background: "var(--card)",
    color: "var(--ink)",
    "&:focus-visible": { borderRadius: ".75rem", outlineOffset: "1px" },
    "&[aria-invalid=true]": { borderColor: "var(--danger-ink)" },
  },
  card: {
    background: "var(--card)",
    border: "1px solid var(--line)",
    borderRadius: "1rem",
    boxShadow: "0 1px 2px rgba(20,38,43,.04),0 8px 28px rgba(20,38,43,.06)",
  },
  // The pages of one column: their width, their air, and what stands in them without classes of its own.
  column: {
    flex: "1 0 auto",
    width: "100%",
    maxWidth: "46rem",
    margin: "0 auto",
    padding: "1.75rem 1.1rem 4rem",
    "@media print": { maxWidth: "none", padding: "0" },
    "& > * + *": { marginBlockStart: "1.25rem" },
    "& > h1": { fontSize: "clamp(1.75rem,4vw + 1rem,2.3rem)" },
  },
  // The room brings its own main; its stage covers the page's frame.
  room: {
    flex: "1 0 auto",
    width: "100%",
    maxWidth: "44rem",
    margin: "0 auto",
    padding: "1.25rem 1rem 3rem",
  },
  // The notice of a page whose program does not run; takes no room where it does.
  guard: { width: "100%", maxWidth: "46rem", margin: "0 auto", padding: "0 1rem" },
  sheet: { "@media (max-width:30rem)": { padding: "1.25rem" } },
  // Two columns where there is room: what it is about, and what to do.
  wide: {
    flex: "1 0 auto",
    width: "100%",
    maxWidth: "66rem",
    margin: "0 auto",
    padding: "1.25rem 1.1rem 3rem",
    "@media (min-width:60rem)": {
      display: "grid",
      gridTemplateColumns: "1fr 26rem",
      gridTemplateRows: "auto auto 1fr",
      columnGap: "4rem",
      paddingBlock: "clamp(2rem,9vh,6rem)",
      "& > .card": { gridColumn: "2", gridRow: "1 / 4", alignSelf: "start" },
    },
  },
  intro: {
    "& h1": { fontSize: "clamp(1.35rem,7.2vw,2.75rem)" },
    "& p": { marginBlockStart: ".6rem", fontSize: "1.1rem", maxWidth: "36ch" },
  },
  // What stands one below the other, with air between.
  stack: {
    display: "flex",
    flexDirection: "column",
    gap: "1.4rem",
    padding: "clamp(1.1rem,4vw,2rem)",
    ".intro + &": { marginBlockStart: "1.5rem", "@media (min-width:60rem)": { marginBlockStart: "0" } },
  },
  assurance: {
    display: "flex",
    gap: ".75rem",
    marginBlockStart: "1.5rem",
    maxWidth: "40ch",
    color: "var(--muted)",
    fontSize: "1rem",
    lineHeight: "1.5",
    "& svg": { color: "var(--accent)" },
  },
  "four-eyes": {
    display: "none",
    maxWidth: "24rem",
    marginBlockStart: "3.5rem",
    "@media (min-width:60rem)": { display: "block" },
  },
  digits: { fontSize: "1.3rem", letterSpacing: ".06em", fontVariantNumeric: "tabular-nums" },
  skip: {
    position: "absolute",
    insetInlineStart: "1rem",
    insetBlockStart: "-6rem",
    zIndex: "20",
    padding: ".8rem 1.2rem",
    borderRadius: ".75rem",
    background: "var(--card)",
    "&:focus": { insetBlockStart: ".5rem" },
  },
  masthead: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    justifyContent: "space-between",
    gap: "0 .25rem",
    width: "100%",
    maxWidth: "66rem",
    margin: "0 auto",
    padding: ".6rem 1.1rem",
    "@media print": { display: "none" },
  },
  brand: {
    display: "flex",
    alignItems: "center",
    gap: ".5rem",
    minHeight: "2.75rem",
    color: "var(--ink)",
    fontSize: "1.1rem",
    fontWeight: "650",
    letterSpacing: "-.01em",
    textDecoration: "none",
    marginInlineEnd: "auto",
  },
  logo: { width: "2.1rem", height: "2.1rem", flex: "none", forcedColorAdjust: "none" },
  icon: { width: "1.5rem", height: "1.5rem", flex: "none" },
  // The other languages: beside the help where there is room, on a phone below.
  langs: {
    display: "flex",
    flexWrap: "wrap",
    "@media (max-width:36rem)": {
      width: "100%",
      justifyContent: "end",
      gap: "0 .5rem",
      marginBlockStart: "-.4rem",
    },
  },
  // A link that stands back, as tall as a button.
  quiet: {
    display: "inline-flex",
    alignItems: "center",
    gap: ".4rem",
    minHeight: "2.75rem",
    padding: "0 .4rem",
    "@media (max-width:30rem)": { fontSize: ".95rem", "& svg": { display: "none" } },
    borderRadius: ".6rem",
    "&:hover": { background: "var(--accent-soft)" },
  },
  footer: {
    borderBlockStart: "1px solid var(--line)",
    "& ul": {
      display: "flex",
      flexWrap: "wrap",
      gap: "0 1.5rem",
      maxWidth: "66rem",
      margin: "0 auto",
      padding: ".75rem 1.1rem 1.25rem",
    },
    "& a": {
      display: "inline-flex",
      alignItems: "center",
      minHeight: "2.75rem",
      color: "var(--muted)",
      "&:hover": { color: "var(--ink)" },
    },
    "@media print": { display: "none" },
  },
  field: {
    "& label": { display: "block", fontSize: "1.1rem", fontWeight: "600" },
    "& input": { marginBlockStart: ".5rem" },
    "& p": { fontSize: "1rem", lineHeight: "1.4" },
    // By the attribute, which the join page's script sets, too: of classes only those in the markup have rules.
    "& [data-error]": { marginBlockStart: ".35rem", color: "var(--danger-ink)", fontWeight: "600" },
  },
  summary: {
    display: "flex",
    gap: ".8rem",
    padding: "1rem 1.1rem",
    borderRadius: ".75rem",
    border: "2px solid var(--danger-ink)",
    background: "var(--danger-soft)",
    color: "var(--danger-ink)",
    "& a": { color: "inherit" },
  },
  dialog: {
    margin: "auto",
    width: "min(32rem,calc(100% - 2rem))",
    padding: "1.5rem",
    borderRadius: "1rem",
    background: "var(--card)",
    color: "var(--ink)",
    boxShadow: "0 20px 60px rgba(0,0,0,.35)",
    "&::backdrop": { background: "rgba(8,18,20,.6)" },
    "& > * + *": { marginBlockStart: "1rem" },
  },
  toggle: {
    display: "inline-flex",
    flexDirection: "column",
    alignItems: "center",
    justifyContent: "center",
    gap: ".2rem",
    minWidth: "5.5rem",
    minHeight: "4rem",
    padding: ".5rem .75rem",
    borderRadius: ".9rem",
    border: "2px solid var(--edge)",
    fontSize: ".9rem",
    fontWeight: "600",
    "&[aria-pressed=true]": {
      background: "var(--accent)",
      borderColor: "var(--accent)",
      color: "var(--on-accent)",
    },
  },
  code: {
    display: "block",
    fontSize: "clamp(1.9rem,8vw,2.8rem)",
    fontWeight: "650",
    lineHeight: "1.25",
    letterSpacing: ".03em",
    fontVariantNumeric: "tabular-nums",
  },
  // A key to write down: two groups a line, so that nobody loses the place.
  "key-sheet": {
    padding: "1.25rem",
    borderRadius: "1rem",
    border: "2px solid var(--edge)",
    background: "var(--card)",
    breakInside: "avoid",
  },
  "recovery-key": {
    display: "grid",
    gridTemplateColumns: "max-content max-content",
    gap: ".2rem 2.5rem",
    marginBlockStart: ".75rem",
    fontSize: "clamp(1.4rem,6vw,2rem)",
    fontWeight: "650",
    letterSpacing: ".06em",
    fontVariantNumeric: "tabular-nums",
  },
  "no-print": { "@media print": { display: "none!important" } },
  meter: {
    display: "flex",
    gap: ".2rem",
    height: "1.6rem",
    "& span": { flex: "1", borderRadius: ".2rem", border: "1px solid var(--edge)" },
    "& [data-lit]": { background: "var(--good)", borderColor: "var(--good)", forcedColorAdjust: "none" },
  },
  contents: {
    padding: "1.1rem 1.3rem",
    borderRadius: "1rem",
    background: "var(--accent-soft)",
    "& h2": { fontSize: "1.1rem" },
    "& ol": { marginBlockStart: ".4rem", "@media (min-width:48rem)": { columns: "2", columnGap: "2rem" } },
    "& li": { breakInside: "avoid" },
    "& a": { display: "block", padding: ".7rem 0", lineHeight: "1.35" },
    "@media print": { display: "none" },
  },
  // Drawings of the product in the help.
  scene: {
    maxWidth: "30rem",
    padding: "1.1rem",
    borderRadius: "1rem",
    border: "1px solid var(--line)",
    background: "var(--accent-soft)",
    breakInside: "avoid",
    printColorAdjust: "exact",
    "-webkit-print-color-adjust": "exact",
    "& .card,& .sheet": { boxShadow: "none", padding: "1.1rem" },
    "& h1": { fontSize: "1.2rem" },
    "& .digits": { fontSize: "1.1rem", letterSpacing: "0" },
    "@media print": { maxWidth: "20rem", fontSize: ".85rem" },
  },
  "scene-stage": {
    position: "relative",
    overflow: "hidden",
    borderRadius: ".8rem",
    background: "var(--stage)",
    color: "#fff",
  },
  "scene-top": {
    display: "flex",
    flexWrap: "wrap",
    justifyContent: "space-between",
    gap: ".2rem .6rem",
    padding: ".5rem .8rem",
    fontSize: ".9rem",
    "& span": { display: "inline-flex", alignItems: "center", gap: ".3rem" },
    "& svg": { width: "1.1rem", height: "1.1rem" },
  },
  "scene-people": { position: "relative" },
  "scene-self": {
    position: "absolute",
    insetInlineEnd: ".6rem",
    insetBlockEnd: ".6rem",
    width: "24%",
    overflow: "hidden",
    borderRadius: ".5rem",
    border: "2px solid #fff",
  },
  portrait: { width: "100%", height: "auto", forcedColorAdjust: "none" },
  // What one looks up at a glance: a word, and its answer beside it.
  facts: {
    display: "grid",
    gridTemplateColumns: "auto 1fr",
    gap: ".35rem 1rem",
    "& dt": { color: "var(--muted)" },
    "& dd": { minWidth: "0" },
    "@media (max-width:26rem)": {
      gridTemplateColumns: "1fr",
      gap: "0",
      "& dd + dt": { marginBlockStart: ".5rem" },
    },
  },
  details: {
    borderBlockStart: "1px solid var(--line)",
    paddingBlockStart: ".5rem",
    "& summary": {
      display: "list-item",
      padding: ".7rem 0",
      color: "var(--accent)",
      fontWeight: "600",
      cursor: "pointer",
    },
  },
  "check-work": {
    display: "flex",
    flexDirection: "column",
    gap: "1rem",
    "&:not(:empty)": { marginBlockStart: ".9rem" },
  },
  report: {
    overflowX: "auto",
    padding: "1rem",
    borderRadius: ".75rem",
    border: "1px solid var(--line)",
    background: "var(--paper)",
    fontSize: ".95rem",
    whiteSpace: "pre-wrap",
  },
  steps: {
    listStyle: "decimal",
    paddingInlineStart: "1.6rem",
    "& li + li": { marginBlockStart: ".5rem" },
    "& li::marker": { color: "var(--accent)", fontWeight: "600" },
  },
  // A drawing and the directions that go with it.
  guide: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: "1rem 1.5rem",
    marginBlockStart: ".75rem",
    "& > svg": { flex: "0 1 auto" },
    "& > :last-child": { flex: "1 1 14rem", minWidth: "0" },
  },
  "permission-picture": { width: "100%", height: "auto" },
  "pp-frame": { fill: "var(--paper)", stroke: "var(--edge)", strokeWidth: "2" },
  "pp-bar": { fill: "var(--line)" },
  "pp-dim": { fill: "var(--edge)" },
  "pp-field": { fill: "var(--card)", stroke: "var(--edge)" },
  "pp-line": { fill: "var(--edge)" },
  "pp-bubble": { fill: "var(--card)", stroke: "var(--edge)", strokeWidth: "1.5" },
  "pp-other": { fill: "none", stroke: "var(--edge)", strokeWidth: "1.5" },
  "pp-yes": { fill: "var(--accent)" },
  "pp-on": { fill: "var(--on-accent)" },
  "pp-check": { fill: "none", stroke: "var(--on-accent)", strokeWidth: "3", strokeLinecap: "round" },
  "pp-stroke": { fill: "none", stroke: "var(--ink)", strokeWidth: "1.8", strokeLinejoin: "round" },
  "pp-knob": { fill: "var(--card)" },
  "pp-ring": { fill: "none", stroke: "var(--amber)", strokeWidth: "4" },
  // On /design.
  examples: { display: "flex", flexWrap: "wrap", gap: "1rem", "& > *": { minWidth: "0", maxWidth: "100%" } },
  lead: { fontSize: "1.15rem", maxWidth: "56ch" },
  // Running text: help, questions, legal pages.
  prose: {
    "& > * + *": { marginBlockStart: "1rem" },
    "& h2": {
      marginBlockStart: "3rem",
      scrollMarginTop: "1rem",
      "@media print": { marginBlockStart: "1.5rem" },
    },
    "& h3": { marginBlockStart: "1.75rem" },
    "& p,& li": { maxWidth: "62ch" },
    "& ul,& ol": { paddingInlineStart: "1.4rem" },
    "& ul": { listStyle: "disc" },
    "& ol": { listStyle: "decimal" },
    "& li + li": { marginBlockStart: ".4rem" },
    "& li::marker": { color: "var(--accent)", fontWeight: "600" },
    "& dt": { fontWeight: "600" },
    "& dd + dt": { marginBlockStart: ".75rem" },
  },
};

/** Sides by the direction of writing: `ms-2` for what Tailwind calls `ml-2`, `start-3` for its `left-3`. */
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

/** Tailwind's words, our colours. Used on the server and at build time only: no page carries a style engine. */
export const twindConfig = defineConfig({
  presets: [presetTailwind({ disablePreflight: true }), presetAutoprefix()],
  preflight: base as never,
  hash: false,
  theme: { extend: { colors, minHeight: { 12: "3rem" } } },
  rules: [
    ...Object.entries({ ...pieces, ...stagePieces }).map(([name, css]) => [`^${name}$`, css]),
    ...sides,
  ] as never,
});
