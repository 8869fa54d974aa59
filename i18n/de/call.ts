import { entrance, guide, problems, waiting } from "./entrance.ts";

/** German: room and call. */
export const call = {
  pageTitle: "Videosprechstunde",
  you: "Ich",
  partner: "Gesprächspartner",
  permission: {
    title: "Kamera und Mikrofon",
    lead: "Damit man Sie sehen und hören kann, braucht diese Seite Ihre Kamera und Ihr Mikrofon.",
    ask: "Gleich fragt Ihr Browser danach. Bitte wählen Sie „Zulassen“ oder „Erlauben“.",
    why: "Bild und Ton gehen nur an Ihr Gegenüber. Nichts wird aufgezeichnet.",
    allow: "Kamera und Mikrofon einschalten",
    audioOnly: "Nur mit Ton teilnehmen",
    asking: "Ihr Browser fragt jetzt. Bitte wählen Sie „Zulassen“ oder „Erlauben“.",
    retry: "Noch einmal versuchen",
  },
  invite: {
    title: "Ihre Einladung",
    lead: "Mit einem Klick sind Sie im Warteraum. Mehr brauchen Sie nicht.",
    name: "Ihr Name",
    nameHint: "So werden Sie im Gespräch angesprochen.",
    nameEmpty: "Bitte geben Sie Ihren Namen ein.",
    join: "Raum beitreten",
  },
  guide,
  entrance,
  problems,
  waiting,
  blockedCode: {
    codeBlocked:
      "Der Zugangscode ist gesperrt: Fünfmal hat ihn jemand falsch benutzt. Wer eingeladen ist, kommt damit nicht mehr hinein. Der Einladungslink geht weiter.",
    newCode: "Neuen Code erstellen",
    failed: "Das hat nicht geklappt. Bitte versuchen Sie es noch einmal.",
    codeReplaced:
      "Der neue Zugangscode gilt ab sofort, der alte nicht mehr. Geben Sie ihn am besten am Telefon durch.",
    code: "Neuer Zugangscode",
    invitation: "Zur Einladung mit Link und Text",
  },
  codeTries: {
    failed:
      "Fehlversuche mit dem Zugangscode: {failures} von {most}. Nach dem letzten wird er gesperrt, und Sie können einen neuen erstellen.",
    held: {
      vault:
        "Wer mit dem Zugangscode anklopft, bekommt gerade keine Antwort: Der Server nimmt die Zahl der Fehlversuche nicht an. Bei jedem Anklopfen wird es neu versucht. Der Einladungslink geht weiter.",
      storage:
        "Wer mit dem Zugangscode anklopft, bekommt gerade keine Antwort: Dieser Browser kann die Zahl der Fehlversuche nicht speichern (privates Fenster oder voller Speicher?). Der Einladungslink geht weiter.",
      signed_out:
        "Wer mit dem Zugangscode anklopft, bekommt gerade keine Antwort: Ihre Anmeldung ist abgelaufen. Bitte melden Sie sich an und öffnen Sie den Raum neu. Der Einladungslink geht weiter.",
    },
  },
  newDevice: {
    label: "Neues Gerät",
    question:
      "{name} klopft von einem neuen Gerät. Ersetzen? Das Gespräch geht dann dort weiter. Fragen Sie vorher nach.",
    replace: "Ersetzen",
    refuse: "Nicht einlassen",
  },
  knock: {
    title: "Es klopft",
    one: "{name} möchte eintreten.",
    expected: "Eingeladen ist: {name}",
    admit: "Einlassen",
    refuse: "Ablehnen",
    later: "Noch nicht",
    toldLater: "Ausgerichtet: Es dauert noch ein paar Minuten.",
    busy: "{name} wartet draußen.",
    next: "Als Nächstes wartet {name}, seit {time}.",
    somebody: "jemand",
  },
  status: {
    encrypted: "Ende-zu-Ende-verschlüsselt",
    securing: "Die Verschlüsselung wird geprüft …",
    codeBlocked:
      "Der Zugangscode wurde zu oft falsch benutzt und ist jetzt gesperrt. Nach dem Gespräch können Sie hier einen neuen erstellen.",
    connected: "Verbunden mit {name}",
    partnerCameraOff: "{name} hat die Kamera aus.",
    partnerMicrophoneOff: "Mikrofon aus",
    signalingLost: "Der Server ist gerade nicht erreichbar. Wir versuchen es weiter.",
    serverDisturbs:
      "Der Server antwortet gerade nicht so, wie er soll. Ihr Gespräch läuft ohne ihn weiter, nur zwischen Ihnen beiden.",
    openElsewhere:
      "Der Server meldet, dass dieser Raum auf einem anderen Gerät offen ist. Das Gespräch läuft hier weiter. Zum Wechseln legen Sie bitte hier auf.",
    soundBlocked: "Der Browser hält den Ton an.",
    playSound: "Ton einschalten",
    cameraOff: "Kamera aus",
  },
  line: {
    ratings: { good: "Leitung gut", weak: "Leitung schwach", very_weak: "Leitung sehr schwach" },
    reasons: {
      slow: "Ihre Leitung ist gerade zu langsam für ein gutes Bild.",
      lossy: "Auf dem Weg geht gerade vieles verloren.",
      delayed: "Ihre Leitung antwortet gerade sehr langsam.",
    },
    toAudioOnly: "Nur mit Ton weiter",
    toPicture: "Bild wieder senden",
    audioOnly: "Sie senden nur Ton.",
    rests: "Ihr Bild ruht, damit der Ton hält. Es kommt von selbst wieder.",
    partnerRests: "Das Bild von {name} ruht, weil dort die Leitung schwach ist. Der Ton geht weiter.",
    partnerWeak: "Die Leitung von {name} ist gerade sehr schwach.",
    muted: "Ihr Mikrofon ist aus. {name} hört Sie nicht.",
    rtt: "Laufzeit hin und zurück",
    lossOut: "Verlust beim Senden",
    lossIn: "Verlust beim Empfangen",
    sent: "Gesendet",
    received: "Empfangen",
    available: "Platz zum Senden",
    path: "Weg",
    paths: {
      direct: "direkt",
      relay_udp: "über die Vermittlung (UDP)",
      relay_tcp: "über die Vermittlung (TCP)",
      relay_tls: "über die Vermittlung (TLS)",
    },
  },
  recovery: {
    connecting: "Die Verbindung wird aufgebaut …",
    interrupted:
      "Die Verbindung ist unterbrochen. Sie wird von selbst wiederhergestellt, bitte bleiben Sie dran.",
    offline:
      "Ihr Gerät hat gerade keine Verbindung zum Internet. Sobald sie wieder da ist, geht es von selbst weiter.",
    unavailable: "Der Server macht gerade eine Pause. Sobald er wieder da ist, geht es von selbst weiter.",
    partner_away:
      "Das Gerät von {name} ist gerade nicht erreichbar. Sobald es wieder da ist, geht es von selbst weiter.",
    network_blocks:
      "Ihr Netz blockiert Videogespräche. Wechseln Sie bitte das Netz: vom WLAN zu mobilen Daten oder umgekehrt. Das Gespräch geht dann von selbst weiter.",
    partner_blocked:
      "Das Netz von {name} lässt keine Videogespräche durch. Dort hilft ein anderes Netz: mobile Daten statt WLAN oder umgekehrt.",
    relay_refused:
      "Die Vermittlung für schwierige Netze lehnt die Verbindung ab. Das liegt nicht an Ihnen. Bitte sagen Sie es der Praxis.",
    no_relay:
      "Zwischen den beiden Netzen gibt es keinen direkten Weg. Versuchen Sie es mit einem anderen Netz: mobile Daten statt WLAN oder umgekehrt.",
    network_missing: "Ihr Gerät hat kein Netz. Bitte schalten Sie WLAN oder mobile Daten ein.",
    stuck: "Es dauert schon länger als eine Minute. Wir versuchen es weiter. Sie können auch:",
    retry: "Neu verbinden",
    phone: "Anrufen: {phone}",
  },
  controls: {
    label: "Steuerung",
    camera: "Kamera",
    microphone: "Mikrofon",
    screen: "Bildschirm teilen",
    full: "Vollbild",
    hangUp: "Auflegen",
    participants: "Teilnehmer",
    settings: "Einstellungen",
    chat: "Chat",
  },
  /** With Alt and Shift; the section "shortcuts" of the help tells them. */
  shortcuts: {
    camera: "K",
    microphone: "M",
    screen: "B",
    full: "V",
    hangUp: "A",
    participants: "T",
    settings: "E",
    chat: "C",
  },
  panel: {
    back: "Zurück zur Übersicht",
    close: "Schließen",
    yourself: "(Sie)",
    speaks: "spricht",
    microphoneOff: "Mikrofon aus",
    cameraOff: "Kamera aus",
    loading: "Einen Moment …",
    remove: "Aus dem Gespräch entfernen",
    removeQuestion: "{name} wirklich entfernen? Zurück geht es nur mit neuem Anklopfen.",
    removeYes: "Ja, entfernen",
    removeNo: "Nicht entfernen",
  },
  stage: {
    moveOwn: "Eigenes Bild in die nächste Ecke",
  },
  reminder: {
    title: "Zu Beginn",
    points: [
      "Alle im Raum stellen sich vor.",
      "Niemand hört ungebeten mit.",
      "Niemand nimmt auf, weder Bild noch Ton.",
    ],
    read: "Verstanden",
  },
  chat: {
    unread: "Neue Nachrichten: {count}",
    lead: "Geht direkt und verschlüsselt zum Gegenüber. Nach dem Gespräch ist alles gelöscht.",
    log: "Nachrichten und Dateien",
    empty: "Noch keine Nachricht.",
    mine: "Sie",
    sending: "wird gesendet …",
    detached: "Die Verbindung fehlt gerade. Ihre Nachrichten gehen ab, sobald sie wieder da ist.",
    text: "Nachricht",
    send: "Senden",
    file: "Datei senden",
    tooLarge: "Die Datei ist zu groß. Höchstens {size} sind möglich.",
    addressTitle: "Diese Adresse öffnen?",
    addressLead: "Sie führt zu {host}. Öffnen Sie nur, was Sie erwarten. Das Gespräch läuft weiter.",
    addressOpen: "In neuem Tab öffnen",
    addressStay: "Nicht öffnen",
  },
  files: {
    accept: "Annehmen",
    decline: "Ablehnen",
    cancel: "Abbrechen",
    save: "Speichern",
    mine: {
      offered: "Wartet darauf, dass {name} die Datei annimmt.",
      accepted: "Ist gleich an der Reihe.",
      moving: "Wird gesendet …",
      checking: "Wird geprüft …",
      done: "Unversehrt angekommen.",
      declined: "{name} wollte die Datei nicht.",
      withdrawn: "Abgebrochen.",
      interrupted: "Die Verbindung wurde unterbrochen. Bitte senden Sie die Datei noch einmal.",
      damaged: "Die Datei kam beschädigt an. Bitte senden Sie sie noch einmal.",
      unreadable: "Die Datei ließ sich nicht lesen. Bitte wählen Sie sie noch einmal aus.",
    },
    theirs: {
      offered: "{name} möchte Ihnen diese Datei geben.",
      accepted: "Kommt gleich.",
      moving: "Kommt an …",
      checking: "Wird geprüft …",
      done: "Unversehrt angekommen. Speichern Sie die Datei vor dem Ende des Gesprächs.",
      declined: "Nicht angenommen.",
      withdrawn: "{name} hat abgebrochen.",
      interrupted: "Die Verbindung wurde unterbrochen. Bitten Sie darum, die Datei noch einmal zu senden.",
      damaged: "Die Datei kam beschädigt an und wurde verworfen.",
      unreadable: "{name} hat abgebrochen.",
    },
  },
  devices: {
    sound: "Ton",
    picture: "Bild",
    speaker: "Lautsprecher",
    usual: "Wie am Computer eingestellt",
    tone: "Testton abspielen",
    level: "So laut sind Sie",
    noise: "Störgeräusche dämpfen",
    noNoise: "Störgeräusche dämpft dieser Browser von selbst, oder er kann es nicht.",
    noSpeaker:
      "Den Lautsprecher wählt hier der Browser. Sie stellen ihn in den Einstellungen des Computers ein.",
    phoneSound: "Auf diesem Gerät wählt das System selbst, woher der Ton kommt, zum Beispiel aus Kopfhörern.",
    user: "Vordere Kamera",
    environment: "Hintere Kamera",
    offered: "Ein neues Gerät ist da. Möchten Sie es benutzen?",
    take: {
      camera: "Kamera: {name}",
      microphone: "Mikrofon: {name}",
      speaker: "Lautsprecher: {name}",
    },
    leave: "So lassen",
  },
  showing: {
    ownScreen: "{name} sieht Ihren Bildschirm.",
    partnerScreen: "{name} zeigt den Bildschirm.",
    partnerDetail: "{name} zeigt etwas aus der Nähe.",
    screen: "Bildschirm von {name}",
    detail: "Karte oder Detail zeigen",
    detailHint: "Nimmt die hintere Kamera und ein scharfes Bild, zum Beispiel für die Versichertenkarte.",
    detailLead: "Halten Sie die Karte ruhig und in die Mitte. Nichts davon wird gespeichert.",
    torch: "Licht",
    detailDone: "Fertig",
    smallWindow: "Kleines Fenster",
    smallWindowHint: "Zeigt Ihr Gegenüber über anderen Programmen.",
  },
  asking: {
    title: "Möchten Sie noch einmal anklopfen?",
    lead:
      "Das Gespräch ist unterbrochen, und das Gerät der Praxis erkennt Ihres nicht wieder. Kamera und Mikrofon senden nichts. Wenn Sie anklopfen, muss die Praxis Sie neu einlassen. Im Zweifel rufen Sie dort bitte vorher an.",
    knock: "Noch einmal anklopfen",
    leave: "Auflegen",
  },
  safetyCode: {
    title: "Sicherheitscode",
    changed: "Der Sicherheitscode hat sich geändert. Bitte vergleichen Sie ihn noch einmal mit {name}.",
    compare: "Bilder ansehen",
    read: "Verglichen",
    lead:
      "Lesen Sie sich die vier Bilder gegenseitig vor: Sehen Sie beide dieselben, hört niemand mit; sehen Sie verschiedene, legen Sie bitte auf.",
  },
  hangUp: {
    title: "Gespräch beenden?",
    lead: "Sie können mit demselben Code wiederkommen.",
    hostLead:
      "Nach dem Auflegen können beide mit demselben Code wiederkommen. „Für alle beenden“ schließt den Raum ab, bis Sie ihn wieder öffnen.",
    forAll: "Für alle beenden",
    stay: "Weiter sprechen",
  },
  ended: {
    hung_up: "Sie haben aufgelegt",
    partner_hung_up: "Das Gespräch ist beendet",
    refused: "Sie wurden nicht eingelassen",
    removed: "Das Gespräch ist für Sie beendet",
    replaced: "Das Gespräch läuft in einem anderen Fenster",
    hung_upLead: "Kamera und Mikrofon sind aus.",
    partner_hung_upLead: "Ihr Gegenüber hat aufgelegt. Kamera und Mikrofon sind aus.",
    refusedLead: "Bitte rufen Sie in der Praxis an, wenn Sie das nicht erwartet haben.",
    removedLead: "Die Praxis hat das Gespräch mit Ihnen beendet. Kamera und Mikrofon sind aus.",
    replacedLead: "Dieses Fenster können Sie schließen.",
    lasted: "Dauer: {span}.",
    rejoin: "Wieder beitreten",
    toStart: "Zur Startseite",
    toList: "Zur Übersicht der Sprechstunden",
  },
  failures: {
    title: "Das hat nicht geklappt",
    codeReplacedTitle: "Es gibt einen neuen Code",
    consultation_unknown:
      "Diese Videosprechstunde gibt es nicht oder nicht mehr. Bitte fragen Sie nach einer neuen Einladung.",
    not_open_yet: "Der Warteraum ist noch nicht offen. Er öffnet: {time}.",
    locked: "Der Raum ist abgeschlossen. Bitte rufen Sie in der Praxis an.",
    room_full:
      "Im Warteraum ist gerade kein Platz frei. Bitte versuchen Sie es in ein paar Minuten noch einmal.",
    too_many_requests: "Das waren zu viele Versuche. Bitte warten Sie {wait}.",
    signed_out: "Ihre Anmeldung ist abgelaufen. Bitte melden Sie sich wieder an.",
    forbidden: "Mit diesem Konto dürfen Sie diesen Raum nicht öffnen.",
    code_replaced:
      "Ihr alter Zugangscode gilt nicht mehr. Bitte fragen Sie in der Praxis nach dem neuen. Mit ihm kommen Sie auf der Startseite wieder herein.",
    seat_ended:
      "Die Praxis hat Sie aus dem Warteraum entfernt. Wenn das ein Versehen ist, versuchen Sie es noch einmal oder rufen Sie in der Praxis an.",
    tag_mismatch:
      "Der Zugangscode passt nicht zu dieser Videosprechstunde. Bitte prüfen Sie den Code oder fragen Sie nach einem neuen.",
    secret_unavailable:
      "Der Zugangscode konnte mehrmals nicht bestätigt werden. Bitte fragen Sie nach einem neuen Code, am besten am Telefon.",
    practice_unproved:
      "Jemand anderes antwortet im Namen der Praxis. Deshalb wurde keine Verbindung aufgebaut, und es wurde nichts gesendet. Bitte rufen Sie in der Praxis an.",
    host_silent: "Der Zugangscode wurde nicht angenommen. Bitte fragen Sie nach einem neuen Code.",
    fingerprint_mismatch:
      "Die Verbindung wurde aus Sicherheitsgründen abgebrochen: Jemand könnte sich dazwischengeschaltet haben. Bitte sprechen Sie sich am Telefon ab.",
    fingerprint_missing:
      "Die Verbindung wurde aus Sicherheitsgründen abgebrochen: Das andere Gerät hat sich nicht eindeutig ausgewiesen. Bitte sprechen Sie sich am Telefon ab.",
    confirmation_mismatch:
      "Die Verbindung wurde aus Sicherheitsgründen abgebrochen: Das andere Gerät konnte nicht beweisen, dass niemand mithört. Bitte sprechen Sie sich am Telefon ab.",
    confirmation_missing:
      "Die Verbindung wurde aus Sicherheitsgründen abgebrochen: Das andere Gerät hat nicht bewiesen, dass niemand mithört. Bitte versuchen Sie es noch einmal.",
    commitment_mismatch:
      "Die Verbindung wurde aus Sicherheitsgründen abgebrochen: Der Sicherheitscode wurde nachträglich verändert. Bitte sprechen Sie sich am Telefon ab.",
    share_invalid:
      "Die Verbindung wurde aus Sicherheitsgründen abgebrochen: Jemand wollte einen unsicheren Schlüssel vorgeben. Bitte sprechen Sie sich am Telefon ab.",
    box_invalid:
      "Die Verbindung wurde aus Sicherheitsgründen abgebrochen: Eine Nachricht wurde unterwegs verändert, vertauscht oder wiederholt. Bitte versuchen Sie es noch einmal; geschieht es wieder, sprechen Sie sich am Telefon ab.",
    hello_mismatch:
      "Die Verbindung wurde aus Sicherheitsgründen abgebrochen: Die Antwort gehörte nicht zu Ihrer Anfrage. Bitte versuchen Sie es noch einmal; geschieht es wieder, sprechen Sie sich am Telefon ab.",
    role_wrong:
      "Die Verbindung wurde aus Sicherheitsgründen abgebrochen: Jemand hat sich für die falsche Seite ausgegeben. Bitte sprechen Sie sich am Telefon ab.",
    peer_id_mine:
      "Die Verbindung wurde aus Sicherheitsgründen abgebrochen: Ihre eigenen Nachrichten kamen als fremde zurück. Bitte sprechen Sie sich am Telefon ab.",
    peer_id_wrong:
      "Die Verbindung wurde aus Sicherheitsgründen abgebrochen: Eine Nachricht kam nicht von dem Gerät, das sie angab. Bitte sprechen Sie sich am Telefon ab.",
    unexpected_message:
      "Die Verbindung wurde aus Sicherheitsgründen abgebrochen: Eine Nachricht kam zur falschen Zeit. Bitte versuchen Sie es noch einmal; geschieht es wieder, sprechen Sie sich am Telefon ab.",
    malformed:
      "Die Verbindung wurde abgebrochen: Eine Nachricht des anderen Geräts war beschädigt. Bitte versuchen Sie es noch einmal; geschieht es wieder, sprechen Sie sich am Telefon ab.",
    message_malformed:
      "Die Verbindung wurde abgebrochen: Eine Nachricht des anderen Geräts war nicht zu verstehen. Bitte laden Sie die Seite auf beiden Geräten neu.",
    version_unsupported:
      "Auf einem der beiden Geräte läuft noch eine ältere Fassung dieser Seite. Bitte laden Sie die Seite auf beiden Geräten neu.",
    resume_unknown:
      "Das andere Gerät kennt die frühere Verbindung nicht mehr. Bitte treten Sie noch einmal mit Ihrem Zugangscode bei.",
    counter_exhausted:
      "Diese Verbindung ist zu lange gelaufen und muss neu aufgebaut werden. Bitte versuchen Sie es noch einmal.",
    closed: "Die Verbindung ist beendet. Bitte versuchen Sie es noch einmal.",
    storage_failed:
      "Dieser Browser kann hier nichts speichern (privates Fenster oder voller Speicher?). Ohne das lässt sich der Zugangscode nicht schützen. Bitte nehmen Sie ein gewöhnliches Fenster.",
    private_part_missing:
      "Zu dieser Videosprechstunde gibt es keinen Namen und keinen Code. Bitte laden Sie neu ein.",
    vault_locked:
      "Dieser Browser hat den Schlüssel Ihrer Praxis nicht. Bitte geben Sie bei „Sprechstunden“ Ihre Passphrase ein.",
    vault_invalid:
      "Name und Code dieser Videosprechstunde lassen sich nicht öffnen. Sie wurden verändert oder gehören zu einem anderen Schlüssel.",
    vault_older:
      "Der Server hat zu dieser Videosprechstunde einen älteren Stand gezeigt, als dieser Browser schon gesehen hat. Er wird nicht verwendet.",
    vault_former_key:
      "Name und Code dieser Videosprechstunde wurden nachträglich mit einem alten Schlüssel Ihrer Praxis geschrieben. Sie werden nicht verwendet. Bitte laden Sie neu ein.",
    storage_unavailable:
      "Dieser Browser kann hier nichts speichern (privates Fenster oder voller Speicher?). Bitte öffnen Sie den Raum in einem anderen.",
    network: "Der Server ist gerade nicht erreichbar. Bitte versuchen Sie es noch einmal.",
    unavailable:
      "Der Server macht gerade eine kurze Pause. Bitte versuchen Sie es in einer Minute noch einmal.",
    link_failed:
      "Die Verbindung zwischen den beiden Geräten kam nicht zustande. Bitte versuchen Sie es noch einmal.",
    other: "Es ist ein Fehler aufgetreten. Bitte versuchen Sie es noch einmal.",
    retry: "Noch einmal versuchen",
    signIn: "Zur Anmeldung",
    help: "Hilfe",
  },
} as const;
