import type { Catalogue } from "../catalogue.ts";

/** English: what every page has. */
export const common: Catalogue["common"] = {
  dir: "ltr",
  skip: "Skip to the content",
  languages: "Languages",
  legal: "Legal and more",
  help: "Help",
  newTab: "new tab",
  faq: "Questions and answers",
  imprint: "Imprint",
  privacy: "Privacy",
  terms: "Terms of use",
  accessibility: "Accessibility",
  practice: "For practices: sign in",
  contents: "Contents",
  toStart: "To the start page",
  toHelp: "To the help",
  goOn: "Go on",
};
