import type { Section } from "../text_blocks.ts";

/** German: questions and answers. */
export const faq = {
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
        "Keine Werbung, keine Verfolgung, keine fremden Server. Cookies entstehen nur, wenn Sie die Sprache umstellen oder sich als Praxis anmelden.",
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
} as const;
