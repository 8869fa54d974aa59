/** German in plain words: a practice's list, form and invitation. */
import type { Catalogue } from "../catalogue.ts";
import { de } from "../de/mod.ts";

export const invitation: Catalogue["practice"]["invitation"] = {
  ...de.practice.invitation,
  body:
    "Guten Tag {name},\n\nSie haben eine Videosprechstunde.\n\nMit: {practice}\nAm: {start}\n\nTippen Sie auf diesen Link:\n{link}\n\nOder gehen Sie auf diese Seite:\n{origin}\nGeben Sie dort Ihren Namen ein.\nGeben Sie dann diesen Code ein:\n{code}\n\nSie brauchen ein Telefon, ein Tablet oder einen Computer.\nBitte geben Sie Link und Code nicht weiter.\n{phoneLine}",
  phoneLine: "\nHaben Sie Fragen? Rufen Sie uns an: {phone}.",
  calendar: {
    ...de.practice.invitation.calendar,
    body:
      "Tippen Sie auf diesen Link:\n{link}\n\nOder gehen Sie auf diese Seite:\n{origin}\nGeben Sie dort Ihren Namen ein.\nGeben Sie dann diesen Code ein:\n{code}\n{phoneLine}",
  },
  letter: {
    ...de.practice.invitation.letter,
    lead: "Sie haben einen Termin. Sie sprechen mit uns per Video.",
    steps: [
      "Nehmen Sie ein Telefon, ein Tablet oder einen Computer.",
      "Halten Sie die Kamera auf das Bild unten. Tippen Sie auf den Link. Oder gehen Sie auf {host}. Geben Sie Ihren Namen und den Code ein.",
      "Erlauben Sie Kamera und Mikrofon. Warten Sie dann. Wir holen Sie herein.",
    ],
    phone: "Haben Sie Fragen? Rufen Sie uns an: {phone}",
    secret: "Bild und Code sind nur für Sie. Bitte geben Sie beides nicht weiter.",
  },
};
