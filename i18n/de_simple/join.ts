import type { Catalogue } from "../catalogue.ts";
import { de } from "../de/mod.ts";

/** German in plain words: join page. */
export const join: Catalogue["join"] = {
  ...de.join,
  description: "Videosprechstunde mit Name und Zugangscode. Ohne App. Ohne Anmeldung.",
  lead: "Geben Sie Ihren Namen ein. Geben Sie dann den Code aus Ihrer Einladung ein.",
  nameHint: "So spricht man Sie im Gespräch an.",
  codeHint: "{digits} Ziffern. Zum Beispiel {example}",
  private:
    "Das Gespräch ist geheim. Nur Sie und Ihr Gegenüber sehen und hören es. Wir kennen auch Ihren Namen nicht.",
  noScript:
    "Ihr Browser hält einen Teil dieser Seite an. Er heißt JavaScript. Schalten Sie JavaScript in den Einstellungen ein. Laden Sie die Seite dann neu.",
  errors: {
    ...de.join.errors,
    empty_name: "Bitte geben Sie Ihren Namen ein.",
    empty: "Bitte geben Sie Ihren Zugangscode ein.",
    not_digits: "Im Zugangscode stehen nur Ziffern. Bitte geben Sie keine Buchstaben ein.",
    too_short: "Der Zugangscode ist zu kurz. Er hat {digits} Ziffern. Sie haben {typed} eingegeben.",
    too_long: "Der Zugangscode ist zu lang. Er hat {digits} Ziffern. Sie haben {typed} eingegeben.",
    mistyped: "Im Zugangscode ist ein Fehler. Bitte vergleichen Sie jede Ziffer.",
    consultation_unknown:
      "Dieser Zugangscode geht gerade nicht. Sind Sie zu früh? Der Warteraum öffnet kurz vor Ihrem Termin. Lassen Sie diese Seite offen. Sie versucht es jede Minute noch einmal. Sonst prüfen Sie bitte den Code. Oder fragen Sie die Praxis.",
    locked: "Der Raum ist zu. Bitte rufen Sie in der Praxis an.",
    room_full: "Der Warteraum ist gerade voll. Bitte versuchen Sie es in ein paar Minuten noch einmal.",
    too_many_requests:
      "Das waren zu viele Versuche. Bitte warten Sie {wait}. Versuchen Sie es dann noch einmal.",
    network:
      "Das Internet geht gerade nicht. Bitte prüfen Sie Ihre Verbindung. Versuchen Sie es dann noch einmal.",
    storage:
      "Ihr Browser darf sich hier nichts merken. Erlauben Sie das bitte in den Einstellungen. Oder nehmen Sie einen anderen Browser.",
    unavailable:
      "Der Server macht eine kurze Pause. Ihr Code gilt weiter. Bitte versuchen Sie es in einer Minute noch einmal.",
    internal: "Bei uns ist etwas schiefgegangen. Bitte versuchen Sie es in einer Minute noch einmal.",
  },
  unsupported:
    "Dieser Browser kann keine Videogespräche. Nehmen Sie bitte Firefox, Chrome, Edge oder Safari. Haben Sie den Link in einer Nachricht geöffnet? Wählen Sie dort „Im Browser öffnen“.",
  insecure:
    "Diese Seite ist nicht sicher geöffnet. Die Adresse muss mit https beginnen. Nur dann gehen Kamera und Mikrofon.",
};
