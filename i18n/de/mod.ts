import type { Section } from "../text_blocks.ts";

/** German, the language that defines which texts there are. */
export const de = {
  langName: "Deutsch",
  product: "Vieraugen",
  common: {
    dir: "ltr",
    skip: "Zum Inhalt springen",
    languages: "Sprachen",
    legal: "Rechtliches und mehr",
    help: "Hilfe",
    newTab: "neuer Tab",
    faq: "Fragen und Antworten",
    imprint: "Impressum",
    privacy: "Datenschutz",
    terms: "Nutzungsbedingungen",
    accessibility: "Barrierefreiheit",
    practice: "Für Praxen: Anmelden",
    contents: "Inhalt",
    toStart: "Zur Startseite",
    toHelp: "Zur Hilfe",
  },
  join: {
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
        "Diesen Zugangscode gibt es nicht oder nicht mehr. Bitte prüfen Sie ihn, oder fragen Sie die Praxis nach einem neuen.",
      not_open_yet:
        "Der Warteraum öffnet {time}. Lassen Sie diese Seite offen, dann geht es von selbst weiter.",
      locked:
        "Der Raum ist abgeschlossen, es wird niemand mehr eingelassen. Bitte rufen Sie in der Praxis an.",
      room_full:
        "Im Warteraum ist gerade kein Platz frei. Bitte versuchen Sie es in ein paar Minuten noch einmal.",
      too_many_requests:
        "Das waren zu viele Versuche. Bitte warten Sie {wait} und versuchen Sie es dann noch einmal.",
      network:
        "Der Server ist nicht zu erreichen. Bitte prüfen Sie Ihre Internetverbindung und versuchen Sie es noch einmal.",
      storage:
        "Ihr Browser verbietet dieser Seite, sich etwas zu merken. Bitte erlauben Sie in den Einstellungen Websitedaten, oder nehmen Sie einen anderen Browser.",
      internal:
        "Auf unserer Seite ist etwas schiefgegangen. Bitte versuchen Sie es in einer Minute noch einmal.",
    },
    todayAt: "um {time} Uhr",
    dayAt: "am {day} um {time} Uhr",
    unsupported:
      "Dieser Browser kann keine Videogespräche. Bitte öffnen Sie diese Seite in einem aktuellen Firefox, Chrome, Edge oder Safari. Haben Sie den Link in einer anderen App geöffnet, zum Beispiel in einer Nachricht, dann wählen Sie dort „Im Browser öffnen“.",
    insecure:
      "Diese Seite wurde ohne sichere Verbindung geöffnet. Kamera und Mikrofon gehen nur, wenn die Adresse mit https beginnt.",
  },
  errors: {
    codeLabel: "Kennung für Rückfragen",
    notFound: {
      title: "Diese Seite gibt es nicht",
      lead:
        "Vielleicht ist die Adresse nicht vollständig. Öffnen Sie am besten noch einmal den Link aus Ihrer Einladung, oder geben Sie auf der Startseite Ihren Zugangscode ein.",
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
      lead:
        "Der Server macht eine kurze Pause oder ist überlastet. Bitte laden Sie die Seite in einer Minute neu.",
    },
    internal: {
      title: "Auf unserer Seite ist etwas schiefgegangen",
      lead:
        "Das liegt nicht an Ihnen. Bitte laden Sie die Seite neu. Wenn es dann noch nicht geht, rufen Sie bitte in der Praxis an.",
    },
  },
  help: {
    title: "Hilfe",
    description: "Vorbereitung, Beitreten, Bild und Ton: Hilfe zur Videosprechstunde in einfachen Schritten.",
    lead:
      "Für ein Videogespräch brauchen Sie einen Browser, eine Kamera, ein Mikrofon und Ihre Einladung. Sie müssen nichts installieren und sich nirgends anmelden.",
    pictures: {
      person: "Kim Beispiel",
      host: "Dr. Anna Muster",
      practice: "Praxis Muster",
      when: "Dienstag, 14:30 Uhr",
      question: "möchte Kamera und Mikrofon verwenden",
      block: "Blockieren",
      allow: "Zulassen",
    },
    sections: [
      {
        id: "general",
        title: "In Kürze",
        blocks: [
          {
            steps: [
              "Öffnen Sie kurz vor dem Termin den Link aus Ihrer Einladung. Oder geben Sie auf der Startseite Ihren Namen und den Zugangscode ein.",
              "Erlauben Sie dem Browser, Kamera und Mikrofon zu benutzen.",
              "Warten Sie im Warteraum. Das Gespräch beginnt, sobald Sie hereingebeten werden.",
            ],
          },
          "Der Warteraum öffnet {lobbyMinutes} Minuten vor dem geplanten Beginn. Code und Link gelten bis 24 Stunden nach dem geplanten Beginn, und zwar beliebig oft.",
          { sub: "Der richtige Platz" },
          {
            picture: "place",
            alt:
              "Eine Person sitzt vor einem Bildschirm. Die Kamera steht in Augenhöhe, das Licht kommt von vorn.",
          },
          {
            list: [
              "Ein ruhiger Raum mit geschlossener Tür, in dem niemand mithört.",
              "Licht von vorn, nicht aus einem Fenster hinter Ihnen.",
              "Die Kamera in Augenhöhe, etwa eine Armlänge entfernt.",
            ],
          },
          { sub: "Das legen Sie sich bereit" },
          {
            list: [
              "Ihre Einladung mit Code oder Link und die Telefonnummer der Praxis",
              "Brille, Hörgerät oder Kopfhörer, falls Sie sie brauchen",
              "Unterlagen, zum Beispiel Befunde oder die Liste Ihrer Medikamente",
              "Papier und Stift",
              "in der Arztpraxis Ihre Versichertenkarte: Vielleicht möchte man sie sehen",
            ],
          },
          "Ob Ihre Technik bereit ist, können Sie jederzeit vorher prüfen, ganz ohne Code:",
          { link: "/check", text: "Kamera, Mikrofon und Verbindung prüfen" },
        ],
      },
      {
        id: "computer",
        title: "Computer vorbereiten",
        blocks: [
          "Sie brauchen einen aktuellen Browser: Firefox, Chrome, Edge oder Safari. Ältere Geräte gehen auch, wenn der Browser nicht älter ist als Firefox 99, Chrome 99, Edge 99 oder Safari 15.",
          {
            list: [
              "Kamera: eingebaut oder am USB-Anschluss. Manche Laptops haben einen Schieber vor der Kamera oder eine Taste, die sie ausschaltet.",
              "Mikrofon: eingebaut, in der Kamera oder am Headset. Mit Kopfhörern versteht man sich oft besser, und es hallt nicht.",
              "Andere Programme: Schließen Sie andere Videoprogramme. Eine Kamera kann meist nur einem Programm dienen.",
              "Strom: Schließen Sie einen Laptop an das Ladegerät an.",
              "Dienstgeräte: Auf Computern einer Firma oder Klinik sind Kamera oder Videogespräche manchmal gesperrt. Nehmen Sie dann ein eigenes Gerät.",
            ],
          },
        ],
      },
      {
        id: "tablet",
        title: "Tablet vorbereiten",
        blocks: [
          "Auf dem iPad nehmen Sie am besten Safari, auf Android-Tablets Chrome oder Firefox.",
          {
            list: [
              "Stellen Sie das Tablet fest auf, mit einer Hülle zum Aufstellen oder an einen Stapel Bücher gelehnt. So haben Sie die Hände frei.",
              "Am besten im Querformat, so sieht man Sie und Ihr Gegenüber am größten.",
              "Decken Sie die kleine Kamera am Rand nicht mit der Hand oder der Hülle zu.",
              "Laden Sie den Akku auf, oder lassen Sie das Ladegerät angeschlossen.",
            ],
          },
        ],
      },
      {
        id: "phone",
        title: "Telefon vorbereiten",
        blocks: [
          "Auf dem iPhone nehmen Sie am besten Safari, auf Android-Telefonen Chrome oder Firefox.",
          {
            list: [
              "Öffnen Sie den Link im Browser. Öffnet er sich in einer anderen App, zum Beispiel in einem Nachrichten-Programm, dann wählen Sie dort „Im Browser öffnen“ oder „In Safari öffnen“.",
              "Lehnen Sie das Telefon an, statt es in der Hand zu halten. Das Bild wird ruhiger, und Sie ermüden nicht.",
              "Schalten Sie „Nicht stören“ ein, damit kein Anruf dazwischenkommt. Kommt doch einer, kehren Sie danach einfach zur Seite zurück.",
              "Ein Videogespräch braucht viel Strom: Laden Sie den Akku vorher auf, oder lassen Sie das Ladegerät angeschlossen.",
            ],
          },
          "Solange die Seite offen ist, geht der Bildschirm nicht von selbst aus.",
        ],
      },
      {
        id: "network",
        title: "Internet",
        blocks: [
          "Für ein gutes Bild genügen 2 Megabit pro Sekunde in beide Richtungen. Das schaffen die meisten Anschlüsse zu Hause und ein guter Handyempfang. Wird es knapp, wird erst das Bild einfacher; der Ton geht vor.",
          {
            list: [
              "Gehen Sie nah an den WLAN-Router, oder nehmen Sie ein Netzwerkkabel.",
              "Beenden Sie große Downloads und Videos auf anderen Geräten.",
              "Über Mobilfunk verbraucht ein Gespräch etwa 15 bis 30 Megabyte in der Minute, eine halbe Stunde also bis zu einem Gigabyte. Achten Sie auf Ihr Datenvolumen.",
            ],
          },
        ],
      },
      {
        id: "join",
        title: "Schritt für Schritt beitreten",
        blocks: [
          { sub: "Mit Name und Zugangscode" },
          {
            picture: "join",
            alt:
              "Das Formular der Startseite: das Feld für den Namen, das Feld für den Zugangscode, darunter die Schaltfläche zum Beitreten.",
          },
          {
            steps: [
              "Öffnen Sie die Startseite. Die Adresse steht in Ihrer Einladung.",
              "Geben Sie Ihren Namen ein. So werden Sie im Gespräch angesprochen.",
              "Geben Sie den Zugangscode ein. Leerzeichen und Bindestriche stören nicht, und Sie dürfen den Code auch einfügen.",
              "Drücken Sie „Raum beitreten“.",
            ],
          },
          { sub: "Mit dem Einladungslink" },
          {
            picture: "invite",
            alt: "Die Seite hinter dem Einladungslink: der Name und die Schaltfläche zum Beitreten.",
          },
          "Der Link bringt Sie direkt zum Raum, den Code brauchen Sie dann nicht. Prüfen Sie Ihren Namen und drücken Sie „Raum beitreten“. Das Öffnen des Links allein verbraucht nichts, Sie können ihn vorher ausprobieren.",
          { sub: "Kamera und Mikrofon" },
          "Bevor der Browser fragt, sagt Ihnen die Seite, worum es geht. Mehr dazu unter „Kamera und Mikrofon erlauben“.",
          { sub: "Im Warteraum" },
          {
            picture: "waiting",
            alt: "Der Warteraum: bei wem, wann es beginnt, und das eigene Bild.",
          },
          "Sie sehen Ihr eigenes Bild und wissen so, dass die Kamera läuft. Sie müssen nichts tun: Lassen Sie die Seite offen. Es gibt kein Zeitlimit. Steht dort eine Telefonnummer, können Sie die Praxis anrufen, falls es lange dauert.",
          { sub: "Das Gespräch beginnt" },
          "Sobald man Sie hereinbittet, erscheint das Bild Ihres Gegenübers. Stellen Sie sich vor, und sagen Sie, wer sonst noch im Raum ist.",
        ],
      },
      {
        id: "code",
        title: "Kein Code? Code geht nicht?",
        blocks: [
          "Der Zugangscode steht in der Nachricht oder in dem Brief, mit dem Sie eingeladen wurden. Finden Sie ihn nicht, fragen Sie bitte die Praxis. Wer diese Seite technisch betreibt, kennt Ihren Code nicht und kann ihn nicht nachsehen.",
          { sub: "„Im Zugangscode ist ein Tippfehler“" },
          "Jeder Code enthält eine Prüfziffer. Vergleichen Sie Ziffer für Ziffer, oft sind zwei vertauscht. Die 1 und die 7 sehen sich in Handschrift ähnlich.",
          { sub: "„Diesen Zugangscode gibt es nicht oder nicht mehr“" },
          "Codes gelten bis 24 Stunden nach dem geplanten Beginn. Wurde der Termin abgesagt oder hat die Praxis einen neuen Code erstellt, gilt der alte nicht mehr. Bitten Sie die Praxis um einen neuen.",
          { sub: "„Sie sind etwas zu früh“" },
          "Der Warteraum öffnet {lobbyMinutes} Minuten vor dem Beginn. Die Seite sagt Ihnen, wann es so weit ist.",
          { sub: "„Zu viele Versuche“" },
          "Zum Schutz gegen Ausprobieren sind die Versuche begrenzt. Warten Sie so lange, wie die Seite es angibt.",
        ],
      },
      {
        id: "permission",
        title: "Kamera und Mikrofon erlauben",
        blocks: [
          "Bevor Kamera und Mikrofon angehen, fragt der Browser Sie um Erlaubnis. Wählen Sie „Zulassen“ oder „Erlauben“. Die Erlaubnis gilt nur für diese Seite.",
          {
            picture: "permission",
            alt: "Die Frage des Browsers mit zwei Schaltflächen; „Zulassen“ ist hervorgehoben.",
          },
          "Haben Sie aus Versehen abgelehnt? So machen Sie es rückgängig:",
          {
            list: [
              "Chrome und Edge: Klicken Sie auf das Symbol links neben der Adresse. Schalten Sie Kamera und Mikrofon ein und laden Sie die Seite neu.",
              "Firefox: Klicken Sie auf das durchgestrichene Kamera-Symbol links neben der Adresse. Entfernen Sie die Sperre mit dem Kreuz und laden Sie die Seite neu.",
              "Safari auf dem Mac: Wählen Sie im Menü „Safari“ den Punkt „Einstellungen für diese Website“. Stellen Sie Kamera und Mikrofon auf „Erlauben“.",
              "Safari auf iPhone und iPad: Tippen Sie auf das Symbol neben der Adresse, dann auf „Website-Einstellungen“. Stellen Sie Kamera und Mikrofon auf „Erlauben“.",
              "Chrome auf Android: Tippen Sie auf das Symbol links neben der Adresse, dann auf „Berechtigungen“. Schalten Sie Kamera und Mikrofon ein.",
              "Firefox auf Android: Tippen Sie auf das Symbol links neben der Adresse. Heben Sie die Sperre für Kamera und Mikrofon auf.",
            ],
          },
          "Geht es dann noch nicht, sperrt vielleicht das Betriebssystem die Kamera. Suchen Sie in den Einstellungen des Geräts nach „Datenschutz“ und dort nach Kamera und Mikrofon, und erlauben Sie beides für Ihren Browser.",
        ],
      },
      {
        id: "call",
        title: "Im Gespräch",
        blocks: [
          "Ihr Gegenüber sehen Sie groß, sich selbst klein. Ihr eigenes Bild ist gespiegelt wie im Badezimmerspiegel; Ihr Gegenüber sieht es richtig herum.",
          {
            picture: "call",
            alt:
              "Das Gespräch: groß das Gegenüber, klein das eigene Bild, am unteren Rand die Schaltflächen mit ihren Wörtern.",
          },
          {
            list: [
              "Kamera: schaltet Ihr Bild aus und wieder ein. Ausgeschaltet geht auch das Licht der Kamera aus.",
              "Mikrofon: schaltet Sie stumm und wieder laut.",
              "Bildschirm teilen: zeigt Ihrem Gegenüber ein Fenster oder den ganzen Bildschirm, zum Beispiel einen Befund. Telefone und Tablets können das meist nicht, dort fehlt die Schaltfläche.",
              "Vollbild: zeigt nur noch Ihr Gegenüber. Mit der Taste Escape oder derselben Schaltfläche geht es zurück.",
              "Auflegen: beendet das Gespräch. Vorher werden Sie noch einmal gefragt.",
              "Teilnehmer und Einstellungen: zeigen, wer dabei ist, und lassen Sie Kamera, Mikrofon und Lautsprecher wählen. Das Gespräch läuft dabei weiter.",
            ],
          },
          { sub: "Hört jemand mit? Der Sicherheitscode" },
          {
            picture: "safety",
            alt: "Der Sicherheitscode: vier kleine Bilder, unter jedem sein Name.",
          },
          "Oben steht, ob die Verbindung Ende-zu-Ende-verschlüsselt ist. Ein Klick darauf oder auf „Teilnehmer“ zeigt den Sicherheitscode: vier kleine Bilder. Lesen Sie sie sich gegenseitig vor. Sind es dieselben, hat sich niemand dazwischengeschaltet. Sind es andere, legen Sie auf und rufen Sie in der Praxis an.",
          { sub: "Wer darf dabei sein?" },
          "Stellen Sie sich zu Beginn vor, und sagen Sie, wer sonst noch im Raum ist. Niemand darf das Gespräch aufnehmen.",
        ],
      },
      {
        id: "chat",
        title: "Nachrichten und Dateien",
        blocks: [
          "Im Gespräch können Sie sich auch schreiben und Dateien schicken, zum Beispiel ein Foto oder einen Befund. Beides geht Ende-zu-Ende-verschlüsselt von Gerät zu Gerät und liegt auf keinem Server.",
          {
            list: [
              "Eine Datei kommt erst an, wenn die andere Seite sie annimmt. Sie darf höchstens 100 Megabyte groß sein.",
              "Nehmen Sie nur Dateien an, die Sie erwarten.",
              "Mit dem Ende des Gesprächs sind Nachrichten und Dateien weg. Was Sie behalten möchten, speichern Sie vorher.",
            ],
          },
        ],
      },
      {
        id: "detail",
        title: "Etwas genau zeigen",
        blocks: [
          "Möchte die Praxis Ihre Versichertenkarte oder eine Hautstelle sehen, drücken Sie im Gespräch auf „Teilnehmer“ und dann auf „Karte oder Detail zeigen“. Das nimmt am Telefon die hintere Kamera und ein besonders scharfes Bild.",
          {
            list: [
              "Halten Sie die Karte still und in ungefähr 20 Zentimetern Abstand.",
              "Sorgen Sie für helles Licht, das nicht spiegelt.",
              "Warten Sie einen Moment, bis das Bild scharf ist.",
            ],
          },
          "Auch davon wird nichts gespeichert.",
        ],
      },
      {
        id: "devices",
        title: "Kamera, Mikrofon und Lautsprecher wählen",
        blocks: [
          "Öffnen Sie im Gespräch die „Einstellungen“. Das Gespräch läuft weiter; mit „Zurück zur Übersicht“ oder dem Kreuz kommen Sie zurück.",
          {
            list: [
              "Lautsprecher: Wählen Sie das Gerät und drücken Sie „Testton abspielen“. Nicht jeder Browser lässt die Wahl; dann wählen Sie in den Einstellungen Ihres Computers.",
              "Mikrofon: Wählen Sie das Gerät und sprechen Sie. Die Anzeige daneben bewegt sich, wenn es Sie hört.",
              "Kamera: Wählen Sie das Gerät. Am Telefon gibt es die vordere und die hintere Kamera.",
            ],
          },
          "Auf Telefon und Tablet bestimmt das Gerät selbst, wo der Ton herauskommt: Stecken Sie Kopfhörer ein, oder verbinden Sie sie über Bluetooth, dann kommt er dort an.",
          "Schließen Sie ein Headset erst im Gespräch an, bemerkt die Seite das. Ihre Wahl merkt sich das Gerät für das nächste Mal.",
        ],
      },
      {
        id: "keyboard",
        title: "Mit Tastatur und Bildschirmleser",
        blocks: [
          "Jede Schaltfläche ist mit der Tabulatortaste zu erreichen und mit der Leertaste oder der Eingabetaste zu bedienen. Escape schließt Fragen und Fenster. Was sich ändert, liest der Bildschirmleser vor.",
          "Vergrößern Sie die Seite mit Strg und Plus (am Mac: Befehl und Plus), verkleinern Sie sie mit Strg und Minus.",
        ],
      },
      {
        id: "shortcuts",
        title: "Tasten für das Gespräch",
        blocks: [
          "Am Computer geht alles auch mit der Tastatur. Halten Sie Alt und Umschalt gedrückt (auf dem Mac Wahl und Umschalt) und drücken Sie einen Buchstaben:",
          {
            list: [
              "Alt+Umschalt+K: Kamera aus und ein",
              "Alt+Umschalt+M: Mikrofon aus und ein",
              "Alt+Umschalt+B: Bildschirm teilen",
              "Alt+Umschalt+V: Vollbild; Escape beendet es",
              "Alt+Umschalt+A: Auflegen; vorher werden Sie gefragt",
              "Alt+Umschalt+T: Teilnehmer und Sicherheitscode",
              "Alt+Umschalt+E: Einstellungen",
              "Alt+Umschalt+C: Chat",
            ],
          },
          "Während Sie in ein Textfeld schreiben, sind diese Tasten ausgeschaltet. Ihr eigenes Bild verschieben Sie mit seiner Schaltfläche oder, wenn sie ausgewählt ist, mit den Pfeiltasten.",
        ],
      },
      {
        id: "trouble",
        title: "Wenn etwas nicht geht",
        blocks: [
          { sub: "Ich höre nichts" },
          "Stellen Sie die Lautstärke höher und prüfen Sie, ob Kopfhörer verbunden sind. Erscheint eine Schaltfläche „Ton einschalten“, drücken Sie sie: Manche Browser spielen Ton erst nach einem Klick.",
          { sub: "Man hört mich nicht" },
          "Schauen Sie, ob das Mikrofon in der Leiste eingeschaltet ist. Viele Headsets haben selbst einen Schalter.",
          { sub: "Es hallt oder pfeift" },
          "Nehmen Sie Kopfhörer, oder stellen Sie den Lautsprecher leiser. Sitzen zwei Geräte im selben Raum im Gespräch, schalten Sie bei einem Ton und Mikrofon aus.",
          { sub: "Kamera oder Mikrofon sind besetzt" },
          "Beenden Sie andere Programme und Browserfenster, die sie benutzen, und drücken Sie „Noch einmal versuchen“.",
          { sub: "Mein Bild ist schwarz" },
          "Prüfen Sie den Schieber vor der Kamera und die Taste, die sie ausschaltet. Wählen Sie in den Einstellungen eine andere Kamera.",
          { sub: "Bild oder Ton stocken" },
          "Gehen Sie näher an den Router. Schalten Sie notfalls Ihre Kamera aus: Der Ton braucht viel weniger.",
          { sub: "Die Verbindung ist weg" },
          "Lassen Sie die Seite offen, die Verbindung wird von selbst wiederhergestellt. Haben Sie die Seite geschlossen, treten Sie mit demselben Code oder Link wieder bei.",
          { sub: "Die Verbindung kommt nicht zustande" },
          "Manche Netze, vor allem in Firmen und Kliniken, sperren Videogespräche. Schalten Sie am Telefon das WLAN aus und versuchen Sie es über Mobilfunk.",
          { sub: "Niemand kommt" },
          "Warten Sie noch etwas, eine Sprechstunde kann sich verschieben. Prüfen Sie Tag und Uhrzeit in der Einladung. Rufen Sie dann in der Praxis an.",
          { sub: "Ich habe keine Kamera" },
          "Sie können auch nur mit Ton teilnehmen. Die Seite bietet das an, wenn sie keine Kamera findet.",
        ],
      },
      {
        id: "practice",
        title: "Für Praxen und Kanzleien",
        blocks: [
          "Sie laden ein, Ihr Gegenüber braucht kein Konto.",
          { sub: "Einladen" },
          {
            steps: [
              "Melden Sie sich an und wählen Sie „Neue Einladung“.",
              "Tragen Sie den Namen ein. Beginn, Notiz, Sprache und Telefonnummer können Sie ändern, müssen es aber nicht.",
              "Drücken Sie die Eingabetaste. Code und Link sind sofort da.",
            ],
          },
          { sub: "Weitergeben" },
          {
            list: [
              "Am Telefon: Unter dem Code steht er in Wörtern, in Gruppen zu vier. Lesen Sie eine Gruppe vor und lassen Sie sie wiederholen. Ein einzelner Hörfehler fällt beim Eintippen auf.",
              "Als E-Mail oder SMS: Ihr Mailprogramm öffnet sich mit dem fertigen Text, Sie setzen nur noch die Adresse ein. Die Seite selbst verschickt nichts.",
              "Für den Kalender: Hängen Sie die Kalenderdatei an. Sie zeigt in jeder Zeitzone die richtige Uhrzeit.",
              "Mit der Post: Der Brief hat eine Seite in großer Schrift, mit QR-Code und Zugangscode. Die Anschrift schreiben Sie auf den Umschlag.",
            ],
          },
          "Wer Code oder Link hat, kann anklopfen. Geben Sie beides nur der eingeladenen Person. Die Einladung finden Sie in der Liste jederzeit wieder.",
          { sub: "Verschieben und absagen" },
          "Beides geht in der Liste der Sprechstunden. Nach dem Verschieben gelten Code und Link weiter, zur neuen Zeit. Geben Sie die Einladung noch einmal weiter: Eine neue Kalenderdatei ersetzt den alten Eintrag, statt einen zweiten zu machen.",
          { sub: "Wenn jemand wartet" },
          {
            steps: [
              "In der Liste der Sprechstunden sehen Sie, wer seit wann wartet.",
              "Öffnen Sie den Raum, prüfen Sie den Namen und drücken Sie „Einlassen“.",
              "Begrüßen Sie alle, fragen Sie, wer mit im Raum ist, und beginnen Sie.",
            ],
          },
          "Kommt während eines Gesprächs jemand anderes in den Warteraum, erklingt kein Ton, und niemand fällt in Ihr Gespräch.",
          { sub: "Einstellungen der Praxis" },
          "Unter „Einstellungen“ legen Behandelnde den Namen der Praxis fest, eine Telefonnummer für alle Einladungen, wann der Warteraum öffnet, ein Logo für den Brief und eigene Texte in jeder Sprache. Logo und Texte sieht der Server nicht, Namen, Nummer und Öffnungszeit schon: Er zeigt sie den Wartenden.",
          { sub: "Was der Server weiß" },
          "Namen und Notizen entstehen verschlüsselt in Ihrem Browser. Der Server kann sie nicht lesen, und niemand kann eine vergessene Passphrase zurücksetzen: Heben Sie Ihren Notfallschlüssel gut auf.",
        ],
      },
    ] as Section[],
    more: "Mehr dazu in „Fragen und Antworten“",
  },
  faq: {
    title: "Fragen und Antworten",
    description:
      "Was bei einer Videosprechstunde gilt: Regeln, Aufzeichnung, Name, Dauer, Netze, Verschlüsselung.",
    lead: "Was Sie über die Videosprechstunde wissen möchten, kurz beantwortet.",
    sections: [
      {
        id: "rules",
        title: "Welche Regeln gelten in der ärztlichen Videosprechstunde?",
        blocks: [
          "Für die Sprechstunde mit Vertragsärzten und Psychotherapeuten gelten in Deutschland die Vereinbarungen der Kassenärztlichen Bundesvereinigung (KBV) mit den Krankenkassen (Anlage 31b zum Bundesmantelvertrag, Paragraf 365 SGB V). Für Sie heißt das vor allem:",
          {
            list: [
              "Die Teilnahme ist freiwillig. Sie können jederzeit stattdessen in die Praxis gehen.",
              "Die Praxis informiert Sie vorher und holt Ihre Einwilligung ein.",
              "Beide Seiten sitzen in geschlossenen Räumen, in denen niemand ungebeten mithört.",
              "Zu Beginn stellen sich alle vor, die im Raum sind.",
              "Niemand zeichnet das Gespräch auf, weder Bild noch Ton.",
              "Die Praxis muss Ihren wirklichen Namen erkennen können.",
              "Es gibt keine Werbung, und das Gespräch ist Ende-zu-Ende-verschlüsselt.",
              "Ob ein Videogespräch genügt oder eine Untersuchung nötig ist, entscheidet die Ärztin oder der Arzt.",
            ],
          },
          "In der Rechts- und Steuerberatung gilt das nicht wörtlich, aber als guter Brauch.",
        ],
      },
      {
        id: "emergency",
        title: "Was mache ich in einem Notfall?",
        blocks: [
          "Warten Sie nicht auf ein Videogespräch:",
          {
            list: [
              "Lebensgefahr, Unfall, Feuer: 112",
              "Ärztlicher Bereitschaftsdienst, wenn Praxen geschlossen sind: 116 117",
              "Polizei: 110",
              "Telefonseelsorge, kostenlos, Tag und Nacht: 0800 111 0 111",
            ],
          },
          "Die Nummern gelten in Deutschland, 112 in ganz Europa.",
        ],
      },
      {
        id: "reach",
        title: "Wen kann ich hier erreichen?",
        blocks: [
          "Nur wen Sie eingeladen hat: Ihre Praxis oder Kanzlei. Sie können hier niemanden von sich aus anrufen, und niemand kann Sie anrufen. Ohne Einladung gibt es kein Gespräch.",
        ],
      },
      {
        id: "recording",
        title: "Wird etwas aufgezeichnet?",
        blocks: [
          "Nein. Diese Anwendung hat keine Aufnahmefunktion, und kein Server bekommt Bild oder Ton in lesbarer Form. Technisch verhindern lässt sich aber nicht, dass jemand einen Bildschirm filmt. Erlaubt ist es ohne Ihre Zustimmung nicht: Wer das vertraulich gesprochene Wort heimlich aufnimmt, macht sich strafbar.",
        ],
      },
      {
        id: "name",
        title: "Muss ich meinen richtigen Namen angeben?",
        blocks: [
          "In einer ärztlichen Sprechstunde ja, damit die Praxis weiß, wen sie vor sich hat. Der Name geht verschlüsselt an Ihr Gegenüber. Der Server erfährt ihn nicht.",
        ],
      },
      {
        id: "time",
        title: "Wie lange darf ein Gespräch dauern?",
        blocks: [
          "So lange Sie beide wollen. Der Zugangscode gilt bis 24 Stunden nach dem geplanten Beginn und so oft Sie möchten, auch nach einer Unterbrechung.",
        ],
      },
      {
        id: "nobody",
        title: "Was mache ich, wenn niemand kommt?",
        blocks: [
          "Bleiben Sie im Warteraum, er hat kein Zeitlimit. In der Praxis sieht man, dass Sie da sind. Sprechstunden verspäten sich manchmal, wie im Wartezimmer auch.",
          "Prüfen Sie Tag und Uhrzeit in der Einladung. Nach einer Viertelstunde rufen Sie am besten in der Praxis an. Hat die Praxis eine Nummer angegeben, steht sie im Warteraum.",
        ],
      },
      {
        id: "late",
        title: "Ich bin zu spät. Geht es noch?",
        blocks: [
          "Treten Sie trotzdem bei: Code und Link gelten noch. Ob die Zeit für das Gespräch reicht, entscheidet die Praxis. Ein kurzer Anruf dort hilft.",
        ],
      },
      {
        id: "networks",
        title: "Kann ich ein fremdes WLAN oder mobile Daten benutzen?",
        blocks: [
          "Ja. Wer das Netz betreibt, sieht nur verschlüsselte Daten und dass Sie mit dieser Seite verbunden sind. In manchen Firmen- oder Kliniknetzen sind Videogespräche gesperrt; nehmen Sie dann mobile Daten.",
          "Ein Gespräch über Mobilfunk verbraucht etwa 15 bis 30 Megabyte in der Minute. Ist Ihr Datenvolumen aufgebraucht, wird das Bild schlecht oder es kostet extra. Schalten Sie die Kamera aus, dann ist es etwa ein Megabyte in der Minute. Im Ausland fragen Sie vorher Ihren Anbieter nach dem Preis.",
          "Im öffentlichen Raum kann allerdings jemand mithören oder auf Ihren Bildschirm sehen. Suchen Sie sich lieber einen ungestörten Platz.",
        ],
      },
      {
        id: "relatives",
        title: "Darf jemand dabei sein, der mir hilft?",
        blocks: [
          "Ja, wenn Sie das möchten: Angehörige, eine Pflegekraft oder eine Vertrauensperson. Sagen Sie zu Beginn, wer mit im Raum ist. Für Kinder und für Menschen mit rechtlicher Betreuung nehmen meist die Eltern oder die betreuende Person teil.",
        ],
      },
      {
        id: "interpreter",
        title: "Ich spreche wenig Deutsch oder brauche Gebärdensprache. Was geht?",
        blocks: [
          "Jemand kann neben Ihnen sitzen und übersetzen. Sagen Sie der Praxis vorher Bescheid, dann plant sie mehr Zeit ein.",
          "Diese Seite gibt es auf Deutsch, auf Englisch und in Einfacher Sprache. Die Sprache wechseln Sie oben auf jeder Seite.",
        ],
      },
      {
        id: "hearing",
        title: "Ich höre oder sehe schlecht. Was hilft?",
        blocks: [
          "Schreiben Sie sich während des Gesprächs Nachrichten, oder schalten Sie die Untertitel Ihres Browsers oder Geräts ein, wenn es welche hat. Hörgeräte lassen sich oft wie Kopfhörer verbinden.",
          "Die Seite lässt sich vergrößern, mit der Tastatur bedienen und vorlesen. Sie richtet sich nach den Farben und Kontrasten Ihres Geräts.",
        ],
      },
      {
        id: "encryption",
        title: "Was heißt „Ende-zu-Ende-verschlüsselt“?",
        blocks: [
          "Bild, Ton und Ihr Name werden auf Ihrem Gerät verschlüsselt und erst auf dem Gerät Ihres Gegenübers wieder lesbar. Die Schlüssel entstehen für jedes Gespräch neu und nur auf diesen beiden Geräten. Muss eine Zwischenstation die Daten weiterreichen, sieht auch sie nur Verschlüsseltes.",
          "Mit dem Sicherheitscode im Gespräch können Sie beide prüfen, dass sich niemand dazwischengeschaltet hat.",
        ],
      },
      {
        id: "operator",
        title: "Was sieht der Betreiber dieser Seite?",
        blocks: [
          "Er sieht, wann welche Internetadresse einem Raum beitritt, wann der Termin geplant ist und welche Praxis dazu eingeladen hat. Er sieht nicht Ihren Namen, nicht den geheimen Teil des Codes und nichts vom Gespräch.",
          "Ganz ehrlich: Die Seite selbst kommt von seinem Server. Wer diesen Server in der Hand hat, könnte eine veränderte Seite ausliefern, die Sie ausspäht. Dagegen hilft, dass der Quelltext offen ist und die Seite keine fremden Programmteile lädt.",
        ],
      },
      {
        id: "peer",
        title: "Sieht mein Gegenüber, wo ich bin?",
        blocks: [
          "Was die Kamera zeigt, sieht es natürlich. Die beiden Geräte verbinden sich wenn möglich direkt. Dabei erfährt das andere Gerät Ihre Internetadresse, wie bei jeder direkten Verbindung. Angezeigt wird sie nicht.",
        ],
      },
      {
        id: "cost",
        title: "Was kostet es? Brauche ich ein Konto oder eine App?",
        blocks: [
          "Diese Seite kostet Sie nichts außer Ihrem Internetzugang. Ein Konto und eine App brauchen Sie nicht, es gibt auch keine.",
          "Die Behandlung oder Beratung selbst rechnet die Praxis oder Kanzlei ab wie sonst auch: mit der Krankenkasse oder mit Ihnen. Fragen dazu beantwortet sie.",
        ],
      },
      {
        id: "prescription",
        title: "Bekomme ich ein Rezept oder eine Krankschreibung?",
        blocks: [
          "Das entscheidet die Praxis. Vieles kann sie Ihnen elektronisch oder mit der Post schicken, manches nur nach einer Untersuchung vor Ort.",
        ],
      },
      {
        id: "cookies",
        title: "Gibt es Cookies, Werbung oder Verfolgung?",
        blocks: [
          "Keine Werbung, keine Verfolgung, keine fremden Server. Ein Cookie entsteht nur, wenn Sie die Sprache umstellen oder sich als Praxis anmelden.",
        ],
      },
      {
        id: "reuse",
        title: "Kann ich die Einladung weitergeben?",
        blocks: [
          "Bitte nicht. Wer Code oder Link hat, kann anklopfen. Eingelassen wird aber nur, wen die Praxis einlässt. Haben Sie die Einladung aus Versehen weitergeleitet, sagen Sie es der Praxis: Sie kann den Code sofort ersetzen.",
        ],
      },
      {
        id: "device",
        title: "Kann ich das Gerät wechseln?",
        blocks: [
          "Ja. Treten Sie auf dem anderen Gerät mit demselben Code oder Link bei, und schließen Sie die Seite auf dem ersten. Die Praxis lässt Sie dann noch einmal ein.",
        ],
      },
      {
        id: "public",
        title: "Ich benutze einen fremden Computer. Was bleibt zurück?",
        blocks: [
          "Name und Code merkt sich nur der geöffnete Tab. Schließen Sie am Ende alle Fenster des Browsers. Am sichersten ist ein privates Fenster: Es vergisst alles, wenn Sie es schließen.",
        ],
      },
    ] as Section[],
    more: "Schritt für Schritt: zur Hilfe",
  },
  legal: {
    unset:
      "Dies ist eine Testinstallation. Wer sie betreibt, hat seine Angaben noch nicht eingetragen. Bitte benutzen Sie sie nicht für echte Gespräche.",
    notGiven: "nicht angegeben",
    imprint: {
      title: "Impressum",
      description: "Wer diesen Dienst für Videosprechstunden betreibt und wie man ihn erreicht.",
      operator: "Betreiber",
      contact: "Kontakt",
      email: "E-Mail",
      phone: "Telefon",
      more: "Weitere Angaben",
      certificates: "Nachweise und Zertifikate",
      practice:
        "Wer Sie zu einer Videosprechstunde eingeladen hat, ist für das Gespräch und seinen Inhalt selbst verantwortlich. Der Betreiber stellt nur die Technik.",
    },
    privacy: {
      title: "Datenschutz",
      lead:
        "Kurz gesagt: Wir wissen nicht, wer Sie sind, und erfahren nichts aus Ihrem Gespräch. Was der Server trotzdem sieht, steht hier vollständig.",
      controller: "Wer verantwortlich ist",
      officer: "Datenschutzbeauftragte Stelle",
      direct:
        "Die beiden Geräte verbinden sich wenn möglich direkt. Dabei erfährt jedes die Internetadresse des anderen.",
      relayed:
        "Die beiden Geräte verbinden sich immer über eine Zwischenstation, die dieser Betreiber bestimmt hat. Sie sieht die Internetadressen beider Seiten und verschlüsselte Daten. Ihr Gegenüber erfährt Ihre Internetadresse nicht.",
      relay:
        "Geht es nicht direkt, reicht eine Zwischenstation die Daten weiter, die dieser Betreiber bestimmt hat. Sie sieht die Internetadressen beider Seiten und verschlüsselte Daten.",
      stun:
        "Damit sich die Geräte finden, fragen sie einen Hilfsserver, den dieser Betreiber bestimmt hat, nach ihrer eigenen Internetadresse.",
      sections: [
        {
          id: "never",
          title: "Was der Server nie erfährt",
          blocks: [
            {
              list: [
                "Bild und Ton des Gesprächs",
                "den Namen, mit dem Sie beitreten",
                "den geheimen Teil von Zugangscode und Einladungslink",
                "die Schlüssel des Gesprächs",
                "Namen und Notizen, die eine Praxis zu einer Einladung schreibt",
              ],
            },
            "All das wird in den Browsern der beiden Seiten verschlüsselt, bevor es den Server erreicht, oder es verlässt den Browser gar nicht.",
          ],
        },
        {
          id: "seen",
          title: "Was der Server sieht und wie lange",
          blocks: [
            {
              list: [
                "Zu jeder Videosprechstunde: eine zufällige Raumnummer, den öffentlichen Teil des Codes, Beginn (nach einem Verschieben auch den früheren), Ende der Gültigkeit, die Praxis und, falls sie eine angegeben hat, die Telefonnummer für den Warteraum. Der Code wird 24 Stunden nach dem geplanten Beginn ungültig; alles Übrige löscht der Server {retentionDays} Tage danach von selbst.",
                "Dazu ein verschlüsseltes Paket mit Name, Notiz und Zugangscode, das nur die Praxis öffnen kann. Es wird gelöscht, sobald der Code ungültig wird.",
                "Während Sie im Raum sind: Ihre Internetadresse, wann Sie gekommen und gegangen sind und ungefähr, wie groß die verschlüsselten Nachrichten sind. Nachrichten löscht der Server, sobald sie angekommen sind.",
                "Zum Schutz gegen das Erraten von Codes und Passwörtern: einen verschlüsselten Abdruck Ihrer Internetadresse, bei Anmeldungen auch der E-Mail-Adresse, mit der Zahl der Versuche, höchstens eine Stunde lang.",
                "Im Protokoll des Servers: Zeit, Art und Ergebnis jeder Anfrage, ohne Internetadresse, ohne Namen und ohne Codes.",
                "Von Praxen: Name der Praxis, ihre Telefonnummer und wie früh der Warteraum öffnet, wenn sie das eingestellt hat; Logo und eigene Texte nur verschlüsselt; Namen und E-Mail-Adressen der Personen mit einem Konto und einen Abdruck eines Schlüssels, der aus der Passphrase entsteht. Die Passphrase selbst nie. Das bleibt, bis das Konto gelöscht wird.",
                "Zu jeder Anmeldung einer Praxis: Browser und System (zum Beispiel „Firefox, Windows“), Beginn und letzte Benutzung, damit man fremde Geräte erkennt und abmelden kann. Nach zwölf Stunden oder mit dem Abmelden ist das gelöscht. Zu jedem Passkey: den öffentlichen Schlüssel, Browser und System, wann er angelegt und wann er zuletzt benutzt wurde, bis er entfernt wird.",
              ],
            },
          ],
        },
        {
          id: "browser",
          title: "Was in Ihrem Browser bleibt",
          blocks: [
            "Das Folgende liegt nur auf Ihrem Gerät; der Server erfährt davon nichts.",
            {
              list: [
                "Im geöffneten Tab, bis Sie ihn schließen: Name, Code oder Link und der Zugang zum Raum, damit Sie nach einem Neuladen nichts noch einmal eingeben; ob Kamera und Mikrofon eingeschaltet waren; und dass Sie die Hinweise zu Beginn gelesen haben.",
                "Auf dem Gerät, bis Sie im Browser die Websitedaten löschen: welche Kamera, welches Mikrofon und welchen Lautsprecher Sie gewählt haben, ob Störgeräusche gedämpft werden und in welcher Ecke Ihr eigenes Bild steht.",
                "Auf dem Gerät, wenn Sie in ein Gespräch eingelassen wurden: ein Schlüssel, mit dem Sie ohne Nachfrage zurückkehren können. Er gilt höchstens so lange wie Ihre Einladung. Der Browser löscht ihn, wenn Sie danach das nächste Mal einen Raum öffnen.",
                "Bei Praxen, solange sie angemeldet sind: der Schlüssel der Praxis, den der Browser niemandem zeigt; bis zum Ende jeder Videosprechstunde, wer schon eingelassen war und wie oft ein Code falsch benutzt wurde; und dauerhaft die zuletzt gewählte Sprache für Einladungen, und bis Sie Ihren Notfallschlüssel bestätigt haben, eine Erinnerung daran.",
              ],
            },
            "Verbietet Ihr Browser das Speichern, geht das Gespräch mit dem Einladungslink trotzdem: Dann ist alles beim Schließen oder Neuladen der Seite vergessen.",
            "Cookies gibt es nur zwei: eines für die Sprache, wenn Sie sie umstellen, und eines für die Anmeldung von Praxen. Beide sind technisch notwendig (Paragraf 25 Absatz 2 TDDDG). Es gibt keine Werbung, keine Verfolgung und keine Anfragen an fremde Server.",
          ],
        },
        {
          id: "basis",
          title: "Warum und auf welcher Grundlage",
          blocks: [
            "Diese Daten sind nötig, um die Videosprechstunde zu ermöglichen, der Sie beitreten (Artikel 6 Absatz 1 Buchstabe b der Datenschutz-Grundverordnung, DSGVO), und um den Dienst gegen Missbrauch zu schützen (Buchstabe f). Weitergegeben werden sie nicht. Automatische Entscheidungen und Profile gibt es nicht.",
            "Niemand muss diese Daten angeben. Ohne Code oder Link und ohne Internetadresse kommt aber kein Gespräch zustande.",
            "Betreibt nicht die Praxis selbst diesen Server, dann geschieht das in ihrem Auftrag (Artikel 28 DSGVO).",
            "Für das Gespräch selbst und für Ihre Akte ist die Praxis oder Kanzlei verantwortlich, die Sie eingeladen hat.",
          ],
        },
        {
          id: "rights",
          title: "Ihre Rechte",
          blocks: [
            "Sie haben nach der DSGVO das Recht auf Auskunft, Berichtigung, Löschung, Einschränkung, Übertragbarkeit und Widerspruch, und Sie können sich bei einer Aufsichtsbehörde beschweren. Bedenken Sie dabei: Weil der Server Ihren Namen nicht kennt, lassen sich die meisten Daten Ihnen gar nicht zuordnen.",
          ],
        },
        {
          id: "limits",
          title: "Was Verschlüsselung nicht leisten kann",
          blocks: [
            "Die Seite kommt vom Server des Betreibers. Wer diesen Server beherrscht, könnte eine veränderte Seite ausliefern. Und niemand kann verhindern, dass an einem der beiden Orte jemand mithört oder einen Bildschirm filmt.",
          ],
        },
      ] as Section[],
    },
    terms: {
      title: "Nutzungs\u00adbedingungen",
      lead: "Wenige Regeln, damit ein vertrauliches Gespräch vertraulich bleibt.",
      sections: [
        {
          id: "use",
          title: "Wofür der Dienst da ist",
          blocks: [
            "Mit diesem Dienst sprechen Praxen und Kanzleien mit den Menschen, die sie eingeladen haben. Für eingeladene Personen ist er kostenlos. Für medizinische Notfälle ist er nicht gedacht: Wählen Sie 112.",
          ],
        },
        {
          id: "duties",
          title: "Worum wir Sie bitten",
          blocks: [
            {
              list: [
                "Geben Sie Code und Link nicht weiter.",
                "Sagen Sie zu Beginn, wer Sie sind und wer sonst im Raum ist.",
                "Nehmen Sie nichts auf, weder Bild noch Ton.",
                "Probieren Sie keine fremden Codes aus, und stören Sie den Betrieb nicht.",
              ],
            },
          ],
        },
        {
          id: "contract",
          title: "Was zwischen wem gilt",
          blocks: [
            "Behandlung, Beratung und Honorar regeln Sie allein mit der Praxis oder Kanzlei. Der Betreiber stellt nur die Technik. Er hat keinen Einfluss auf den Inhalt und kann ihn auch nicht einsehen.",
          ],
        },
        {
          id: "availability",
          title: "Verfügbarkeit",
          blocks: [
            "Ein Videogespräch hängt von Geräten und Netzen ab, die niemand allein in der Hand hat. Kommt es nicht zustande, rufen Sie bitte in der Praxis an.",
          ],
        },
      ] as Section[],
    },
    accessibility: {
      title: "Barrierefreiheit",
      lead: "Ein Gespräch unter vier Augen soll für alle möglich sein, mit welchen Hilfsmitteln auch immer.",
      sections: [
        {
          id: "standard",
          title: "Woran wir uns halten",
          blocks: [
            "Alle Seiten sollen die Stufe AA der Web Content Accessibility Guidelines (WCAG) 2.2 und die europäische Norm EN 301 549 erfüllen. Bei jeder Änderung prüft das ein Programm auf jeder Seite, hell und dunkel, in jeder Sprache.",
            {
              list: [
                "Alles lässt sich mit der Tastatur bedienen, und man sieht, wo man ist.",
                "Schrift ab 18 Pixeln, Schaltflächen ab 48 Pixeln, Kontrast mindestens 4,5 zu 1.",
                "Bis 200 Prozent vergrößern, ohne seitwärts zu rollen, auch auf kleinen Telefonen.",
                "Hell, dunkel und mit den Farben Ihres Systems; ohne Bewegung, wenn Sie das so eingestellt haben.",
                "Statusmeldungen und Fehler werden von Bildschirmlesern vorgelesen.",
                "Keine Zeitlimits, keine Rätsel, Codes lassen sich einfügen.",
                "Die Hilfe steht auf jeder Seite an derselben Stelle.",
              ],
            },
          ],
        },
        {
          id: "limits",
          title: "Was noch fehlt",
          blocks: [
            {
              list: [
                "Untertitel für das gesprochene Wort gibt es noch nicht. Die Untertitel Ihres Browsers oder Geräts lassen sich mitbenutzen.",
                "Eine dritte Person, zum Beispiel für Gebärdensprache, kann noch nicht von einem eigenen Gerät aus teilnehmen.",
                "Den Weg bis ins Gespräch, die Hilfe und die Fragen gibt es in Einfacher Sprache, aber noch nicht in Leichter Sprache.",
                "Eine Prüfung durch eine unabhängige Stelle steht noch aus.",
              ],
            },
          ],
        },
        {
          id: "feedback",
          title: "Eine Barriere melden",
          blocks: [
            "Stoßen Sie auf ein Hindernis, schreiben Sie oder rufen Sie an. Für den Termin selbst hilft am schnellsten die Praxis.",
          ],
        },
      ] as Section[],
    },
  },
  check: {
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
  },
  call: {
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
    guide: {
      where: {
        chrome_desktop: "Die Frage erscheint oben links, unter der Adresse der Seite.",
        firefox_desktop:
          "Die Frage erscheint oben links, unter der Adresse der Seite. Dort können Sie auch aussuchen, welche Kamera und welches Mikrofon Sie nehmen.",
        safari_mac: "Die Frage erscheint oben in der Mitte des Fensters.",
        chrome_android:
          "Die Frage erscheint in der Mitte des Bildschirms. Vielleicht fragt danach auch Ihr Telefon selbst. Erlauben Sie beides.",
        firefox_android:
          "Die Frage erscheint dort, wo die Adresse steht: oben oder unten auf dem Bildschirm.",
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
    },
    entrance: {
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
    },
    problems: {
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
    },
    waiting: {
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
      offline:
        "Die Verbindung zum Server ist unterbrochen. Sie kommt von selbst wieder. Sie müssen nichts tun.",
    },
    locked: {
      codeLocked:
        "Der Zugangscode ist gesperrt: Fünfmal hat ihn jemand falsch benutzt. Wer eingeladen ist, kommt damit nicht mehr hinein. Der Einladungslink geht weiter.",
      linkLocked:
        "Der Einladungslink ist gesperrt: Fünfmal hat ihn jemand falsch benutzt. Wer eingeladen ist, kommt damit nicht mehr hinein. Der Zugangscode geht weiter.",
      newCode: "Neuen Code erstellen",
      newLink: "Neuen Link erstellen",
      failed: "Das hat nicht geklappt. Bitte versuchen Sie es noch einmal.",
      codeReplaced:
        "Der neue Zugangscode gilt ab sofort, der alte nicht mehr. Geben Sie ihn am besten am Telefon durch.",
      linkReplaced: "Der neue Einladungslink gilt ab sofort, der alte nicht mehr.",
      code: "Neuer Zugangscode",
      invitation: "Zur Einladung mit Link und Text",
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
      codeBlocked: {
        code:
          "Der Zugangscode wurde zu oft falsch benutzt und ist jetzt gesperrt. Nach dem Gespräch können Sie hier einen neuen erstellen.",
        link:
          "Der Einladungslink wurde zu oft falsch benutzt und ist jetzt gesperrt. Nach dem Gespräch können Sie hier einen neuen erstellen.",
      },
      connected: "Verbunden mit {name}",
      partnerCameraOff: "{name} hat die Kamera aus.",
      partnerMicrophoneOff: "Mikrofon aus",
      signalingLost: "Der Server ist gerade nicht erreichbar. Wir versuchen es weiter.",
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
      phoneSound:
        "Auf diesem Gerät wählt das System selbst, woher der Ton kommt, zum Beispiel aus Kopfhörern.",
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
    safetyCode: {
      title: "Sicherheitscode",
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
      not_open_yet: "Der Warteraum ist noch nicht offen. Er öffnet um {time}.",
      locked: "Der Raum ist abgeschlossen. Bitte rufen Sie in der Praxis an.",
      room_full:
        "Im Warteraum ist gerade kein Platz frei. Bitte versuchen Sie es in ein paar Minuten noch einmal.",
      too_many_requests: "Das waren zu viele Versuche. Bitte warten Sie {seconds} Sekunden.",
      signed_out: "Ihre Anmeldung ist abgelaufen. Bitte melden Sie sich wieder an.",
      forbidden: "Mit diesem Konto dürfen Sie diesen Raum nicht öffnen.",
      code_replaced:
        "Ihr alter Zugangscode gilt nicht mehr. Bitte fragen Sie in der Praxis nach dem neuen. Mit ihm kommen Sie auf der Startseite wieder herein.",
      tag_mismatch:
        "Der Zugangscode passt nicht zu dieser Videosprechstunde. Bitte prüfen Sie den Code oder fragen Sie nach einem neuen.",
      secret_unavailable:
        "Der Zugangscode konnte mehrmals nicht bestätigt werden. Bitte fragen Sie nach einem neuen Code, am besten am Telefon.",
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
      storage_unavailable:
        "Dieser Browser kann hier nichts speichern (privates Fenster oder voller Speicher?). Bitte öffnen Sie den Raum in einem anderen.",
      network: "Der Server ist gerade nicht erreichbar. Bitte versuchen Sie es noch einmal.",
      link_failed:
        "Die Verbindung zwischen den beiden Geräten kam nicht zustande. Bitte versuchen Sie es noch einmal.",
      other: "Es ist ein Fehler aufgetreten. Bitte versuchen Sie es noch einmal.",
      retry: "Noch einmal versuchen",
      signIn: "Zur Anmeldung",
      help: "Hilfe",
    },
  },
  practice: {
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
      version_conflict: "Gerade hat jemand anders dasselbe geändert. Bitte versuchen Sie es noch einmal.",
      setup_token_wrong:
        "Dieser Einrichtungslink gilt nicht. Bitte nehmen Sie den Link, den der Server beim letzten Start ausgegeben hat.",
      setup_token_missing:
        "Zum Anlegen der Praxis brauchen Sie den Einrichtungslink, den der Server beim Start ausgegeben hat.",
      setup_closed: "Die Praxis ist schon angelegt.",
      member_unknown: "Diese Person gehört nicht mehr zum Team.",
      member_invitation_unknown:
        "Diese Einladung ins Team gilt nicht oder nicht mehr: Jeder Link gilt einmal und höchstens 48 Stunden. Bitten Sie um einen neuen.",
      email_taken: "Mit dieser E-Mail-Adresse ist schon jemand im Team.",
      members_full:
        "Das Team ist voll. Bitte wenden Sie sich an die Praxis: Dort muss zuerst jemand aus dem Team entfernt werden.",
      members_changed:
        "Im Team hat sich gerade etwas geändert. Bitte laden Sie die Seite neu und versuchen Sie es noch einmal.",
      passphrase_wrong: "Das ist nicht Ihre jetzige Passphrase.",
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
      passphrase_short: "Die Passphrase braucht mindestens 12 Zeichen.",
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
        "Mindestens 12 Zeichen. Am besten vier oder fünf zufällige Wörter mit Leerzeichen dazwischen, oder ein Vorschlag Ihres Passwort-Managers.",
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
    openVault: {
      title: "Noch Ihre Passphrase",
      lead:
        "Sie sind angemeldet. Namen, Notizen und Codes sind aber noch verschlossen: Dieser Browser hat den Schlüssel Ihrer Praxis nicht. Ihre Passphrase öffnet ihn.",
      why:
        "Das kommt vor, wenn ein Passkey nur anmelden kann, oder wenn der Speicher dieses Browsers geleert wurde.",
      submit: "Öffnen",
    },
    passkeys: {
      title: "Passkeys",
      lead:
        "Mit einem Passkey melden Sie sich mit Fingerabdruck, Gesicht oder der PIN Ihres Geräts an, ohne etwas zu tippen.",
      before:
        "Die meisten Passkeys öffnen dabei auch Namen, Notizen und Codes. Manche melden nur an; dann fragt der Browser danach noch nach der Passphrase. Was Ihrer kann, steht nach dem Hinzufügen hier. Passphrase und Notfallschlüssel gelten weiter.",
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
            "Entfernen Sie hier seinen Passkey, und melden Sie das Gerät unten ab. Mit Passphrase oder Notfallschlüssel kommen Sie immer hinein.",
        },
      ],
      none: "Sie haben noch keinen Passkey.",
      external: "Sicherheitsschlüssel oder Telefon",
      opens: "Meldet an und öffnet Namen, Notizen und Codes.",
      signsIn: "Meldet nur an. Danach brauchen Sie noch die Passphrase.",
      made: "Angelegt am {time}",
      used: "zuletzt benutzt am {time}",
      unused: "noch nicht benutzt",
      passphraseHint: "Der Passkey bekommt Zugang zu Ihrem Schlüssel, deshalb fragen wir noch einmal.",
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
    },
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
      open: "Offene Einladungen",
      until: "gilt bis {time}",
      withdraw: "Zurückziehen",
      withdrawn: "Die Einladung gilt nicht mehr.",
      practitionersOnly: "Einladen und entfernen können nur Behandelnde.",
      invite: "Jemanden ins Team einladen",
      inviteLead:
        "Sie bekommen einen Link, den Sie selbst weitergeben. Er gilt einmal und 48 Stunden lang. Wer ihn hat, kann Namen und Codes Ihrer Praxis lesen: Geben Sie ihn nur der Person selbst.",
      role: "Aufgabe",
      passphrase: "Ihre Passphrase",
      passphraseHint: "Der Link enthält den Schlüssel Ihrer Praxis, deshalb fragen wir noch einmal.",
      makeLink: "Link erstellen",
      linkTitle: "Der Link ist fertig",
      linkLead: "Er wird nur jetzt gezeigt. Geben Sie ihn auf einem Weg weiter, dem Sie vertrauen.",
      copy: "Link kopieren",
      copied: "Kopiert.",
      copyFailed: "Kopieren hat nicht geklappt. Bitte markieren Sie den Link und kopieren Sie ihn von Hand.",
      remove: "Entfernen",
      removeTitle: "{name} aus dem Team entfernen?",
      removeLead:
        "Das Konto ist sofort gelöscht. Die Praxis bekommt einen neuen Schlüssel, und alle anderen müssen sich neu anmelden. Offene Einladungen ins Team verfallen.",
      removeYes: "Ja, entfernen",
      removeNo: "Abbrechen",
      removed: "{name} gehört nicht mehr zum Team. Die Praxis hat einen neuen Schlüssel.",
      oldSeals:
        "Sprechstunden, die noch mit dem früheren Schlüssel verschlossen sind: {count}. Es geht weiter, sobald jemand aus dem Team die Liste der Sprechstunden öffnet.",
      oldSealsUnknown:
        "Ein Teil der Daten ist vielleicht noch mit dem früheren Schlüssel verschlossen: Der Server hat nicht geantwortet. Es geht weiter, sobald jemand aus dem Team diese Seite oder die Liste der Sprechstunden öffnet.",
      resealNow: "Jetzt weitermachen",
      busy: "Einen Moment …",
    },
    join: {
      title: "Ins Team kommen",
      invited: "{practice} lädt Sie ins Team ein.",
      task: "Ihre Aufgabe:",
      submit: "Konto anlegen",
    },
    recover: {
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
    },
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
      passphrase: "Passphrase",
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
        settings_too_large: "Logo und Texte sind zusammen zu groß. Bitte kürzen Sie die Texte.",
      },
    },
    recoveryKey: {
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
      unconfirmed:
        "Bitte bestätigen Sie erst, dass Sie den Schlüssel haben. Er wird nicht noch einmal gezeigt.",
      goOn: "Weiter zu den Sprechstunden",
      notRenewed:
        "Der neue Notfallschlüssel kam nicht beim Server an. Der bisherige gilt weiter, werfen Sie ihn nicht weg.",
      neverConfirmed:
        "Sie haben nie bestätigt, dass Sie Ihren Notfallschlüssel aufgeschrieben haben, und er lässt sich nicht noch einmal zeigen. Ohne ihn gibt es keinen Weg zurück, wenn Sie Ihre Passphrase vergessen.",
    },
    list: {
      title: "Sprechstunden",
      create: "Neue Einladung",
      filter: "Liste durchsuchen",
      filterHint: "Name, Notiz oder Code. Gesucht wird nur in diesem Browser.",
      found: "{count} von {total} angezeigt",
      loading: "Die Liste wird geladen …",
      online: "Aktuell, Stand {time}",
      offline: "Keine Verbindung. Stand {time}, es wird weiter versucht.",
      signInAgain: "Neu anmelden",
      offlineEmpty: "Keine Verbindung. Es wird weiter versucht.",
      retry: "Jetzt versuchen",
      empty: "Noch keine Sprechstunden",
      emptyHint: "Laden Sie jemanden ein: Name eintragen, Eingabetaste drücken, Code oder Link weitergeben.",
      nothingFound:
        "Nichts gefunden. Die Liste zeigt nur, was in den letzten 24 Stunden war, heute ist oder kommt.",
      now: "Jetzt",
      today: "Heute",
      coming: "Später",
      past: "Letzte 24 Stunden",
      codeLocked: "Der Zugangscode ist gesperrt: Fünfmal hat ihn jemand falsch benutzt.",
      linkLocked: "Der Einladungslink ist gesperrt: Fünfmal hat ihn jemand falsch benutzt.",
      newCode: "Neuen Code erstellen",
      newLink: "Neuen Link erstellen",
      oldSeals:
        "Sprechstunden, die noch mit dem früheren Schlüssel Ihrer Praxis verschlossen sind: {count}. Es geht von selbst weiter, sobald der Server wieder antwortet.",
      unreadable: "Name nicht lesbar",
      waiting: "Wartet seit {time}",
      waitingMinutes: "Wartet seit {time} ({wait})",
      inCall: "Im Gespräch",
      hostPresent: "Jemand aus der Praxis ist im Raum",
      open: "Raum ist offen",
      notOpen: "Öffnet um {time}",
      notOpenDay: "Öffnet {day}, {time}",
      expired: "Abgelaufen",
      guests: "{count} Personen im Raum",
      announceWaiting: "{name} wartet.",
      announceUnnamed: "Jemand wartet in der Sprechstunde von {time}.",
      notify: "Bescheid geben, wenn jemand wartet",
      notifyHint:
        "Auch wenn Sie gerade in einem anderen Fenster arbeiten. Ohne Namen, und nie während eines Gesprächs.",
      notifyTitle: "Im Warteraum",
      notifyOn: "Sie bekommen Bescheid, wenn jemand wartet.",
      notifyOff:
        "Ihr Browser lässt es nicht zu. Ein Ton und der Titel dieses Fensters sagen es Ihnen trotzdem.",
      titleWaiting: "({count}) Wartet – {title}",
      openRoom: "Raum öffnen",
      showCode: "Code zeigen",
      hideCode: "Code verbergen",
      code: "Zugangscode",
      invitation: "Einladung",
      cancel: "Absagen",
      cancelQuestion: "Wirklich absagen? Code und Link gelten dann nicht mehr.",
      cancelYes: "Ja, absagen",
      cancelNo: "Nicht absagen",
      cancelled: "Abgesagt: {name}.",
      more: "Mehr",
      move: "Verschieben",
      moveTo: "Neuer Beginn",
      moveHint: "Code und Link bleiben gleich. Wer schon wartet, erfährt es sofort.",
      moveYes: "Auf diese Zeit verschieben",
      moveNo: "Nicht verschieben",
      moved: "Verschoben: {name}, jetzt {time}.",
      codeReplaced: "Neuer Code: {name}. Der alte gilt nicht mehr.",
      linkReplaced: "Neuer Link: {name}. Der alte gilt nicht mehr.",
      inviteAgain: "Noch einmal einladen",
      undo: "Rückgängig machen",
      undone: "Rückgängig gemacht.",
    },
    create: {
      title: "Neue Einladung",
      privacy: "Name und Notiz kann nur Ihre Praxis lesen, der Server nicht.",
      name: "Name der eingeladenen Person",
      start: "Beginn",
      startHint: "Der Raum öffnet {minutes} Minuten vorher. Code und Link gelten bis 24 Stunden danach.",
      note: "Notiz für Sie (freiwillig)",
      lang: "Sprache der Einladung",
      phone: "Telefonnummer beim Warten (freiwillig)",
      phoneHint: "Wird der wartenden Person gezeigt.",
      phoneHintUnset:
        "Wird der wartenden Person gezeigt. Eine Nummer für alle Einladungen tragen Sie in den Einstellungen ein.",
      clockWrong:
        "Die Uhr dieses Geräts geht falsch. Beim Server ist es {time} Uhr, danach richtet sich der Beginn „jetzt“.",
      textsLoading: "Ihre Texte werden geladen …",
      textsUnread: "Die Texte und das Logo Ihrer Praxis ließen sich nicht laden. Hier stehen unsere Texte.",
      submit: "Einladung erstellen",
      busy: "Wird erstellt …",
      made: "Einladung für {name}",
      code: "Zugangscode",
      spoken: "Zum Vorlesen am Telefon",
      link: "Einladungslink",
      qr: "QR-Code mit dem Einladungslink",
      openRoom: "Raum öffnen",
      copyCode: "Code kopieren",
      copyLink: "Link kopieren",
      copyText: "Text kopieren",
      copied: "Kopiert.",
      copyFailed:
        "Kopieren hat nicht geklappt. Bitte markieren Sie, was Sie brauchen, und kopieren Sie es von Hand.",
      text: "Einladungstext",
      textHint: "Sie können den Text vor dem Senden ändern.",
      mail: "Als E-Mail",
      mailCopied:
        "Der Text ist zu lang, um ihn Ihrem Mailprogramm zu übergeben. Er ist kopiert: Fügen Sie ihn in die E-Mail ein.",
      sms: "Als SMS",
      share: "Teilen",
      calendar: "Kalenderdatei",
      letter: "Brief drucken",
      qrFailed: "Der QR-Code ließ sich nicht laden. Bitte versuchen Sie es noch einmal.",
      otherWays: "Für Kalender und Post",
      otherWaysHint:
        "Die Kalenderdatei gehört in den Kalender der eingeladenen Person, zum Beispiel als Anhang einer E-Mail. Verschieben Sie den Termin, ersetzt eine neue Datei den alten Eintrag. Der Brief passt auf eine Seite, in großer Schrift und mit QR-Code.",
      another: "Weitere Einladung",
      unanswered:
        "Für diese Einladung hat der Server noch keinen Code vergeben. Bitte erstellen Sie sie neu.",
      toList: "Zu den Sprechstunden",
      signIn: "Wieder anmelden (neuer Tab)",
    },
    invitation: {
      subject: "Ihre Videosprechstunde: {practice}",
      body:
        "Guten Tag {name},\n\nSie sind zu einer Videosprechstunde eingeladen.\n\nMit: {practice}\nBeginn: {start}\n\nSo kommen Sie hinein, mit einem Tipp auf diesen Link:\n{link}\n\nOder auf {origin} mit Ihrem Namen und diesem Zugangscode:\n{code}\n\nSie brauchen nur einen Browser mit Kamera und Mikrofon, am Telefon, Tablet oder Computer. Bitte geben Sie Link und Code nicht weiter.\n{phoneLine}",
      phoneLine: "\nFragen? Sie erreichen uns unter {phone}.",
      sms: "Videosprechstunde {practice}, {start}: {link} oder {origin} mit Code {code}",
      digits: ["null", "eins", "zwo", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"],
      calendar: {
        title: "Videosprechstunde: {practice}",
        body:
          "So kommen Sie hinein:\n{link}\n\nOder auf {origin} mit Ihrem Namen und diesem Zugangscode:\n{code}\n{phoneLine}",
        fileName: "Videosprechstunde",
      },
      letter: {
        title: "Ihre Videosprechstunde",
        greeting: "Guten Tag {name},",
        lead: "wir haben einen Termin für ein Gespräch per Video mit Ihnen:",
        steps: [
          "Nehmen Sie ein Telefon, ein Tablet oder einen Computer mit Kamera.",
          "Halten Sie die Kamera auf das Bild unten und tippen Sie auf den Link, oder öffnen Sie im Browser {host} und geben Sie Ihren Namen und den Zugangscode ein.",
          "Erlauben Sie Kamera und Mikrofon, und warten Sie, bis wir Sie hereinholen.",
        ],
        address: "Adresse",
        code: "Zugangscode",
        qr: "QR-Code mit Ihrem Einladungslink",
        phone: "Fragen? Rufen Sie uns an: {phone}",
        secret: "Bitte geben Sie Bild und Code nicht weiter: Sie gelten nur für Sie.",
      },
    },
  },
} as const;
