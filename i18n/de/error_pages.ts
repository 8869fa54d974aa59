/** German: error pages. */
export const errors = {
  codeLabel: "Kennung für Rückfragen",
  notFound: {
    title: "Diese Seite gibt es nicht",
    lead:
      "Vielleicht ist die Adresse nicht vollständig. Öffnen Sie am besten noch einmal den Link aus Ihrer Einladung, oder geben Sie auf der Startseite Ihren Zugangscode ein.",
  },
  changedLink: {
    title: "Ihr Link wurde unterwegs verändert",
    lead:
      "Ihr Mailprogramm hat ein Zeichen im Link ersetzt. Diese Seite stellt ihn wieder her und öffnet ihn.",
    noScript:
      "Dafür braucht sie JavaScript. Schalten Sie es ein und laden Sie die Seite neu. Oder ersetzen Sie oben in der Adresse „%23“ durch „#“.",
  },
  notAllowed: {
    title: "So geht es hier nicht",
    lead:
      "Diese Adresse kann nicht auf diese Weise aufgerufen werden. Bitte beginnen Sie auf der Startseite.",
  },
  tooMany: {
    title: "Zu viele Anfragen",
    lead:
      "Von Ihrem Anschluss kamen gerade sehr viele Anfragen. Bitte warten Sie eine Minute und laden Sie die Seite dann neu.",
  },
  refused: {
    title: "Das hat nicht geklappt",
    lead: "Der Server konnte diese Anfrage nicht annehmen. Bitte beginnen Sie auf der Startseite.",
  },
  unavailable: {
    title: "Gerade nicht erreichbar",
    lead: "Der Server macht eine kurze Pause oder ist überlastet. Ihr Link und Ihr Code gelten weiter.",
    tries: "Die Seite versucht es von selbst noch einmal.",
    tryAgain: "Noch einmal versuchen",
    gaveUp:
      "Es hat länger nicht geklappt. Bitte versuchen Sie es später noch einmal, oder rufen Sie in der Praxis an.",
  },
  internal: {
    title: "Auf unserer Seite ist etwas schiefgegangen",
    lead:
      "Das liegt nicht an Ihnen. Bitte laden Sie die Seite neu. Wenn es dann noch nicht geht, rufen Sie bitte in der Praxis an.",
  },
} as const;
