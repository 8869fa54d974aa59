import { passkeys, proof, recover, recoveryKey } from "./account.ts";
import { create, invitation, list } from "./consultations.ts";
import { journal } from "./journal.ts";

/** German: the practice, its accounts, team and settings. */
export const practice = {
  nav: {
    label: "Praxis",
    consultations: "Sprechstunden",
    create: "Neue Einladung",
    members: "Team",
    settings: "Einstellungen",
    signOut: "Abmelden",
    signingOut: "Abmeldung …",
    signOutFailed: "Die Abmeldung hat nicht geklappt. Bitte versuchen Sie es noch einmal.",
  },
  scriptNeeded:
    "Der Praxisbereich braucht JavaScript: Namen und Codes werden in Ihrem Browser erzeugt, nicht auf dem Server.",
  errors: {
    network:
      "Der Server ist gerade nicht erreichbar. Bitte prüfen Sie die Internetverbindung und versuchen Sie es noch einmal.",
    unavailable: "Der Server antwortet gerade nicht. Bitte versuchen Sie es in einer Minute noch einmal.",
    internal: "Auf dem Server ist etwas schiefgegangen. Bitte versuchen Sie es noch einmal.",
    bad_request: "Der Server konnte mit diesen Angaben nichts anfangen. Bitte prüfen Sie sie.",
    too_large: "Die Angaben sind zu lang. Bitte kürzen Sie sie.",
    cross_site: "Diese Anfrage kam nicht von dieser Seite. Bitte laden Sie die Seite neu.",
    signed_out: "Ihre Anmeldung ist abgelaufen. Bitte melden Sie sich wieder an.",
    forbidden: "Dazu haben Sie keine Berechtigung.",
    consultation_unknown: "Diese Sprechstunde gibt es nicht mehr.",
    consultation_running:
      "Gerade sind beide im Raum, die Praxis und der Gast. Verschieben geht erst, wenn einer von beiden ihn verlassen hat.",
    undo_too_late: "Dafür ist es zu spät: Code und Link gelten nicht mehr. Laden Sie bitte neu ein.",
    too_many_requests:
      "Das waren zu viele Versuche. Bitte warten Sie {wait} und versuchen Sie es dann noch einmal.",
    storage_unavailable:
      "Dieser Browser kann hier nichts speichern (privates Fenster oder voller Speicher?). Der Schlüssel Ihrer Praxis muss aber für die Zeit der Anmeldung in diesem Browser liegen.",
    vault_locked:
      "Dieser Browser hat den Schlüssel Ihrer Praxis nicht, deshalb fehlen Namen und Codes. Bitte geben Sie bei „Sprechstunden“ Ihre Passphrase ein, oder melden Sie sich neu an.",
    vault_invalid:
      "Was der Server aufbewahrt hat, passt nicht zu Ihrem Schlüssel. Es wurde verändert. Bitte wenden Sie sich an die Person, die den Server betreibt.",
    vault_older:
      "Der Server hat einen älteren Stand gezeigt, als dieser Browser schon gesehen hat. Er wird nicht verwendet. Bitte wenden Sie sich an die Person, die den Server betreibt.",
    vault_former_key:
      "Etwas wurde nachträglich mit einem alten Schlüssel Ihrer Praxis geschrieben. Es wird nicht verwendet. Vielleicht hat jemand geschrieben, der nicht mehr zum Team gehört. Bitte wenden Sie sich an die Person, die den Server betreibt.",
    records_changed:
      "Gerade hat jemand eine Sprechstunde oder die Einstellungen geändert. Bitte versuchen Sie es noch einmal.",
    version_conflict: "Gerade hat jemand anders dasselbe geändert. Bitte versuchen Sie es noch einmal.",
    setup_token_wrong:
      "Dieser Einrichtungslink gilt nicht. Bitte nehmen Sie den Link, den der Server beim letzten Start ausgegeben hat.",
    setup_token_missing:
      "Zum Anlegen der Praxis brauchen Sie den Einrichtungslink, den der Server beim Start ausgegeben hat.",
    setup_closed: "Die Praxis ist schon angelegt.",
    link_incomplete:
      "In diesem Link fehlt ein Teil. Bitte öffnen Sie ihn noch einmal, oder kopieren Sie ihn ganz, bis zum letzten Zeichen.",
    member_unknown: "Diese Person gehört nicht mehr zum Team.",
    member_invitation_unknown:
      "Diese Einladung ins Team gilt nicht oder nicht mehr: Jeder Link gilt einmal und höchstens 48 Stunden. Bitten Sie um einen neuen.",
    email_taken: "Mit dieser E-Mail-Adresse ist schon jemand im Team.",
    members_full:
      "Das Team ist voll. Bitte wenden Sie sich an die Praxis: Dort muss zuerst jemand aus dem Team entfernt werden.",
    members_changed:
      "Im Team hat sich gerade etwas geändert. Bitte laden Sie die Seite neu und versuchen Sie es noch einmal.",
    passphrase_wrong: "Das ist nicht Ihre jetzige Passphrase.",
    passkey_needed:
      "Ihre Praxis verlangt einen Passkey. Bitte melden Sie sich mit Ihrem Passkey an. Ist er weg, hilft der Notfallschlüssel (bei „Passphrase vergessen?“).",
    proof_needed: "Der Server will noch einmal wissen, ob Sie es sind. Bitte versuchen Sie es noch einmal.",
    proof_cancelled: "Sie haben nicht bestätigt, dass Sie es sind. Es wurde nichts geändert.",
    passkey_none: "Sie haben noch keinen Passkey. Bitte nehmen Sie Ihre Passphrase.",
    passkey_keyless:
      "Dieser Passkey kann nur anmelden, den Schlüssel Ihrer Praxis öffnet er hier nicht. Bitte nehmen Sie Ihre Passphrase.",
    version_unsupported:
      "Dieser Link stammt von einer früheren Version dieser Seite und gilt nicht mehr. Bitte lassen Sie sich einen neuen schicken.",
    session_unknown: "Dieses Gerät ist schon abgemeldet.",
    passkey_unknown:
      "Diesen Passkey kennt der Server nicht oder nicht mehr. Bitte melden Sie sich mit E-Mail und Passphrase an.",
    passkey_refused:
      "Der Server hat diesen Passkey nicht angenommen. Bitte versuchen Sie es noch einmal, oder nehmen Sie die Passphrase.",
    passkey_copied:
      "Diesen Passkey gibt es vielleicht zweimal: Er zählt rückwärts. Bitte melden Sie sich mit der Passphrase an, entfernen Sie den Passkey in den Einstellungen und legen Sie einen neuen an.",
    passkey_origin:
      "Unter dieser Adresse geht kein Passkey. Bitte öffnen Sie die Seite unter ihrem richtigen Namen, oder nehmen Sie die Passphrase.",
    passkey_exists: "Auf diesem Gerät haben Sie für diese Praxis schon einen Passkey.",
    passkeys_full:
      "Mehr Passkeys gehen nicht. Bitte entfernen Sie zuerst einen, den Sie nicht mehr brauchen.",
    passkey_expired: "Das hat zu lange gedauert. Bitte versuchen Sie es noch einmal.",
    passkey_timed_out:
      "Der Browser hat zu lange auf die Bestätigung gewartet. Bitte versuchen Sie es noch einmal.",
    passkey_cancelled:
      "Es wurde kein Passkey benutzt: Sie haben abgebrochen, oder hier ist keiner für diese Seite. Versuchen Sie es noch einmal, oder nehmen Sie die Passphrase.",
    passkey_unsupported:
      "Dieser Browser oder dieses Gerät kann keinen passenden Passkey anlegen. Bitte nehmen Sie die Passphrase.",
    recovery_wrong:
      "E-Mail und Notfallschlüssel passen nicht zusammen, oder dieser Schlüssel wurde schon benutzt. Es gilt immer nur der neueste.",
    sign_in_wrong: "E-Mail und Passphrase passen nicht zusammen. Bitte prüfen Sie beides.",
    empty: "Bitte füllen Sie dieses Feld aus.",
    too_long: "Das ist zu lang. Bitte kürzen Sie es.",
    email_malformed: "Bitte geben Sie eine E-Mail-Adresse an, zum Beispiel name@praxis.de.",
    passphrase_short: "Die Passphrase braucht mindestens 15 Zeichen.",
    passphrase_long: "Die Passphrase darf höchstens 256 Zeichen haben.",
    passphrase_common:
      "Diese Passphrase ist leicht zu erraten: Sie besteht aus bekannten Passwörtern, Ihren Namen, Wiederholungen oder Tastenreihen. Bitte nehmen Sie eine andere, zum Beispiel vier oder fünf zufällige Wörter.",
    passphrase_mismatch: "Die beiden Passphrasen sind nicht gleich.",
    invitation_unknown: "Diese Einladung gibt es nicht oder nicht mehr.",
    start_missing: "Bitte geben Sie an, wann es beginnt.",
    start_skipped: "Diese Uhrzeit gibt es an dem Tag nicht: Da wird die Uhr vorgestellt.",
    start_past: "Der Beginn liegt zu weit zurück: Der Code wäre schon abgelaufen.",
    start_far: "Der Beginn darf höchstens ein Jahr in der Zukunft liegen.",
  },
  showPassphrase: "Zeichen anzeigen",
  setUp: {
    title: "Praxis anlegen",
    intro: "Einmal ausfüllen, dann können Sie einladen. Weitere Personen kommen später dazu.",
    practiceName: "Name der Praxis",
    practiceNameHint: "So sehen ihn alle, die Sie einladen.",
    memberName: "Ihr Name",
    memberNameHint: "Zum Beispiel „Dr. Anna Muster“. Er steht im Gespräch unter Ihrem Bild.",
    email: "E-Mail",
    emailHint: "Damit melden Sie sich an. Es kommt keine Post von uns.",
    passphrase: "Passphrase",
    passphraseHint:
      "Mindestens 15 Zeichen. Am besten vier oder fünf zufällige Wörter mit Leerzeichen dazwischen, oder ein Vorschlag Ihres Passwort-Managers.",
    passphraseOld:
      "Ihre Passphrase ist kürzer als die 15 Zeichen, die neue jetzt haben müssen. Sie gilt weiter, eine längere ist aber sicherer.",
    repeat: "Passphrase wiederholen",
    submit: "Praxis anlegen",
    stretching: "Einen Moment … Ihre Passphrase wird in diesem Browser zu einem Schlüssel.",
    toSignIn: "Zur Anmeldung",
  },
  signIn: {
    title: "Anmelden",
    intro: "Für Behandelnde und Beratende. Wer eingeladen ist, braucht keine Anmeldung.",
    forgotten: "Passphrase vergessen?",
    toJoin: "Ich habe einen Zugangscode",
    email: "E-Mail",
    passphrase: "Passphrase",
    submit: "Anmelden",
    stretching: "Einen Moment … Ihre Passphrase wird in diesem Browser geprüft.",
    passkeyTitle: "Mit Passkey anmelden",
    passkeyLead:
      "Mit Fingerabdruck, Gesicht oder PIN, wenn Sie in den Einstellungen einen Passkey angelegt haben.",
    usePasskey: "Passkey benutzen",
    passkeyBusy: "Bitte bestätigen Sie im Fenster Ihres Browsers.",
  },
  proof,
  openVault: {
    title: "Noch Ihre Passphrase",
    lead:
      "Sie sind angemeldet. Namen, Notizen und Codes sind aber noch verschlossen: Dieser Browser hat den Schlüssel Ihrer Praxis nicht. Ihre Passphrase öffnet ihn.",
    why:
      "Das kommt vor, wenn ein Passkey nur anmelden kann, oder wenn der Speicher dieses Browsers geleert wurde.",
    submit: "Öffnen",
  },
  passkeys,
  notForAssistants: {
    title: "Nur für Behandelnde",
    lead:
      "Mit Ihrem Konto können Sie einladen und absagen, aber keinen Gesprächsraum betreten. So bleibt das Gespräch unter vier Augen.",
    toList: "Zu den Sprechstunden",
  },
  members: {
    title: "Team",
    you: "Sie",
    roles: { practitioner: "Behandelnd", assistant: "Assistenz" },
    roleLeads: {
      practitioner: "führt Gespräche und entscheidet, wer zum Team gehört.",
      assistant: "lädt ein und sagt ab, betritt aber nie einen Gesprächsraum.",
    },
    unbound:
      "Name und Aufgabe sind noch nicht bestätigt. Das geschieht, wenn sich diese Person das nächste Mal anmeldet.",
    changed:
      "Achtung: Der Server zeigt zu dieser Person etwas anderes, als das Team verschlossen hat. Name, E-Mail oder Aufgabe stimmen vielleicht nicht. Fragen Sie die Person, und wenden Sie sich an die Person, die den Server betreibt.",
    open: "Offene Einladungen",
    until: "gilt bis {time}",
    taken: "Jemand hat den Link geöffnet und angefangen, ein Konto anzulegen.",
    withdraw: "Zurückziehen",
    withdrawn: "Die Einladung gilt nicht mehr.",
    practitionersOnly: "Einladen, entfernen und einen neuen Schlüssel machen können nur Behandelnde.",
    invite: "Jemanden ins Team einladen",
    inviteLead:
      "Sie bekommen einen Link, den Sie selbst weitergeben. Er gilt einmal und 48 Stunden lang. Wer ihn zuerst benutzt, gehört zum Team und kann Namen und Codes Ihrer Praxis lesen: Geben Sie ihn nur der Person selbst.",
    role: "Aufgabe",
    makeLink: "Link erstellen",
    linkTitle: "Der Link ist fertig",
    linkLead: "Er wird nur jetzt gezeigt. Geben Sie ihn auf einem Weg weiter, dem Sie vertrauen.",
    copy: "Link kopieren",
    copied: "Kopiert.",
    copyFailed: "Kopieren hat nicht geklappt. Bitte markieren Sie den Link und kopieren Sie ihn von Hand.",
    remove: "Entfernen",
    endSessions: "Überall abmelden",
    endOwnSessions: "Meine anderen Geräte abmelden",
    sessionsEnded: "{name} ist überall abgemeldet.",
    ownSessionsEnded: "Ihre anderen Geräte sind abgemeldet.",
    questions: {
      remove: {
        title: "{name} aus dem Team entfernen?",
        lead:
          "Das Konto ist sofort gelöscht. Die Praxis bekommt einen neuen Schlüssel, und alle anderen müssen sich neu anmelden. Offene Einladungen ins Team verfallen.",
        yes: "Ja, entfernen",
      },
      endSessions: {
        title: "{name} abmelden?",
        lead:
          "Das Konto bleibt, aber alle Geräte dieser Person werden abgemeldet und verlassen Räume, in denen sie warten. Das hilft, wenn ein Gerät weg ist.",
        yes: "Ja, abmelden",
      },
      endOwnSessions: {
        title: "Ihre anderen Geräte abmelden?",
        lead:
          "Hier bleiben Sie angemeldet. Alle Ihre anderen Geräte werden abgemeldet und verlassen Räume, in denen sie warten. Das hilft, wenn ein Gerät weg ist.",
        yes: "Ja, abmelden",
      },
    },
    removeNo: "Abbrechen",
    newKey: {
      title: "Schlüssel der Praxis",
      lead:
        "Mit einem neuen Schlüssel wird alles neu verschlossen, und der alte öffnet nichts Neues mehr. Sie brauchen ihn, wenn ein Gerät gestohlen wurde oder verloren ging, oder wenn Sie glauben, dass jemand Fremdes an Namen und Codes gekommen ist.",
      make: "Neuen Schlüssel für die Praxis machen",
      question: "Neuen Schlüssel machen?",
      questionLead:
        "Niemand verlässt das Team. Hier bleiben Sie angemeldet, alle anderen Geräte der Praxis werden abgemeldet, und alle anderen müssen sich neu anmelden. Offene Einladungen ins Team verfallen. Einladungen zu Sprechstunden gelten weiter.",
      yes: "Ja, neuen Schlüssel machen",
      made: "Die Praxis hat einen neuen Schlüssel.",
    },
    removed: "{name} gehört nicht mehr zum Team. Die Praxis hat einen neuen Schlüssel.",
    oldSeals:
      "Sprechstunden, die noch mit dem früheren Schlüssel verschlossen sind: {count}. Es geht weiter, sobald jemand aus dem Team die Liste der Sprechstunden öffnet.",
    oldSealsUnknown:
      "Ein Teil der Daten ist vielleicht noch mit dem früheren Schlüssel verschlossen: Der Server hat nicht geantwortet. Es geht weiter, sobald jemand aus dem Team diese Seite oder die Liste der Sprechstunden öffnet.",
    oldSealsSettings:
      "Die Einstellungen der Praxis sind noch mit dem früheren Schlüssel verschlossen. Bestätigen Sie noch einmal, dass Sie es sind, dann geht es weiter.",
    resealNow: "Jetzt weitermachen",
    busy: "Einen Moment …",
  },
  join: {
    title: "Ins Team kommen",
    invited: "{practice} lädt Sie ins Team ein.",
    task: "Ihre Aufgabe:",
    submit: "Konto anlegen",
  },
  recover,
  journal,
  settings: {
    title: "Einstellungen",
    passphraseTitle: "Passphrase ändern",
    passphraseLead: "Alle anderen Geräte, an denen Sie angemeldet sind, werden dabei abgemeldet.",
    currentPassphrase: "Jetzige Passphrase",
    newPassphrase: "Neue Passphrase",
    repeatPassphrase: "Neue Passphrase wiederholen",
    changePassphrase: "Passphrase ändern",
    passphraseChanged: "Die Passphrase ist geändert. Ihre anderen Geräte sind abgemeldet.",
    sessionsTitle: "Angemeldete Geräte",
    thisDevice: "dieses Gerät",
    unknownDevice: "Unbekanntes Gerät",
    since: "Angemeldet am {time}",
    sinceByPasskey: "Mit Passkey angemeldet am {time}",
    seen: "zuletzt benutzt am {time}",
    endOne: "Gerät abmelden",
    oneEnded: "{device} ist abgemeldet.",
    endOthers: "Alle anderen abmelden",
    othersEnded: "Sie sind nur noch hier angemeldet.",
    recoveryTitle: "Notfallschlüssel",
    recoveryLead:
      "Ist das Blatt weg, oder hat es jemand gesehen? Dann erstellen Sie einen neuen Schlüssel. Der alte gilt danach nicht mehr.",
    renewRecoveryKey: "Neuen Notfallschlüssel erstellen",
  },
  practiceSettings: {
    title: "Praxis und Einladungen",
    practitionersOnly: "Ändern können das nur Behandelnde.",
    loading: "Die Einstellungen werden geladen …",
    name: "Name der Praxis",
    nameHint: "So sehen ihn alle, die Sie einladen.",
    phone: "Telefonnummer (freiwillig)",
    phoneHint:
      "Wird der wartenden Person gezeigt und steht in Einladungen. In jeder Einladung können Sie sie ändern.",
    lobby: "Warteraum öffnet",
    lobbyHint: "Gilt für Einladungen, die Sie ab jetzt erstellen oder verschieben.",
    lobbyMinutes: "{minutes} Minuten vorher",
    idle: "Abmelden, wenn niemand da ist",
    idleHint:
      "Wer so lange nichts anklickt und nichts tippt, wird abgemeldet. Ein laufendes Gespräch zählt als Benutzung.",
    idleMinutes: "nach {minutes} Minuten",
    passkeysRequired: "Anmelden nur mit Passkey",
    passkeysRequiredHint:
      "Wer noch keinen Passkey hat, legt nach der Passphrase einen an; danach reicht die Passphrase allein nicht mehr. Geht ein Passkey verloren, hilft der Notfallschlüssel.",
    logo: "Logo für den Brief (freiwillig)",
    logoHint:
      "Eine Bilddatei, zum Beispiel PNG oder JPEG. Der Browser verkleinert sie und verschlüsselt sie.",
    logoAlt: "Ihr Logo",
    logoRemove: "Logo entfernen",
    texts: "Texte der Einladungen",
    textsHint:
      "Der Server kann Ihre Texte nicht lesen. An die Stelle der Wörter in geschweiften Klammern tritt, was in der Einladung steht:",
    places: {
      name: "Name der eingeladenen Person",
      practice: "Name der Praxis",
      start: "Tag und Uhrzeit",
      code: "Zugangscode",
      link: "Einladungslink",
      origin: "Adresse dieser Seite",
      phone: "Telefonnummer der Einladung",
      phoneLine: "ein Satz mit der Telefonnummer, wenn es eine gibt",
    },
    ownText: "eigener Text",
    parts: { subject: "Betreff der E-Mail", body: "Text der E-Mail", sms: "Text der SMS" },
    reset: "Unsere Texte nehmen",
    save: "Einstellungen speichern",
    saving: "Wird gespeichert …",
    saved: "Gespeichert.",
    errors: {
      empty: "Bitte füllen Sie dieses Feld aus.",
      too_long: "Das ist zu lang. Bitte kürzen Sie es.",
      place_unknown: "{place} kennen wir nicht. Bitte nehmen Sie nur die Wörter von oben.",
      place_missing: "Hier fehlt der Weg hinein: der Link oder der Code, jeweils in geschweiften Klammern.",
      logo_unreadable: "Diese Datei kann der Browser nicht als Bild lesen. Bitte nehmen Sie PNG oder JPEG.",
      logo_too_large: "Dieses Bild ist zu groß. Bitte nehmen Sie ein kleineres oder einfacheres.",
      settings_conflict:
        "Jemand anders hat gerade dasselbe geändert. Hier steht weiter Ihre Fassung. Speichern Sie noch einmal, dann gilt sie; laden Sie die Seite neu, dann gilt die andere.",
      passkey_needed:
        "Melden Sie sich bitte zuerst selbst mit einem Passkey an. Dann ist sicher, dass Passkeys hier funktionieren und niemand ausgesperrt wird.",
      settings_too_large: "Logo und Texte sind zusammen zu groß. Bitte kürzen Sie die Texte.",
    },
  },
  recoveryKey,
  list,
  create,
  invitation,
} as const;
