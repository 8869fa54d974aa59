import { DARK, declarations, LIGHT, STAGE } from "./tokens.ts";

/** Base styles of every page, in place of Tailwind's preflight. */
export const base = {
  ":root": {
    colorScheme: "light dark",
    ...declarations({ ...LIGHT, ...STAGE }),
    "--ring": "var(--accent)",
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
  // The focus ring is white on the dark stage, and the accent on dialogs above it.
  ".bg-stage": { "--ring": "#fff" },
  dialog: { "--ring": "var(--accent)" },
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
