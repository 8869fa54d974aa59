import type { Section } from "../text_blocks.ts";
import type { Catalogue } from "../catalogue.ts";
import { de } from "../de/mod.ts";

/** German in plain words: help. */
export const help: Catalogue["help"] = {
  ...de.help,
  description: "Hilfe zur Videosprechstunde in Einfacher Sprache: vorbereiten, beitreten, sehen und hören.",
  lead:
    "Sie brauchen einen Computer, ein Tablet oder ein Telefon. Dazu brauchen Sie eine Kamera, ein Mikrofon und Ihre Einladung. Sie müssen nichts kaufen und sich nirgends anmelden.",
  sections: [
    {
      id: "general",
      title: "Das Wichtigste",
      blocks: [
        {
          steps: [
            "Öffnen Sie den Link aus Ihrer Einladung. Oder geben Sie auf der Startseite Namen und Zugangscode ein.",
            "Erlauben Sie Kamera und Mikrofon.",
            "Warten Sie. Das Gespräch fängt an, wenn die Praxis Sie hereinholt.",
          ],
        },
        "Der Warteraum öffnet {lobbyMinutes} Minuten vor dem Termin. Code und Link gelten noch 24 Stunden nach dem Termin.",
        { sub: "Ein guter Platz" },
        {
          picture: "place",
          alt:
            "Eine Person sitzt vor einem Bildschirm. Die Kamera ist so hoch wie die Augen. Das Licht kommt von vorn.",
        },
        {
          list: [
            "Der Raum ist ruhig. Die Tür ist zu.",
            "Das Licht kommt von vorn.",
            "Die Kamera ist so hoch wie Ihre Augen.",
          ],
        },
        { sub: "Das brauchen Sie am Platz" },
        {
          list: [
            "Ihre Einladung und die Telefonnummer der Praxis",
            "Ihre Brille oder Ihr Hörgerät",
            "Papiere für das Gespräch, zum Beispiel eine Liste Ihrer Medikamente",
            "Papier und Stift",
            "beim Arzt: Ihre Versichertenkarte",
          ],
        },
        "Prüfen Sie vorher, ob alles geht:",
        { link: "/check", text: "Kamera, Mikrofon und Internet prüfen" },
      ],
    },
    {
      id: "computer",
      title: "Computer vorbereiten",
      blocks: [
        "Sie brauchen einen Browser. Das ist das Programm für das Internet. Gut sind Firefox, Chrome, Edge und Safari.",
        {
          list: [
            "Kamera: Manche Computer haben einen Schieber vor der Kamera. Machen Sie ihn auf.",
            "Mikrofon: Mit Kopfhörern hören Sie oft besser.",
            "Andere Programme: Schließen Sie andere Programme für Videogespräche.",
            "Strom: Stecken Sie das Ladegerät ein.",
            "Computer von der Arbeit: Dort ist die Kamera manchmal gesperrt.",
          ],
        },
      ],
    },
    {
      id: "tablet",
      title: "Tablet vorbereiten",
      blocks: [
        "Auf dem iPad nehmen Sie Safari. Auf anderen Tablets nehmen Sie Chrome oder Firefox.",
        {
          list: [
            "Stellen Sie das Tablet fest hin. So haben Sie die Hände frei.",
            "Stellen Sie es quer. Dann ist das Bild größer.",
            "Halten Sie die Kamera am Rand nicht zu.",
            "Laden Sie den Akku vorher auf.",
          ],
        },
      ],
    },
    {
      id: "phone",
      title: "Telefon vorbereiten",
      blocks: [
        "Auf dem iPhone nehmen Sie Safari. Auf anderen Telefonen nehmen Sie Chrome oder Firefox.",
        {
          list: [
            "Der Link öffnet sich in einer anderen App? Wählen Sie dort „Im Browser öffnen“.",
            "Lehnen Sie das Telefon an. Dann wackelt das Bild nicht.",
            "Schalten Sie „Nicht stören“ ein. Dann stört kein Anruf.",
            "Laden Sie den Akku vorher auf.",
          ],
        },
        "Der Bildschirm bleibt an, solange die Seite offen ist.",
      ],
    },
    {
      id: "network",
      title: "Internet",
      blocks: [
        "Sie brauchen gutes Internet. Zu Hause reicht es fast immer.",
        {
          list: [
            "Gehen Sie nah an Ihren Router. Das ist das Gerät für Ihr Internet.",
            "Schauen Sie zur gleichen Zeit keine Filme.",
            "Ein Videogespräch ohne WLAN verbraucht viele Daten. Das kann Geld kosten.",
          ],
        },
      ],
    },
    {
      id: "join",
      title: "So kommen Sie hinein",
      blocks: [
        { sub: "Mit Name und Zugangscode" },
        {
          picture: "join",
          alt: "Die Startseite: zwei Felder für Name und Code. Darunter ist der Knopf.",
        },
        {
          steps: [
            "Öffnen Sie die Startseite. Die Adresse steht in Ihrer Einladung.",
            "Geben Sie Ihren Namen ein.",
            "Geben Sie den Zugangscode ein. Leerzeichen sind egal.",
            "Drücken Sie auf „Raum beitreten“.",
          ],
        },
        { sub: "Mit dem Link" },
        {
          picture: "invite",
          alt: "Die Seite nach dem Link: das Feld mit Ihrem Namen und der Knopf.",
        },
        "Tippen Sie auf den Link in der Einladung. Prüfen Sie Ihren Namen. Drücken Sie auf „Raum beitreten“. Sie dürfen den Link mehrmals öffnen.",
        { sub: "Kamera und Mikrofon" },
        "Dann fragt Ihr Browser nach Kamera und Mikrofon. Wählen Sie „Zulassen“ oder „Erlauben“.",
        { sub: "Im Warteraum" },
        {
          picture: "waiting",
          alt: "Der Warteraum: der Name der Praxis, die Uhrzeit und Ihr eigenes Bild.",
        },
        "Sie sehen sich selbst. Dann geht die Kamera. Sie müssen nur warten. Lassen Sie die Seite offen. Dauert es lange? Dann rufen Sie in der Praxis an.",
        { sub: "Das Gespräch fängt an" },
        "Jetzt sehen Sie Ihr Gegenüber. Sagen Sie, wer Sie sind. Sagen Sie auch, wer noch bei Ihnen ist.",
      ],
    },
    {
      id: "code",
      title: "Kein Code? Code geht nicht?",
      blocks: [
        "Der Code steht in Ihrer Einladung. Sie finden ihn nicht? Fragen Sie die Praxis. Wir kennen Ihren Code nicht.",
        { sub: "„Im Zugangscode ist ein Fehler“" },
        "Vergleichen Sie jede Ziffer. Oft sind zwei Ziffern vertauscht.",
        { sub: "„Diesen Zugangscode gibt es nicht“" },
        "Ein Code gilt noch 24 Stunden nach dem Termin. Danach brauchen Sie einen neuen Code. Fragen Sie die Praxis.",
        { sub: "„Sie sind zu früh“" },
        "Der Warteraum öffnet {lobbyMinutes} Minuten vor dem Termin. Warten Sie bis dahin.",
        { sub: "„Zu viele Versuche“" },
        "Warten Sie so lange, wie es auf der Seite steht.",
      ],
    },
    {
      id: "permission",
      title: "Kamera und Mikrofon erlauben",
      blocks: [
        "Der Browser fragt Sie, bevor Kamera und Mikrofon angehen. Wählen Sie „Zulassen“ oder „Erlauben“.",
        {
          picture: "permission",
          alt: "Die Frage vom Browser mit zwei Knöpfen. Der Knopf „Zulassen“ ist dunkel.",
        },
        "Sie haben Nein gesagt? Das können Sie ändern:",
        {
          list: [
            "Chrome und Edge: Klicken Sie links neben die Adresse. Schalten Sie beides ein. Laden Sie die Seite neu.",
            "Firefox: Klicken Sie links neben der Adresse auf die durchgestrichene Kamera. Löschen Sie die Sperre mit dem Kreuz. Laden Sie die Seite neu.",
            "Safari auf dem Mac: Klicken Sie oben auf „Safari“. Wählen Sie „Einstellungen für diese Website“. Wählen Sie zweimal „Erlauben“.",
            "iPhone und iPad: Tippen Sie auf das Zeichen neben der Adresse. Wählen Sie „Website-Einstellungen“. Wählen Sie zweimal „Erlauben“.",
            "Chrome auf dem Telefon: Tippen Sie links neben die Adresse. Wählen Sie „Berechtigungen“. Schalten Sie beides ein.",
          ],
        },
        "Geht es noch nicht? Dann sperrt vielleicht Ihr Gerät die Kamera. Suchen Sie in den Einstellungen nach „Datenschutz“. Erlauben Sie dort Kamera und Mikrofon. Oder bitten Sie jemanden um Hilfe.",
      ],
    },
    {
      id: "call",
      title: "Im Gespräch",
      blocks: [
        "Ihr Gegenüber sehen Sie groß. Sich selbst sehen Sie klein, wie in einem Spiegel.",
        {
          picture: "call",
          alt: "Das Gespräch: groß Ihr Gegenüber, klein Sie selbst, unten die Knöpfe mit Wörtern.",
        },
        {
          list: [
            "Kamera: Damit machen Sie Ihr Bild aus und an.",
            "Mikrofon: Damit machen Sie Ihren Ton aus und an.",
            "Bildschirm teilen: Ihr Gegenüber sieht dann Ihren Bildschirm. Das geht nur am Computer.",
            "Vollbild: Ihr Gegenüber ist dann ganz groß.",
            "Auflegen: Damit hören Sie auf. Die Seite fragt vorher noch einmal.",
            "Teilnehmer: Hier sehen Sie, wer dabei ist.",
            "Einstellungen: Hier wählen Sie Kamera, Mikrofon und Lautsprecher.",
          ],
        },
        { sub: "Hört jemand mit?" },
        {
          picture: "safety",
          alt: "Der Sicherheitscode: vier kleine Bilder mit ihren Namen.",
        },
        "Das können Sie prüfen. Drücken Sie auf „Teilnehmer“. Dort sehen Sie vier kleine Bilder. Ihr Gegenüber sieht auch vier Bilder. Lesen Sie sich die Bilder vor. Sind sie gleich? Dann hört niemand mit. Sind sie anders? Dann legen Sie auf. Rufen Sie in der Praxis an.",
        { sub: "Wer darf dabei sein?" },
        "Sagen Sie am Anfang, wer bei Ihnen im Raum ist. Niemand darf das Gespräch aufnehmen.",
      ],
    },
    {
      id: "chat",
      title: "Schreiben und Dateien schicken",
      blocks: [
        "Sie können im Gespräch auch schreiben. Sie können auch ein Foto oder ein Papier schicken. Nur Ihr Gegenüber bekommt es.",
        {
          list: [
            "Ihr Gegenüber muss eine Datei erst annehmen.",
            "Nehmen Sie nur Dateien an, die Sie erwarten.",
            "Nach dem Gespräch ist alles weg. Speichern Sie vorher, was Sie behalten wollen.",
          ],
        },
      ],
    },
    {
      id: "detail",
      title: "Etwas genau zeigen",
      blocks: [
        "Die Praxis will Ihre Karte oder Ihre Haut sehen? Drücken Sie auf „Teilnehmer“. Drücken Sie dann auf „Karte oder Detail zeigen“.",
        {
          list: [
            "Halten Sie die Karte ruhig.",
            "Machen Sie helles Licht.",
            "Warten Sie kurz, bis das Bild scharf ist.",
          ],
        },
        "Niemand speichert das Bild.",
      ],
    },
    {
      id: "devices",
      title: "Kamera, Mikrofon und Lautsprecher wählen",
      blocks: [
        "Drücken Sie im Gespräch auf „Einstellungen“. Das Gespräch geht weiter. Mit dem Kreuz kommen Sie zurück.",
        {
          list: [
            "Lautsprecher: Drücken Sie auf „Testton abspielen“. Hören Sie den Ton?",
            "Mikrofon: Sprechen Sie. Bewegt sich die Anzeige?",
            "Kamera: Wählen Sie die Kamera, die Sie wollen.",
          ],
        },
        "Am Telefon stecken Sie einfach Kopfhörer ein. Dann kommt der Ton dort.",
        "Ihr Gerät merkt sich Ihre Wahl.",
      ],
    },
    {
      id: "keyboard",
      title: "Mit der Tastatur",
      blocks: [
        "Mit der Tabulator-Taste kommen Sie zu jedem Knopf. Mit der Leertaste drücken Sie ihn.",
        "Die Schrift ist zu klein? Drücken Sie Strg und Plus.",
      ],
    },
    {
      id: "shortcuts",
      title: "Tasten für das Gespräch",
      blocks: [
        "Am Computer gibt es auch Tasten. Halten Sie Alt und Umschalt zusammen gedrückt. Am Mac heißt die Taste Wahl. Drücken Sie dann einen Buchstaben:",
        {
          list: [
            "K: Kamera aus oder an",
            "M: Mikrofon aus oder an",
            "B: Bildschirm teilen",
            "V: Vollbild",
            "A: Auflegen",
            "T: Teilnehmer",
            "E: Einstellungen",
            "C: Chat",
          ],
        },
      ],
    },
    {
      id: "trouble",
      title: "Wenn etwas nicht geht",
      blocks: [
        { sub: "Ich höre nichts" },
        "Machen Sie das Gerät lauter. Sehen Sie den Knopf „Ton einschalten“? Drücken Sie ihn.",
        { sub: "Man hört mich nicht" },
        "Ist Ihr Mikrofon an? Manche Kopfhörer haben auch einen Schalter.",
        { sub: "Es pfeift oder hallt" },
        "Nehmen Sie Kopfhörer. Oder machen Sie den Ton leiser.",
        { sub: "Kamera oder Mikrofon sind besetzt" },
        "Schließen Sie andere Programme. Drücken Sie dann auf „Noch einmal versuchen“.",
        { sub: "Mein Bild ist schwarz" },
        "Ist die Kamera verdeckt? Machen Sie den Schieber auf.",
        { sub: "Das Bild bleibt stehen" },
        "Gehen Sie näher an den Router. Machen Sie die Kamera aus. Der Ton geht dann besser.",
        { sub: "Die Verbindung ist weg" },
        "Lassen Sie die Seite offen. Die Verbindung kommt von allein wieder. Sie haben die Seite zugemacht? Dann nehmen Sie noch einmal den gleichen Code.",
        { sub: "Es kommt keine Verbindung" },
        "Manche Firmen und Krankenhäuser sperren Videogespräche. Machen Sie am Telefon das WLAN aus. Versuchen Sie es noch einmal.",
        { sub: "Niemand kommt" },
        "Warten Sie noch etwas. Prüfen Sie Tag und Uhrzeit. Rufen Sie dann in der Praxis an.",
        { sub: "Ich habe keine Kamera" },
        "Sie können auch ohne Bild sprechen. Die Seite hilft Ihnen dabei.",
      ],
    },
    {
      id: "practice",
      title: "Für Praxen und Kanzleien",
      blocks: [
        "Dieser Teil ist für Menschen, die zum Gespräch einladen.",
        {
          steps: [
            "Melden Sie sich an. Wählen Sie „Neue Einladung“. Geben Sie den Namen ein.",
            "Geben Sie den Code oder den Link weiter. Unter dem Code steht er in Wörtern.",
            "In der Liste sehen Sie, wer wartet. Öffnen Sie den Raum. Drücken Sie auf „Einlassen“.",
            "Fragen Sie, wer im Raum ist.",
          ],
        },
        { sub: "Einen Termin ändern" },
        "Das geht in der Liste. Code und Link bleiben gleich. Geben Sie die Einladung dann noch einmal weiter.",
        { sub: "Einstellungen" },
        "Dort ändern Sie den Namen der Praxis und die Telefonnummer. Dort ändern Sie auch die Texte der Einladung.",
        "Niemand kann Ihre Passphrase für Sie zurücksetzen. Das geht nur mit Ihrem Notfallschlüssel.",
      ],
    },
  ] as Section[],
  more: "Mehr in „Fragen und Antworten“",
};
