import type { Section } from "../text_blocks.ts";

/** German: help. */
export const help = {
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
} as const;
