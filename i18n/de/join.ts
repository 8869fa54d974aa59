/** German: join page. */
export const join = {
  title: "Videosprechstunde",
  description: "Mit Name und Zugangscode zur Videosprechstunde. Ohne App, ohne Konto.",
  lead: "Geben Sie Ihren Namen und den Zugangscode aus Ihrer Einladung ein. Mehr brauchen Sie nicht.",
  name: "Ihr Name",
  nameHint: "So werden Sie im Gespräch angesprochen.",
  code: "Ihr Zugangscode",
  codeHint: "{digits} Ziffern, zum Beispiel {example}",
  submit: "Raum beitreten",
  busy: "Einen Moment …",
  private:
    "Das Gespräch ist Ende-zu-Ende-verschlüsselt: Nur Sie und Ihr Gegenüber sehen und hören es. Name und geheimer Teil des Codes bleiben in Ihrem Browser.",
  check: "Kamera und Ton vorher prüfen",
  troubleQuestion: "Kein Code? Code geht nicht?",
  trouble: "Das können Sie tun",
  noScript:
    "In Ihrem Browser ist JavaScript ausgeschaltet. Ein Videogespräch geht nur mit JavaScript. Schalten Sie es in den Einstellungen des Browsers ein und laden Sie diese Seite neu.",
  summary: "Das hat noch nicht geklappt",
  errors: {
    empty_name: "Bitte geben Sie Ihren Namen ein.",
    empty: "Bitte geben Sie Ihren Zugangscode ein.",
    not_digits: "Der Zugangscode besteht nur aus Ziffern. Bitte geben Sie keine Buchstaben ein.",
    too_short: "Der Zugangscode ist zu kurz. Er hat {digits} Ziffern, Sie haben {typed} eingegeben.",
    too_long: "Der Zugangscode ist zu lang. Er hat {digits} Ziffern, Sie haben {typed} eingegeben.",
    mistyped: "Im Zugangscode ist ein Tippfehler. Bitte vergleichen Sie ihn Ziffer für Ziffer.",
    consultation_unknown:
      "Dieser Zugangscode gilt nicht, nicht mehr oder noch nicht: Der Warteraum öffnet erst kurz vor Ihrem Termin. Sind Sie früh dran, dann lassen Sie diese Seite offen: Sie versucht es jede Minute noch einmal. Sonst prüfen Sie bitte den Code, oder fragen Sie die Praxis nach einem neuen.",
    locked: "Der Raum ist abgeschlossen, es wird niemand mehr eingelassen. Bitte rufen Sie in der Praxis an.",
    room_full:
      "Im Warteraum ist gerade kein Platz frei. Bitte versuchen Sie es in ein paar Minuten noch einmal.",
    too_many_requests:
      "Das waren zu viele Versuche. Bitte warten Sie {wait} und versuchen Sie es dann noch einmal.",
    network:
      "Der Server ist nicht zu erreichen. Bitte prüfen Sie Ihre Internetverbindung und versuchen Sie es noch einmal.",
    storage:
      "Ihr Browser verbietet dieser Seite, sich etwas zu merken. Bitte erlauben Sie in den Einstellungen Websitedaten, oder nehmen Sie einen anderen Browser.",
    unavailable:
      "Der Server macht gerade eine kurze Pause. Ihr Code gilt weiter. Bitte versuchen Sie es in einer Minute noch einmal.",
    internal:
      "Auf unserer Seite ist etwas schiefgegangen. Bitte versuchen Sie es in einer Minute noch einmal.",
  },
  unsupported:
    "Dieser Browser kann keine Videogespräche. Bitte öffnen Sie diese Seite in einem aktuellen Firefox, Chrome, Edge oder Safari. Haben Sie den Link in einer anderen App geöffnet, zum Beispiel in einer Nachricht, dann wählen Sie dort „Im Browser öffnen“.",
  insecure:
    "Diese Seite wurde ohne sichere Verbindung geöffnet. Kamera und Mikrofon gehen nur, wenn die Adresse mit https beginnt.",
} as const;
