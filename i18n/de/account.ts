/** German: a member's passkeys. */
export const passkeys = {
  title: "Passkeys",
  lead:
    "Mit einem Passkey melden Sie sich mit Fingerabdruck, Gesicht oder der PIN Ihres Geräts an, ohne etwas zu tippen.",
  neededTitle: "Bitte legen Sie einen Passkey an",
  neededLead:
    "Ihre Praxis verlangt, dass sich alle mit einem Passkey anmelden. Danach geht es weiter zu den Sprechstunden.",
  before:
    "Die meisten Passkeys öffnen dabei auch Namen, Notizen und Codes. Manche melden nur an; dann fragt der Browser danach noch nach der Passphrase. Was Ihrer kann, steht nach dem Hinzufügen hier. Passphrase und Notfallschlüssel gelten weiter. Verlangt Ihre Praxis Passkeys, reicht die Passphrase allein aber nicht mehr.",
  more: "Mehr über Passkeys",
  help: [
    {
      question: "Was ist ein Passkey?",
      answer:
        "Ein Schlüssel, den Ihr Telefon, Ihr Computer oder ein Sicherheitsschlüssel aufbewahrt. Er gilt nur für diese Seite. Niemand kann ihn ablesen, und am Telefon lässt er sich nicht verraten.",
    },
    {
      question: "Warum öffnet nicht jeder Namen und Notizen?",
      answer:
        "Dafür muss der Passkey eine Zusatzfunktion haben, die PRF heißt. Neue Telefone und Computer und viele Sicherheitsschlüssel haben sie. Fehlt sie, meldet der Passkey Sie an, und Ihre Passphrase öffnet den Rest.",
    },
    {
      question: "Was sieht der Server?",
      answer:
        "Dass Ihr Passkey unterschrieben hat, und wann. Womit er Namen und Notizen öffnet, bleibt in Ihrem Browser.",
    },
    {
      question: "Welcher Passkey ist der richtige?",
      answer:
        "Viele Geräte gleichen Passkeys über ein Konto ab. Das ist bequem; wer dieses Konto übernimmt, bekommt aber auch den Passkey. Wer das nicht will, nimmt einen Sicherheitsschlüssel.",
    },
    {
      question: "Was tun, wenn ein Gerät weg ist?",
      answer:
        "Entfernen Sie hier seinen Passkey, und melden Sie das Gerät unten ab. Mit der Passphrase kommen Sie weiter hinein, oder, wenn Ihre Praxis Passkeys verlangt, mit dem Notfallschlüssel.",
    },
  ],
  none: "Sie haben noch keinen Passkey.",
  external: "Sicherheitsschlüssel oder Telefon",
  opens: "Meldet an und öffnet Namen, Notizen und Codes.",
  signsIn: "Meldet nur an. Danach brauchen Sie noch die Passphrase.",
  made: "Angelegt am {time}",
  used: "zuletzt benutzt am {time}",
  unused: "noch nicht benutzt",
  add: "Passkey hinzufügen",
  busy: "Einen Moment … Bitte bestätigen Sie im Fenster Ihres Browsers, vielleicht zweimal.",
  addedOpens: "Der Passkey ist angelegt. Er meldet Sie an und öffnet Namen, Notizen und Codes.",
  addedSignsIn:
    "Der Passkey ist angelegt. Er meldet Sie nur an: Den Schlüssel Ihrer Praxis kann er nicht öffnen, dafür brauchen Sie nach der Anmeldung noch Ihre Passphrase.",
  remove: "Entfernen",
  removeTitle: "Diesen Passkey entfernen?",
  removeLead:
    "Danach meldet er niemanden mehr an, und andere Geräte, die mit ihm angemeldet sind, werden abgemeldet. Löschen Sie ihn auch dort, wo Ihr Gerät seine Passkeys aufbewahrt.",
  removeYes: "Ja, entfernen",
  removeNo: "Abbrechen",
  removed: "Der Passkey gilt nicht mehr.",
} as const;

/** German: the question whether it is the member. */
export const proof = {
  title: "Sind Sie es?",
  leads: {
    practice:
      "Bitte bestätigen Sie, dass Sie es sind. So kann niemand Team oder Praxis ändern, der nur Ihr Gerät in die Hand bekommt. Das gilt hier fünf Minuten lang.",
    account:
      "Bitte bestätigen Sie, dass Sie es sind. So kann niemand Ihren Zugang ändern, der nur Ihr Gerät in die Hand bekommt. Das gilt hier fünf Minuten lang.",
  },
  passphrase: "Ihre Passphrase",
  confirm: "Bestätigen",
  usePasskey: "Passkey benutzen",
  cancel: "Abbrechen",
  busy: "Einen Moment …",
} as const;

/** German: a lost passphrase. */
export const recover = {
  title: "Passphrase vergessen",
  intro:
    "Mit dem Notfallschlüssel, den Sie ausgedruckt oder aufgeschrieben haben, setzen Sie eine neue Passphrase.",
  key: "Notfallschlüssel",
  keyHint: "48 Ziffern. Leerzeichen und Striche stören nicht.",
  submit: "Schlüssel prüfen",
  busy: "Einen Moment …",
  opened: "Der Schlüssel passt. Wählen Sie jetzt eine neue Passphrase.",
  passphrase: "Neue Passphrase",
  repeat: "Neue Passphrase wiederholen",
  save: "Passphrase setzen und anmelden",
  noKey: "Sie haben auch den Notfallschlüssel nicht?",
  noKeyLead:
    "Dann kann Sie nur noch eine Kollegin oder ein Kollege neu einladen. Gibt es niemanden, sind die Namen und Codes der laufenden Einladungen verloren: Auch wer den Server betreibt, kann sie nicht lesen.",
  toSignIn: "Zur Anmeldung",
  errors: {
    empty: "Bitte geben Sie den Notfallschlüssel ein.",
    not_digits: "Der Notfallschlüssel besteht nur aus Ziffern.",
    too_short: "Da fehlen Ziffern: Der Notfallschlüssel hat 48, acht Gruppen zu sechs.",
    too_long: "Das sind zu viele Ziffern: Der Notfallschlüssel hat 48, acht Gruppen zu sechs.",
    mistyped: "In der {group}. Gruppe ist ein Tippfehler. Bitte vergleichen Sie sie Ziffer für Ziffer.",
  },
} as const;

/** German: the sheet with the recovery key. */
export const recoveryKey = {
  title: "Ihr Notfallschlüssel",
  lead:
    "Vergessen Sie einmal Ihre Passphrase, kommen Sie nur mit diesem Schlüssel wieder hinein. Er wird nur jetzt gezeigt, und niemand sonst hat ihn.",
  label: "Notfallschlüssel",
  advice:
    "Drucken Sie ihn aus oder schreiben Sie ihn ab, acht Gruppen zu sechs Ziffern. Bewahren Sie das Blatt auf wie einen Praxisschlüssel: wer es hat, kann Ihre Passphrase ändern.",
  print: "Drucken",
  copy: "Kopieren",
  copied: "Kopiert. Bitte legen Sie den Schlüssel nicht auf demselben Gerät ab.",
  copyFailed: "Kopieren hat nicht geklappt. Bitte schreiben Sie den Schlüssel ab.",
  kept: "Ich habe den Schlüssel ausgedruckt oder aufgeschrieben.",
  unconfirmed: "Bitte bestätigen Sie erst, dass Sie den Schlüssel haben. Er wird nicht noch einmal gezeigt.",
  goOn: "Weiter zu den Sprechstunden",
  notRenewed:
    "Der neue Notfallschlüssel kam nicht beim Server an. Der bisherige gilt weiter, werfen Sie ihn nicht weg.",
  neverConfirmed:
    "Sie haben nie bestätigt, dass Sie Ihren Notfallschlüssel aufgeschrieben haben, und er lässt sich nicht noch einmal zeigen. Ohne ihn gibt es keinen Weg zurück, wenn Sie Ihre Passphrase vergessen.",
} as const;
