import type { Catalogue } from "../catalogue.ts";
import { de } from "../de/mod.ts";

/** German in plain words: error pages. */
export const errors: Catalogue["errors"] = {
  ...de.errors,
  notFound: {
    title: "Diese Seite gibt es nicht",
    lead:
      "Vielleicht fehlt etwas in der Adresse. Öffnen Sie noch einmal den Link aus Ihrer Einladung. Oder gehen Sie zur Startseite.",
  },
  changedLink: {
    title: "Ihr Link hat sich verändert",
    lead: "Ihr Mail-Programm hat den Link verändert. Diese Seite macht ihn wieder richtig.",
    noScript: "Diese Seite braucht JavaScript. Schalten Sie es bitte ein. Laden Sie die Seite dann neu.",
  },
  notAllowed: {
    title: "So geht es nicht",
    lead: "Bitte fangen Sie auf der Startseite an.",
  },
  tooMany: {
    title: "Zu viele Anfragen",
    lead: "Bitte warten Sie eine Minute. Laden Sie die Seite dann neu.",
  },
  refused: {
    title: "Das hat nicht geklappt",
    lead: "Bitte fangen Sie auf der Startseite an.",
  },
  unavailable: {
    title: "Gerade geht es nicht",
    lead: "Der Server macht eine kurze Pause. Ihr Link und Ihr Code gelten weiter.",
    tries: "Die Seite versucht es von selbst noch einmal.",
    tryAgain: "Noch einmal versuchen",
    gaveUp:
      "Es geht schon länger nicht. Versuchen Sie es später noch einmal. Oder rufen Sie in der Praxis an.",
  },
  internal: {
    title: "Bei uns ist etwas schiefgegangen",
    lead:
      "Das ist nicht Ihre Schuld. Bitte laden Sie die Seite neu. Geht es dann noch nicht? Rufen Sie in der Praxis an.",
  },
};
