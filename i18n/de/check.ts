/** German: check page. */
export const check = {
  title: "Kamera und Ton prüfen",
  description: "Prüft Browser, Kamera, Mikrofon, Lautsprecher und Internet vor dem Termin. Ohne Code.",
  lead:
    "Hier sehen Sie vor dem Termin, ob alles funktioniert. Das dauert etwa eine Minute. Sie brauchen keinen Code, und niemand sieht oder hört Sie dabei.",
  start: "Prüfung beginnen",
  again: "Noch einmal prüfen",
  goOn: "Ohne das weitermachen",
  toJoin: "Zum Beitreten",
  steps: {
    browser: "Browser",
    camera: "Kamera",
    microphone: "Mikrofon",
    loudspeaker: "Lautsprecher",
    network: "Internet",
  },
  status: {
    open: "noch nicht geprüft",
    running: "wird geprüft",
    good: "in Ordnung",
    weak: "eingeschränkt",
    bad: "geht nicht",
  },
  camera: { picture: "Ihr Bild", seen: "Das sieht Ihre Kamera." },
  microphone: {
    ask: "Sprechen Sie bitte ein paar Worte. Sobald wir etwas hören, geht es weiter.",
    level: "Lautstärke",
  },
  loudspeaker: {
    ask: "Drücken Sie auf „Testton abspielen“. Stellen Sie vorher den Ton nicht ganz leise.",
    play: "Testton abspielen",
    playing: "Der Testton läuft …",
    question: "Haben Sie den Ton gehört?",
    yes: "Ja, gehört",
    no: "Nein",
  },
  network: {
    running: "Die Verbindung wird ausprobiert. Das dauert höchstens 20 Sekunden.",
    ways: {
      server: "Server",
      direct: "Direkte Verbindung",
      udp: "Umweg über den Vermittlungsserver (UDP)",
      tcp: "Umweg über den Vermittlungsserver (TCP)",
      tls: "Umweg über den Vermittlungsserver (TLS)",
    },
    good: "geht",
    bad: "geht nicht",
  },
  codes: {
    insecure: "Die Seite ist nicht sicher geöffnet. Die Adresse muss mit „https“ beginnen.",
    unsupported:
      "Dieser Browser kann keine Videogespräche. Öffnen Sie diese Seite in einem aktuellen Safari, Chrome, Firefox oder Edge.",
    microphone_silent:
      "Es ist nichts zu hören. Ist das Mikrofon stumm geschaltet, am Headset oder am Gerät? Sprechen Sie noch einmal laut.",
    not_heard:
      "Stellen Sie den Ton lauter, und prüfen Sie, ob ein Kopfhörer verbunden ist. Spielen Sie den Ton dann noch einmal ab.",
    skipped: "Das haben Sie übersprungen.",
    server_unreachable: "Der Server ist nicht zu erreichen. Prüfen Sie Ihre Internetverbindung.",
    server_unavailable:
      "Der Server macht gerade eine kurze Pause. Ihr Netz ist in Ordnung. Prüfen Sie es in einer Minute noch einmal.",
    network_blocks:
      "Ihr Netz sperrt Videogespräche. Nehmen Sie ein anderes, zum Beispiel mobile Daten statt WLAN.",
    relay_blocked:
      "Es geht, aber der Umweg über den Vermittlungsserver ist gesperrt. Kommt ein Gespräch nicht zustande, nehmen Sie ein anderes Netz.",
  },
  verdicts: {
    ready: { title: "Alles in Ordnung", lead: "Sie können an der Videosprechstunde teilnehmen." },
    ready_with_less: {
      title: "Es geht, mit Einschränkungen",
      lead: "Sie können teilnehmen. Oben steht, was noch nicht ganz in Ordnung ist.",
    },
    not_ready: {
      title: "So geht es noch nicht",
      lead: "Oben steht, woran es liegt und was hilft. Prüfen Sie danach noch einmal.",
    },
  },
  details: "Technische Angaben für die Hilfe am Telefon",
  detailsHint: "Darin steht nichts über Sie, nur über Browser, Geräte und Netz.",
  copy: "Angaben kopieren",
  copied: "Die Angaben sind kopiert.",
  copyFailed: "Das Kopieren hat nicht geklappt. Bitte markieren Sie den Text von Hand.",
} as const;
