/**
 * Colors of the light theme, by use. Contrast on their backgrounds: text at least 4.5:1, edges of controls 3:1. `static/favicon.svg`
 * repeats `accent` (tests/components/theme/tokens_test.ts).
 */
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
} as const;

type Token = keyof typeof LIGHT;

/** The same names in the dark theme. */
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
};

/** The call's stage: dark in both themes. */
export const STAGE = { stage: "#0b1517", "stage-raised": "#26393e", "stage-veil": "rgba(8,18,20,.78)" };

/** Tokens as CSS custom properties. */
export const declarations = (tokens: Record<string, string>) =>
  Object.fromEntries(Object.entries(tokens).map(([name, value]) => [`--${name}`, value]));

/** Tokens as the color names of utility classes (`bg-card`, `text-muted`). */
export const colors = Object.fromEntries(
  [...Object.keys(LIGHT), ...Object.keys(STAGE)].map((name) => [name, `var(--${name})`]),
);
