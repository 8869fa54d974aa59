import { de } from "../de/mod.ts";
import type { Catalogue } from "../mod.ts";
import type { Section } from "../text_blocks.ts";

/** Why exactly does not help here: what to do is the same. */
const UNSAFE =
  "Die Seite hat das Gespräch beendet. Vielleicht hört jemand mit. Bitte rufen Sie in der Praxis an.";
const BROKEN = "Etwas ist schiefgegangen. Bitte laden Sie die Seite auf beiden Geräten neu.";

/**
 * German in plain words ("Einfache Sprache"): short sentences, no foreign words, no passive. It has what a patient
 * reads up to the end of a call. What only practices read, and the legal pages, whose wording counts, are German's own.
 * `tests/i18n/plain_words_test.ts` holds it to its rules.
 */
export const deSimple: Catalogue = {
  ...de,
  langName: "Einfache Sprache",
  join: {
    ...de.join,
    description: "Videosprechstunde mit Name und Zugangscode. Ohne App. Ohne Anmeldung.",
    lead: "Geben Sie Ihren Namen ein. Geben Sie dann den Code aus Ihrer Einladung ein.",
    nameHint: "So spricht man Sie im Gespräch an.",
    codeHint: "{digits} Ziffern. Zum Beispiel {example}",
    private:
      "Das Gespräch ist geheim. Nur Sie und Ihr Gegenüber sehen und hören es. Wir kennen auch Ihren Namen nicht.",
    noScript:
      "Ihr Browser hält einen Teil dieser Seite an. Er heißt JavaScript. Schalten Sie JavaScript in den Einstellungen ein. Laden Sie die Seite dann neu.",
    errors: {
      ...de.join.errors,
      empty_name: "Bitte geben Sie Ihren Namen ein.",
      empty: "Bitte geben Sie Ihren Zugangscode ein.",
      not_digits: "Im Zugangscode stehen nur Ziffern. Bitte geben Sie keine Buchstaben ein.",
      too_short: "Der Zugangscode ist zu kurz. Er hat {digits} Ziffern. Sie haben {typed} eingegeben.",
      too_long: "Der Zugangscode ist zu lang. Er hat {digits} Ziffern. Sie haben {typed} eingegeben.",
      mistyped: "Im Zugangscode ist ein Fehler. Bitte vergleichen Sie jede Ziffer.",
      consultation_unknown:
        "Diesen Zugangscode gibt es nicht. Oder er gilt nicht mehr. Bitte prüfen Sie den Code. Oder fragen Sie die Praxis.",
      not_open_yet:
        "Der Warteraum öffnet {time}. Lassen Sie diese Seite offen. Dann geht es von selbst weiter.",
      locked: "Der Raum ist zu. Bitte rufen Sie in der Praxis an.",
      room_full: "Der Warteraum ist gerade voll. Bitte versuchen Sie es in ein paar Minuten noch einmal.",
      too_many_requests:
        "Das waren zu viele Versuche. Bitte warten Sie {wait}. Versuchen Sie es dann noch einmal.",
      network:
        "Das Internet geht gerade nicht. Bitte prüfen Sie Ihre Verbindung. Versuchen Sie es dann noch einmal.",
      storage:
        "Ihr Browser darf sich hier nichts merken. Erlauben Sie das bitte in den Einstellungen. Oder nehmen Sie einen anderen Browser.",
      internal: "Bei uns ist etwas schiefgegangen. Bitte versuchen Sie es in einer Minute noch einmal.",
    },
    unsupported:
      "Dieser Browser kann keine Videogespräche. Nehmen Sie bitte Firefox, Chrome, Edge oder Safari. Haben Sie den Link in einer Nachricht geöffnet? Wählen Sie dort „Im Browser öffnen“.",
    insecure:
      "Diese Seite ist nicht sicher geöffnet. Die Adresse muss mit https beginnen. Nur dann gehen Kamera und Mikrofon.",
  },
  errors: {
    ...de.errors,
    notFound: {
      title: "Diese Seite gibt es nicht",
      lead:
        "Vielleicht fehlt etwas in der Adresse. Öffnen Sie noch einmal den Link aus Ihrer Einladung. Oder gehen Sie zur Startseite.",
    },
    notAllowed: {
      title: "So geht es nicht",
      lead: "Bitte fangen Sie auf der Startseite an.",
    },
    tooMany: {
      title: "Zu viele Anfragen",
      lead: "Bitte warten Sie eine Minute. Laden Sie die Seite dann neu.",
    },
    refused: {
      title: "Das hat nicht geklappt",
      lead: "Bitte fangen Sie auf der Startseite an.",
    },
    unavailable: {
      title: "Gerade geht es nicht",
      lead: "Der Server macht eine kurze Pause. Bitte laden Sie die Seite in einer Minute neu.",
    },
    internal: {
      title: "Bei uns ist etwas schiefgegangen",
      lead:
        "Das ist nicht Ihre Schuld. Bitte laden Sie die Seite neu. Geht es dann noch nicht? Rufen Sie in der Praxis an.",
    },
  },
  help: {
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
  },
  faq: {
    ...de.faq,
    description: "Fragen zur Videosprechstunde in Einfacher Sprache, kurz beantwortet.",
    lead: "Hier stehen kurze Antworten auf Ihre Fragen.",
    sections: [
      {
        id: "rules",
        title: "Welche Regeln gibt es beim Arzt?",
        blocks: [
          "Für Ärzte und Psychotherapeuten gibt es in Deutschland Regeln. Die Regeln sagen:",
          {
            list: [
              "Sie müssen nicht mitmachen. Sie können auch in die Praxis gehen.",
              "Die Praxis erklärt Ihnen alles vorher. Sie fragt, ob Sie einverstanden sind.",
              "Niemand darf heimlich zuhören.",
              "Am Anfang sagen alle ihren Namen.",
              "Niemand darf das Gespräch aufnehmen.",
              "Sie sagen Ihren richtigen Namen.",
              "Es gibt keine Werbung.",
              "Der Arzt oder die Ärztin sagt, ob ein Videogespräch reicht.",
            ],
          },
          "Beim Anwalt und beim Steuerberater sind diese Regeln auch gut.",
        ],
      },
      {
        id: "emergency",
        title: "Was mache ich im Notfall?",
        blocks: [
          "Warten Sie nicht auf das Videogespräch. Rufen Sie an:",
          {
            list: [
              "Gefahr für das Leben, Unfall, Feuer: 112",
              "Arzt in der Nacht und am Wochenende: 116 117",
              "Polizei: 110",
              "Jemand zum Reden, Tag und Nacht: 0800 111 0 111",
            ],
          },
          "Diese Nummern gelten in Deutschland. Die 112 gilt in ganz Europa.",
        ],
      },
      {
        id: "reach",
        title: "Mit wem kann ich hier sprechen?",
        blocks: [
          "Nur mit der Praxis, die Sie eingeladen hat. Niemand kann Sie hier einfach anrufen.",
        ],
      },
      {
        id: "recording",
        title: "Nimmt jemand das Gespräch auf?",
        blocks: [
          "Nein. Diese Seite kann das nicht. Niemand darf das Gespräch heimlich aufnehmen. Das ist verboten.",
        ],
      },
      {
        id: "name",
        title: "Muss ich meinen richtigen Namen sagen?",
        blocks: [
          "Beim Arzt ja. Die Praxis muss wissen, wer Sie sind. Nur die Praxis sieht Ihren Namen.",
        ],
      },
      {
        id: "time",
        title: "Wie lange darf das Gespräch dauern?",
        blocks: [
          "So lange Sie beide wollen. Der Code gilt noch 24 Stunden nach dem Termin. Sie können ihn mehrmals benutzen.",
        ],
      },
      {
        id: "nobody",
        title: "Niemand kommt. Was mache ich?",
        blocks: [
          "Bleiben Sie im Warteraum. Die Praxis sieht, dass Sie da sind. Manchmal dauert es etwas länger.",
          "Sie warten schon 15 Minuten? Dann rufen Sie in der Praxis an.",
        ],
      },
      {
        id: "late",
        title: "Ich bin zu spät. Geht es noch?",
        blocks: [
          "Ja, der Code gilt noch. Treten Sie bei. Am besten rufen Sie auch in der Praxis an.",
        ],
      },
      {
        id: "networks",
        title: "Darf ich ein fremdes WLAN benutzen?",
        blocks: [
          "Ja. Dort sieht niemand, was Sie sagen oder zeigen.",
          "Ohne WLAN verbraucht das Gespräch viele Daten. Das kann Geld kosten. Im Ausland ist es oft teuer.",
          "Setzen Sie sich an einen ruhigen Platz. Sonst hört vielleicht jemand zu.",
        ],
      },
      {
        id: "relatives",
        title: "Darf mir jemand helfen?",
        blocks: [
          "Ja. Ihre Familie oder eine andere Person darf dabei sein. Sagen Sie am Anfang, wer das ist.",
        ],
      },
      {
        id: "interpreter",
        title: "Ich spreche wenig Deutsch. Was geht?",
        blocks: [
          "Jemand kann neben Ihnen sitzen und übersetzen. Das gilt auch für die Gebärdensprache. Sagen Sie das der Praxis vorher.",
          "Diese Seite gibt es auf Deutsch, auf Englisch und in Einfacher Sprache. Oben auf jeder Seite können Sie die Sprache ändern.",
        ],
      },
      {
        id: "hearing",
        title: "Ich höre oder sehe schlecht. Was hilft?",
        blocks: [
          "Sie können im Gespräch auch schreiben. Viele Hörgeräte können Sie mit dem Telefon verbinden.",
          "Sie können die Seite größer machen. Ein Programm kann sie Ihnen vorlesen.",
        ],
      },
      {
        id: "encryption",
        title: "Was heißt „Ende-zu-Ende-verschlüsselt“?",
        blocks: [
          "Ihr Gerät macht aus Bild und Ton eine Geheimschrift. Nur das Gerät von Ihrem Gegenüber kann sie lesen. Sonst kann sie niemand lesen.",
          "Mit dem Sicherheitscode können Sie das prüfen. Das sind vier kleine Bilder.",
        ],
      },
      {
        id: "operator",
        title: "Was wissen die Menschen, denen diese Seite gehört?",
        blocks: [
          "Sie wissen, wann jemand in einen Raum kommt. Sie wissen, welche Praxis eingeladen hat. Sie kennen Ihren Namen nicht. Sie hören das Gespräch nicht.",
          "Aber sie können diese Seite ändern. Darum kann jeder das Programm lesen und prüfen.",
        ],
      },
      {
        id: "peer",
        title: "Sieht mein Gegenüber, wo ich bin?",
        blocks: [
          "Ihr Gegenüber sieht, was die Kamera zeigt. Das andere Gerät kennt auch Ihre Adresse im Internet. Die Seite zeigt diese Adresse aber nicht.",
        ],
      },
      {
        id: "cost",
        title: "Was kostet das?",
        blocks: [
          "Diese Seite kostet nichts. Sie brauchen keine App. Sie müssen sich nicht anmelden. Nur das Internet zahlen Sie selbst.",
          "Beim Arzt zahlt meist die Krankenkasse. Fragen Sie die Praxis.",
        ],
      },
      {
        id: "prescription",
        title: "Bekomme ich ein Rezept?",
        blocks: [
          "Das sagt Ihnen die Praxis. Manchmal müssen Sie dafür in die Praxis kommen.",
        ],
      },
      {
        id: "cookies",
        title: "Gibt es Werbung?",
        blocks: [
          "Nein. Niemand verfolgt Sie hier. Die Seite merkt sich nur Ihre Sprache.",
        ],
      },
      {
        id: "reuse",
        title: "Darf ich die Einladung weitergeben?",
        blocks: [
          "Bitte nicht. Haben Sie sie aus Versehen weitergegeben? Sagen Sie es der Praxis. Dann bekommen Sie einen neuen Code.",
        ],
      },
      {
        id: "device",
        title: "Kann ich ein anderes Gerät nehmen?",
        blocks: [
          "Ja. Nehmen Sie dort den gleichen Code. Schließen Sie die Seite auf dem ersten Gerät.",
        ],
      },
      {
        id: "public",
        title: "Das ist nicht mein Computer. Was bleibt zurück?",
        blocks: [
          "Schließen Sie am Ende alle Fenster. Dann ist Ihr Name weg.",
        ],
      },
    ] as Section[],
    more: "Zur Hilfe",
  },
  check: {
    ...de.check,
    title: "Kamera und Ton prüfen",
    lead: "Hier sehen Sie: Geht alles? Sie brauchen keinen Code. Niemand sieht oder hört Sie.",
    goOn: "Weiter ohne das",
    status: { ...de.check.status, running: "läuft gerade", weak: "geht nicht ganz" },
    camera: { picture: "Ihr Bild", seen: "Das sieht Ihre Kamera." },
    microphone: { ask: "Bitte sagen Sie etwas. Dann geht es weiter.", level: "So laut sind Sie" },
    loudspeaker: {
      ...de.check.loudspeaker,
      ask: "Machen Sie den Ton laut. Drücken Sie dann auf „Testton abspielen“.",
      playing: "Hören Sie hin …",
    },
    network: {
      ...de.check.network,
      running: "Wir prüfen Ihr Internet. Das dauert ein paar Sekunden.",
      ways: {
        server: "Server",
        direct: "Direkter Weg",
        udp: "Umweg mit UDP",
        tcp: "Umweg mit TCP",
        tls: "Umweg mit TLS",
      },
    },
    codes: {
      ...de.check.codes,
      unsupported: "Dieser Browser kann das nicht. Nehmen Sie Safari, Chrome, Firefox oder Edge.",
      microphone_silent: "Wir hören nichts. Ist das Mikrofon aus? Sprechen Sie noch einmal laut.",
      not_heard: "Machen Sie den Ton lauter. Hören Sie dann noch einmal.",
      server_unreachable: "Das Internet geht gerade nicht. Bitte prüfen Sie es.",
      network_blocks:
        "Ihr Netz sperrt Videogespräche. Schalten Sie am Telefon das WLAN aus. Oder nehmen Sie ein anderes WLAN.",
      relay_blocked: "Es geht. Kommt kein Gespräch? Dann nehmen Sie ein anderes Netz.",
    },
    verdicts: {
      ready: { title: "Alles ist gut", lead: "Sie können mitmachen." },
      ready_with_less: { title: "Es geht", lead: "Sie können mitmachen. Oben steht, was noch fehlt." },
      not_ready: {
        title: "Es geht noch nicht",
        lead: "Oben steht, was hilft. Prüfen Sie danach noch einmal.",
      },
    },
    detailsHint: "Darin steht nichts über Sie.",
  },
  call: {
    ...de.call,
    permission: {
      ...de.call.permission,
      lead: "Ihr Gegenüber will Sie sehen und hören. Dafür braucht diese Seite Kamera und Mikrofon.",
      ask: "Gleich fragt Ihr Browser danach. Wählen Sie „Zulassen“ oder „Erlauben“.",
      why: "Nur Ihr Gegenüber sieht und hört Sie. Niemand nimmt etwas auf.",
      audioOnly: "Nur mit Ton",
      asking: "Ihr Browser fragt jetzt. Wählen Sie „Zulassen“ oder „Erlauben“.",
    },
    invite: {
      ...de.call.invite,
      lead: "Drücken Sie auf den Knopf. Dann sind Sie im Warteraum.",
      nameHint: "So spricht man Sie im Gespräch an.",
    },
    guide: {
      ...de.call.guide,
      where: {
        chrome_desktop: "Schauen Sie oben links. Dort kommt die Frage.",
        firefox_desktop: "Schauen Sie oben links. Dort kommt die Frage.",
        safari_mac: "Schauen Sie oben in die Mitte. Dort kommt die Frage.",
        chrome_android:
          "Die Frage kommt in der Mitte. Vielleicht fragt auch das Telefon. Erlauben Sie beides.",
        firefox_android: "Die Frage kommt bei der Adresse. Das ist oben oder unten.",
        safari_ios: "Die Frage kommt in der Mitte.",
        ios_app: "Die Frage kommt in der Mitte.",
        other: "Schauen Sie oben. Dort kommt die Frage.",
      },
      undo: {
        chrome_desktop: [
          "Klicken Sie auf das Bild links von der Adresse.",
          "Schalten Sie Kamera und Mikrofon ein.",
        ],
        firefox_desktop: [
          "Klicken Sie auf das durchgestrichene Bild links von der Adresse.",
          "Klicken Sie dort auf das Kreuz.",
        ],
        safari_mac: [
          "Klicken Sie ganz oben auf „Safari“.",
          "Klicken Sie auf „Einstellungen für diese Website“.",
          "Erlauben Sie Kamera und Mikrofon.",
        ],
        chrome_android: [
          "Tippen Sie auf das Bild links von der Adresse.",
          "Tippen Sie auf „Berechtigungen“.",
          "Schalten Sie Kamera und Mikrofon ein.",
        ],
        firefox_android: [
          "Tippen Sie auf das Bild links von der Adresse.",
          "Tippen Sie auf „Blockiert“. Dann steht dort „Erlaubt“.",
        ],
        safari_ios: [
          "Tippen Sie auf das Bild links von der Adresse.",
          "Tippen Sie auf „Website-Einstellungen“.",
          "Erlauben Sie Kamera und Mikrofon.",
        ],
        ios_app: [
          "Öffnen Sie die Einstellungen vom Telefon.",
          "Tippen Sie dort auf den Namen von dieser App.",
          "Schalten Sie Kamera und Mikrofon ein.",
        ],
        other: [
          "Suchen Sie ein Bild neben der Adresse. Drücken Sie darauf.",
          "Erlauben Sie Kamera und Mikrofon.",
        ],
      },
      system: {
        windows: [
          "Öffnen Sie die Einstellungen von Windows.",
          "Öffnen Sie „Datenschutz und Sicherheit“.",
          "Erlauben Sie dort Kamera und Mikrofon.",
        ],
        mac: [
          "Öffnen Sie die Systemeinstellungen.",
          "Öffnen Sie „Datenschutz & Sicherheit“.",
          "Erlauben Sie dort Kamera und Mikrofon.",
        ],
        android: [
          "Öffnen Sie die Einstellungen vom Telefon.",
          "Öffnen Sie „Apps“ und dann den Browser.",
          "Erlauben Sie dort Kamera und Mikrofon.",
        ],
        ios: [
          "Öffnen Sie die Einstellungen vom Telefon.",
          "Öffnen Sie „Datenschutz & Sicherheit“.",
          "Erlauben Sie dort Kamera und Mikrofon.",
        ],
        other: ["Öffnen Sie die Einstellungen vom Gerät.", "Erlauben Sie dort Kamera und Mikrofon."],
      },
      back: "Kommen Sie dann hierher zurück. Drücken Sie auf „Noch einmal versuchen“.",
      otherBrowser: "Geht es immer noch nicht?",
      otherBrowserLead:
        "Vielleicht darf diese App die Kamera nicht benutzen. Nehmen Sie einen anderen Browser. Kopieren Sie den Link. Setzen Sie ihn dort oben ein.",
      codeToo: "Geben Sie dort wieder Namen und Code ein.",
    },
    entrance: {
      ...de.call.entrance,
      opening: "Gleich ist der Raum offen …",
      invites: "Sie haben eine Videosprechstunde mit: {practice}",
      planned: "Termin: {time}",
      early: {
        ...de.call.entrance.early,
        title: "Sie sind zu früh",
        movedTitle: "Ihr Termin ist neu",
        stay: "Lassen Sie die Seite offen. Dann geht es von allein weiter. Oder kommen Sie später wieder.",
        moved: "Vorher war der Termin {time}.",
        check: "Kamera und Mikrofon jetzt prüfen, in einem neuen Tab",
      },
      expired: {
        title: "Diese Einladung gilt nicht mehr",
        lead: "Der Termin war {time}. Er ist schon vorbei. Fragen Sie hier nach einem neuen: {practice}.",
      },
      cancelled: {
        title: "Diesen Termin gibt es nicht mehr",
        lead: "Der Termin war {time}. Er fällt aus. Fragen Sie hier nach: {practice}.",
      },
      unknown: {
        title: "Diese Einladung gilt nicht",
        lead:
          "Vielleicht fehlt ein Teil vom Link. Oder der Termin ist vorbei. Öffnen Sie den Link noch einmal. Oder fragen Sie die Praxis.",
      },
      incomplete: {
        title: "Im Link fehlt ein Teil",
        lead:
          "Öffnen Sie noch einmal Ihre Einladung. Tippen Sie dort auf den Link. Oder nehmen Sie Ihren Zugangscode.",
      },
      unreachable: "Das Internet geht gerade nicht. Bitte warten Sie.",
      unsupported: {
        title: "Dieser Browser kann keine Videogespräche",
        lead: "Vielleicht ist er zu alt. Oder eine andere App hat diese Seite geöffnet. So geht es:",
        steps: [
          "Sehen Sie im Menü „Im Browser öffnen“? Wählen Sie das.",
          "Sonst kopieren Sie den Link.",
          "Öffnen Sie Safari, Chrome, Firefox oder Edge.",
          "Setzen Sie den Link oben ein.",
        ],
      },
      insecure: {
        ...de.call.entrance.insecure,
        lead:
          "Die Adresse muss mit „https“ beginnen. Nur dann gehen Kamera und Mikrofon. Öffnen Sie noch einmal den Link aus der Einladung.",
      },
      copyFailed: "Das hat nicht geklappt. Bitte kopieren Sie den Link mit der Hand.",
      noScript:
        "Ihr Browser hält einen Teil dieser Seite an. Er heißt JavaScript. Schalten Sie JavaScript in den Einstellungen ein. Laden Sie die Seite dann neu.",
      stuck:
        "Die Seite ist noch nicht fertig. Vielleicht ist das Internet langsam. Laden Sie die Seite neu. Oder nehmen Sie einen anderen Browser.",
    },
    problems: {
      ...de.call.problems,
      media_denied: "Der Browser sperrt Kamera und Mikrofon. Das können Sie ändern.",
      media_dismissed:
        "Sie haben Nein gesagt oder die Frage geschlossen. Versuchen Sie es noch einmal. Wählen Sie dann „Zulassen“ oder „Erlauben“.",
      media_system_denied: "Ihr Gerät sperrt Kamera und Mikrofon. Das können Sie ändern.",
      camera_denied: "Der Browser sperrt die Kamera. Man hört Sie nur. Das können Sie ändern.",
      camera_in_use: "Ein anderes Programm benutzt die Kamera. Schließen Sie es. Man hört Sie schon.",
      microphone_in_use: "Ein anderes Programm benutzt das Mikrofon. Schließen Sie es. Man sieht Sie schon.",
      media_blocked: "Dieses Gerät sperrt Kamera und Mikrofon. Bitte nehmen Sie ein anderes Gerät.",
      devices_missing:
        "Ihr Gerät hat keine Kamera und kein Mikrofon. Stecken Sie eines ein. Versuchen Sie es dann noch einmal.",
      media_insecure: "Diese Seite ist nicht sicher geöffnet. Bitte öffnen Sie den Link aus Ihrer Einladung.",
      media_unsupported: "Dieser Browser kann das nicht. Nehmen Sie Firefox, Chrome, Edge oder Safari.",
      camera_missing: "Ihr Gerät hat keine Kamera. Man hört Sie nur.",
      microphone_missing: "Ihr Gerät hat kein Mikrofon. Man sieht Sie nur.",
      media_in_use:
        "Ein anderes Programm benutzt die Kamera. Schließen Sie es. Versuchen Sie es dann noch einmal.",
      media_failed: "Die Kamera geht nicht an. Bitte versuchen Sie es noch einmal.",
    },
    waiting: {
      ...de.call.waiting,
      guestLead: "Bitte warten Sie. Die Praxis holt Sie herein. Sie müssen nichts tun.",
      knocking: "Die Praxis weiß, dass Sie da sind. Gleich geht es los.",
      later: "Die Praxis weiß, dass Sie da sind. Es dauert noch ein paar Minuten. Bitte warten Sie hier.",
      planned: "Termin",
      level: "So laut sind Sie",
      levelHint: "Sprechen Sie. Die Balken müssen sich bewegen.",
      offline: "Das Internet ist gerade weg. Es kommt von allein wieder. Sie müssen nichts tun.",
    },
    status: {
      ...de.call.status,
      encrypted: "Verschlüsselt: nur für Sie beide",
      securing: "Die Seite prüft die Verbindung …",
      signalingLost: "Das Internet geht gerade schlecht. Bitte warten Sie.",
      soundBlocked: "Der Ton ist aus.",
    },
    panel: { ...de.call.panel, yourself: "– das sind Sie" },
    line: {
      ...de.call.line,
      reasons: {
        slow: "Ihr Internet ist gerade langsam. Das Bild wird schlecht.",
        lossy: "Ihr Internet ist gerade gestört.",
        delayed: "Ihr Internet ist gerade sehr langsam.",
      },
      rests: "Ihr Bild macht eine Pause. Der Ton geht weiter. Das Bild kommt von allein wieder.",
      partnerRests: "Das Bild von {name} macht eine Pause. Der Ton geht weiter.",
      rtt: "Dauer hin und zurück",
      lossOut: "Beim Senden verloren",
      lossIn: "Beim Empfangen verloren",
      paths: {
        direct: "direkt",
        relay_udp: "Umweg mit UDP",
        relay_tcp: "Umweg mit TCP",
        relay_tls: "Umweg mit TLS",
      },
    },
    recovery: {
      ...de.call.recovery,
      connecting: "Gleich geht es los …",
      interrupted: "Die Verbindung ist weg. Sie kommt von allein wieder. Bitte warten Sie.",
      offline: "Ihr Internet ist gerade weg. Ist es wieder da, geht es von allein weiter.",
      partner_away: "{name} ist gerade nicht da. Bitte warten Sie. Es geht von allein weiter.",
      network_blocks:
        "Ihr Netz sperrt Videogespräche. Schalten Sie am Telefon das WLAN aus. Oder nehmen Sie ein anderes WLAN.",
      partner_blocked: "Bei {name} sperrt das Netz Videogespräche. Ein anderes Netz hilft.",
      relay_refused:
        "Die Verbindung geht gerade nicht. Das ist nicht Ihre Schuld. Bitte sagen Sie es der Praxis.",
      no_relay: "Die beiden Geräte finden sich nicht. Schalten Sie das WLAN aus oder an.",
      network_missing: "Ihr Gerät hat kein Netz. Bitte schalten Sie das WLAN ein.",
      stuck: "Das dauert schon eine Minute. Wir versuchen es weiter. Das können Sie tun:",
    },
    chat: {
      ...de.call.chat,
      lead: "Nur Ihr Gegenüber liest das. Nach dem Gespräch ist alles weg.",
      sending: "noch nicht da …",
      detached: "Die Verbindung fehlt gerade. Ihre Nachricht geht später ab.",
      tooLarge: "Die Datei ist zu groß. Sie darf {size} haben.",
      addressLead: "Sie führt zu {host}. Kennen Sie die Seite? Das Gespräch läuft weiter.",
    },
    files: {
      ...de.call.files,
      mine: {
        ...de.call.files.mine,
        offered: "{name} muss noch Ja sagen.",
        moving: "Die Datei ist unterwegs …",
        checking: "Gleich ist sie da …",
        done: "Die Datei ist da.",
        interrupted: "Die Verbindung war weg. Bitte senden Sie die Datei noch einmal.",
        damaged: "Das hat nicht geklappt. Bitte senden Sie die Datei noch einmal.",
        unreadable: "Die Datei geht nicht auf. Bitte wählen Sie sie noch einmal.",
      },
      theirs: {
        ...de.call.files.theirs,
        checking: "Gleich ist sie da …",
        done: "Die Datei ist da. Speichern Sie sie vor dem Ende vom Gespräch.",
        interrupted: "Die Verbindung war weg. Fragen Sie noch einmal nach der Datei.",
        damaged: "Das hat nicht geklappt. Fragen Sie noch einmal nach der Datei.",
      },
    },
    devices: {
      ...de.call.devices,
      noise: "Lärm leiser machen",
      noNoise: "Lärm macht der Browser hier selbst leiser.",
      noSpeaker: "Den Lautsprecher wählen Sie am Computer.",
      phoneSound: "Ihr Gerät wählt den Lautsprecher selbst.",
    },
    showing: {
      ...de.call.showing,
      detail: "Karte zeigen",
      detailHint: "Das Bild ist dann scharf. Gut für Ihre Karte von der Krankenkasse.",
      detailLead: "Halten Sie die Karte ruhig in die Mitte. Niemand speichert das Bild.",
    },
    safetyCode: {
      ...de.call.safetyCode,
      lead:
        "Lesen Sie sich die vier Bilder vor. Sind sie bei beiden gleich? Dann hört niemand mit. Sind sie anders? Dann legen Sie auf.",
    },
    hangUp: {
      ...de.call.hangUp,
      title: "Wollen Sie aufhören?",
      lead: "Sie können mit dem gleichen Code wiederkommen.",
    },
    ended: {
      ...de.call.ended,
      replaced: "Das Gespräch ist in einem anderen Fenster",
      refused: "Sie sind nicht im Raum",
      removed: "Das Gespräch ist zu Ende",
      removedLead: "Die Praxis hat das Gespräch beendet. Kamera und Mikrofon sind aus.",
      refusedLead: "Die Praxis hat Sie nicht eingelassen. Bitte rufen Sie dort an.",
    },
    failures: {
      ...de.call.failures,
      consultation_unknown: "Diesen Termin gibt es nicht mehr. Bitte fragen Sie die Praxis.",
      not_open_yet: "Sie sind zu früh. Der Warteraum öffnet um {time}.",
      locked: "Der Raum ist zu. Bitte rufen Sie in der Praxis an.",
      room_full: "Der Warteraum ist gerade voll. Bitte versuchen Sie es in ein paar Minuten noch einmal.",
      too_many_requests: "Das waren zu viele Versuche. Bitte warten Sie {seconds} Sekunden.",
      code_replaced:
        "Ihr Code gilt nicht mehr. Es gibt einen neuen Code. Bitte fragen Sie die Praxis danach.",
      tag_mismatch:
        "Der Code passt nicht zu diesem Termin. Bitte prüfen Sie den Code. Oder fragen Sie die Praxis.",
      host_silent: "Der Code ist falsch. Bitte fragen Sie die Praxis.",
      secret_unavailable: "Der Code geht nicht. Bitte fragen Sie die Praxis nach einem neuen Code.",
      fingerprint_mismatch: UNSAFE,
      fingerprint_missing: UNSAFE,
      confirmation_mismatch: UNSAFE,
      confirmation_missing: UNSAFE,
      commitment_mismatch: UNSAFE,
      share_invalid: UNSAFE,
      box_invalid: UNSAFE,
      hello_mismatch: UNSAFE,
      role_wrong: UNSAFE,
      peer_id_mine: UNSAFE,
      peer_id_wrong: UNSAFE,
      unexpected_message: UNSAFE,
      malformed: BROKEN,
      message_malformed: BROKEN,
      version_unsupported: BROKEN,
      resume_unknown: "Bitte treten Sie noch einmal mit Ihrem Zugangscode bei.",
      counter_exhausted: "Das Gespräch war sehr lang. Bitte versuchen Sie es noch einmal.",
      storage_failed: "Ihr Browser darf sich hier nichts merken. Bitte nehmen Sie ein normales Fenster.",
      network: "Das Internet geht gerade nicht. Bitte versuchen Sie es noch einmal.",
      link_failed: "Die beiden Geräte finden sich nicht. Bitte versuchen Sie es noch einmal.",
      other: "Etwas ist schiefgegangen. Bitte versuchen Sie es noch einmal.",
    },
  },
  practice: {
    ...de.practice,
    invitation: {
      ...de.practice.invitation,
      body:
        "Guten Tag {name},\n\nSie haben eine Videosprechstunde.\n\nMit: {practice}\nAm: {start}\n\nTippen Sie auf diesen Link:\n{link}\n\nOder gehen Sie auf diese Seite:\n{origin}\nGeben Sie dort Ihren Namen ein.\nGeben Sie dann diesen Code ein:\n{code}\n\nSie brauchen ein Telefon, ein Tablet oder einen Computer.\nBitte geben Sie Link und Code nicht weiter.\n{phoneLine}",
      phoneLine: "\nHaben Sie Fragen? Rufen Sie uns an: {phone}.",
      calendar: {
        ...de.practice.invitation.calendar,
        body:
          "Tippen Sie auf diesen Link:\n{link}\n\nOder gehen Sie auf diese Seite:\n{origin}\nGeben Sie dort Ihren Namen ein.\nGeben Sie dann diesen Code ein:\n{code}\n{phoneLine}",
      },
      letter: {
        ...de.practice.invitation.letter,
        lead: "Sie haben einen Termin. Sie sprechen mit uns per Video.",
        steps: [
          "Nehmen Sie ein Telefon, ein Tablet oder einen Computer.",
          "Halten Sie die Kamera auf das Bild unten. Tippen Sie auf den Link. Oder gehen Sie auf {host}. Geben Sie Ihren Namen und den Code ein.",
          "Erlauben Sie Kamera und Mikrofon. Warten Sie dann. Wir holen Sie herein.",
        ],
        phone: "Haben Sie Fragen? Rufen Sie uns an: {phone}",
        secret: "Bild und Code sind nur für Sie. Bitte geben Sie beides nicht weiter.",
      },
    },
  },
};
