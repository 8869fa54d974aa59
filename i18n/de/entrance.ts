/** German: on the way into the room. */

export const guide = {
  where: {
    chrome_desktop: "Die Frage erscheint oben links, unter der Adresse der Seite.",
    firefox_desktop:
      "Die Frage erscheint oben links, unter der Adresse der Seite. Dort können Sie auch aussuchen, welche Kamera und welches Mikrofon Sie nehmen.",
    safari_mac: "Die Frage erscheint oben in der Mitte des Fensters.",
    chrome_android:
      "Die Frage erscheint in der Mitte des Bildschirms. Vielleicht fragt danach auch Ihr Telefon selbst. Erlauben Sie beides.",
    firefox_android: "Die Frage erscheint dort, wo die Adresse steht: oben oder unten auf dem Bildschirm.",
    safari_ios: "Die Frage erscheint in der Mitte des Bildschirms.",
    ios_app: "Die Frage erscheint in der Mitte des Bildschirms.",
    other: "Die Frage erscheint im Fenster des Browsers, meist oben.",
  },
  undoTitle: "So erlauben Sie es",
  undo: {
    chrome_desktop: [
      "Klicken Sie auf das Symbol links neben der Adresse (zwei Schieberegler oder ein Schloss).",
      "Schalten Sie dort Kamera und Mikrofon ein.",
    ],
    firefox_desktop: [
      "Klicken Sie links neben der Adresse auf das durchgestrichene Symbol für Kamera oder Mikrofon.",
      "Entfernen Sie dort die Sperren mit einem Klick auf das Kreuz.",
    ],
    safari_mac: [
      "Klicken Sie ganz oben in der Menüleiste auf „Safari“ und dann auf „Einstellungen für diese Website“.",
      "Stellen Sie Kamera und Mikrofon auf „Erlauben“.",
    ],
    chrome_android: [
      "Tippen Sie auf das Symbol links neben der Adresse.",
      "Tippen Sie auf „Berechtigungen“.",
      "Schalten Sie Kamera und Mikrofon ein.",
    ],
    firefox_android: [
      "Tippen Sie auf das Symbol links neben der Adresse.",
      "Tippen Sie bei Kamera und Mikrofon auf „Blockiert“, bis dort „Erlaubt“ steht.",
    ],
    safari_ios: [
      "Tippen Sie auf das Symbol links in der Adressleiste.",
      "Tippen Sie auf „Website-Einstellungen“. Sie stehen vielleicht hinter den drei Punkten.",
      "Stellen Sie Kamera und Mikrofon auf „Erlauben“.",
    ],
    ios_app: [
      "Öffnen Sie die App „Einstellungen“ Ihres iPhones oder iPads.",
      "Suchen Sie dort die App, mit der Sie diese Seite lesen, und tippen Sie darauf.",
      "Schalten Sie Kamera und Mikrofon ein.",
    ],
    other: [
      "Öffnen Sie die Einstellungen des Browsers für diese Seite. Meist führt ein Symbol neben der Adresse dorthin.",
      "Erlauben Sie Kamera und Mikrofon.",
    ],
  },
  system: {
    windows: [
      "Öffnen Sie die Einstellungen von Windows und dort „Datenschutz und Sicherheit“.",
      "Öffnen Sie „Kamera“ und erlauben Sie Apps und Desktop-Apps den Zugriff.",
      "Machen Sie dasselbe unter „Mikrofon“.",
    ],
    mac: [
      "Öffnen Sie die Systemeinstellungen und dort „Datenschutz & Sicherheit“.",
      "Schalten Sie Ihren Browser unter „Kamera“ und unter „Mikrofon“ ein.",
      "Beenden Sie den Browser und öffnen Sie Ihren Link noch einmal.",
    ],
    android: [
      "Öffnen Sie die Einstellungen des Telefons und dort „Apps“.",
      "Wählen Sie Ihren Browser und dann „Berechtigungen“.",
      "Erlauben Sie Kamera und Mikrofon.",
    ],
    ios: [
      "Öffnen Sie die App „Einstellungen“ und dort „Datenschutz & Sicherheit“.",
      "Schalten Sie Ihren Browser unter „Kamera“ und unter „Mikrofon“ ein.",
    ],
    other: [
      "Öffnen Sie die Einstellungen des Geräts und suchen Sie dort nach „Datenschutz“.",
      "Erlauben Sie Ihrem Browser Kamera und Mikrofon.",
    ],
  },
  back:
    "Kommen Sie dann hierher zurück und drücken Sie „Noch einmal versuchen“. Ihre Angaben bleiben erhalten.",
  noQuestion: "Sie sehen keine Frage?",
  otherBrowser: "Es geht immer noch nicht?",
  otherBrowserLead:
    "Manche Apps zeigen Webseiten an, lassen sie aber nicht an die Kamera, zum Beispiel Mail- und Nachrichtenprogramme. Nehmen Sie dann einen richtigen Browser: Kopieren Sie den Link, öffnen Sie Safari, Chrome oder Firefox, und fügen Sie ihn oben ein.",
  codeToo: "Dort geben Sie wieder Ihren Namen und Ihren Zugangscode ein.",
} as const;

export const entrance = {
  openingTitle: "Einen Moment bitte",
  opening: "Der Raum wird geöffnet …",
  invites: "{practice} lädt Sie zu einer Videosprechstunde ein.",
  planned: "Geplanter Beginn: {time}",
  todayAt: "heute um {time} Uhr",
  dayAt: "{day} um {time} Uhr",
  early: {
    title: "Sie sind etwas zu früh",
    otherDayTitle: "Ihr Termin ist an einem anderen Tag",
    movedTitle: "Ihr Termin wurde verschoben",
    lead: "Der Warteraum öffnet {time}.",
    left: "Bis dahin: {wait}.",
    stay:
      "Sie können diese Seite offen lassen, dann geht es von selbst weiter. Oder öffnen Sie Ihren Link später noch einmal: Er verbraucht sich nicht.",
    open: "Der Warteraum ist jetzt offen.",
    moved: "Der Termin wurde verschoben. Vorher war er {time}.",
    check: "Kamera und Mikrofon jetzt prüfen (neuer Tab)",
  },
  expired: {
    title: "Diese Einladung ist abgelaufen",
    lead:
      "Der Termin war {time}. Eine Einladung gilt bis 24 Stunden danach. Bitten Sie um eine neue: {practice}.",
  },
  cancelled: {
    title: "Dieser Termin wurde abgesagt",
    lead: "Der Termin {time} findet nicht statt. Fragen dazu beantwortet: {practice}.",
  },
  unknown: {
    title: "Diese Einladung gilt nicht",
    lead:
      "Vielleicht wurde der Link nicht vollständig übernommen, oder der Termin ist schon länger vorbei. Öffnen Sie den Link noch einmal aus Ihrer Einladung, oder fragen Sie dort nach, wo Sie eingeladen wurden.",
  },
  incomplete: {
    title: "Im Link fehlt ein Teil",
    lead:
      "Der hintere Teil Ihres Einladungslinks ist unterwegs verloren gegangen. Öffnen Sie ihn noch einmal aus der Einladung, am besten durch Antippen statt Abschreiben. Oder treten Sie mit Ihrem Zugangscode bei.",
  },
  unreachable: "Der Server ist gerade nicht zu erreichen. Wir versuchen es weiter.",
  call: "{phone} anrufen",
  toCode: "Mit Zugangscode beitreten",
  unsupported: {
    title: "Dieser Browser kann keine Videogespräche",
    lead:
      "Das ist schnell gelöst. Vielleicht hat eine andere App diese Seite geöffnet, zum Beispiel Ihr Mail- oder Nachrichtenprogramm. Oder der Browser ist zu alt.",
    steps: [
      "Gibt es hier im Menü „Im Browser öffnen“, dann wählen Sie das.",
      "Sonst kopieren Sie den Link.",
      "Öffnen Sie auf dem iPhone oder iPad Safari, sonst Chrome, Firefox oder Edge.",
      "Fügen Sie den Link oben in die Adresszeile ein.",
    ],
  },
  insecure: {
    title: "Diese Seite ist nicht sicher geöffnet",
    lead:
      "Kamera und Mikrofon gehen nur, wenn die Adresse mit „https“ beginnt. Öffnen Sie Ihren Einladungslink so, wie Sie ihn bekommen haben. Hilft das nicht, sagen Sie bitte dort Bescheid, wo Sie eingeladen wurden.",
    secureLink: "Diese Seite sicher öffnen",
  },
  link: "Ihr Link",
  linkHint: "Er gehört nur Ihnen. Bitte geben Sie ihn nicht weiter.",
  copyLink: "Link kopieren",
  copied: "Der Link ist kopiert.",
  copyFailed: "Das Kopieren hat nicht geklappt. Der Link ist markiert: Kopieren Sie ihn von Hand.",
  noScript:
    "In Ihrem Browser ist JavaScript ausgeschaltet. Ein Videogespräch geht nur mit JavaScript. Schalten Sie es in den Einstellungen des Browsers ein und laden Sie diese Seite neu. Oder öffnen Sie Ihren Link in einem anderen Browser.",
  stuck:
    "Diese Seite lädt nicht zu Ende. Vielleicht ist die Verbindung sehr langsam, oder Ihr Browser ist zu alt. Laden Sie die Seite neu, oder öffnen Sie Ihren Link in einem anderen Browser.",
  reload: "Seite neu laden",
} as const;

export const problems = {
  media_denied:
    "Der Browser darf Kamera und Mikrofon auf dieser Seite nicht benutzen. Das können Sie ändern.",
  media_dismissed:
    "Die Frage des Browsers wurde geschlossen oder abgelehnt. Lassen Sie ihn noch einmal fragen, und wählen Sie dann „Zulassen“ oder „Erlauben“.",
  media_system_denied:
    "Ihr Gerät erlaubt diesem Browser nicht, Kamera und Mikrofon zu benutzen. Das können Sie in den Einstellungen des Geräts ändern.",
  media_blocked:
    "Kamera und Mikrofon sind auf diesem Gerät gesperrt. Bitte fragen Sie die Person, die das Gerät verwaltet, oder nehmen Sie ein anderes Gerät.",
  camera_denied:
    "Der Browser darf Ihre Kamera auf dieser Seite nicht benutzen. Man hört Sie, aber man sieht Sie nicht. Das können Sie in den Einstellungen des Browsers ändern.",
  camera_missing: "Es wurde keine Kamera gefunden. Sie nehmen nur mit Ton teil.",
  microphone_missing: "Es wurde kein Mikrofon gefunden. Man sieht Sie, aber man hört Sie nicht.",
  devices_missing:
    "Es wurden weder Kamera noch Mikrofon gefunden. Schließen Sie ein Gerät an und versuchen Sie es noch einmal.",
  media_in_use:
    "Kamera oder Mikrofon werden gerade von einem anderen Programm benutzt. Beenden Sie das andere Programm und versuchen Sie es noch einmal.",
  camera_in_use:
    "Ihre Kamera wird gerade von einem anderen Programm benutzt. Man hört Sie, aber man sieht Sie nicht. Beenden Sie das andere Programm und versuchen Sie es noch einmal.",
  microphone_in_use:
    "Ihr Mikrofon wird gerade von einem anderen Programm benutzt. Man sieht Sie, aber man hört Sie nicht. Beenden Sie das andere Programm und versuchen Sie es noch einmal.",
  media_insecure:
    "Kamera und Mikrofon gehen nur auf einer sicheren Seite (https). Bitte öffnen Sie den Link aus Ihrer Einladung.",
  media_unsupported:
    "Dieser Browser kann keine Videogespräche. Bitte öffnen Sie diese Seite in Firefox, Chrome, Edge oder Safari.",
  media_failed: "Kamera und Mikrofon ließen sich nicht starten. Bitte versuchen Sie es noch einmal.",
} as const;

export const waiting = {
  guestTitle: "Sie sind im Warteraum",
  guestLead: "Das Gespräch beginnt, sobald Sie hereingebeten werden. Sie müssen nichts tun.",
  knocking: "Man hat gesehen, dass Sie da sind. Gleich geht es los.",
  later: "Man weiß, dass Sie da sind. Es dauert noch ein paar Minuten. Bitte bleiben Sie hier.",
  planned: "Geplanter Beginn",
  sinceTitle: "Sie warten",
  since: "seit {minutes} Minuten",
  sinceNow: "seit wenigen Augenblicken",
  with: "Bei",
  phone: "Praxis anrufen: {phone}",
  hostTitle: "Noch niemand im Warteraum",
  hostLead: "Sobald jemand anklopft, sehen Sie hier den Namen.",
  left: "{name} hat das Gespräch verlassen.",
  leave: "Warteraum verlassen",
  tabTitle: "Warteraum",
  tabTitleSoon: "Gleich geht es los",
  level: "So laut hört man Sie",
  levelHint: "Sprechen Sie: Die Balken müssen sich bewegen.",
  offline: "Die Verbindung zum Server ist unterbrochen. Sie kommt von selbst wieder. Sie müssen nichts tun.",
  unavailable: "Der Server macht gerade eine Pause. Es geht von selbst weiter. Sie müssen nichts tun.",
} as const;
