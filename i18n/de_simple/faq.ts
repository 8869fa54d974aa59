import type { Section } from "../text_blocks.ts";
import type { Catalogue } from "../catalogue.ts";
import { de } from "../de/mod.ts";

/** German in plain words: questions and answers. */
export const faq: Catalogue["faq"] = {
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
};
