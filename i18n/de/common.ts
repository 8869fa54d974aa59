/** German: what every page has. */
export const common = {
  dir: "ltr",
  skip: "Zum Inhalt springen",
  languages: "Sprachen",
  legal: "Rechtliches und mehr",
  help: "Hilfe",
  newTab: "neuer Tab",
  faq: "Fragen und Antworten",
  imprint: "Impressum",
  privacy: "Datenschutz",
  terms: "Nutzungsbedingungen",
  accessibility: "Barrierefreiheit",
  practice: "Für Praxen: Anmelden",
  contents: "Inhalt",
  toStart: "Zur Startseite",
  toHelp: "Zur Hilfe",
  goOn: "Weiter",
} as const;
