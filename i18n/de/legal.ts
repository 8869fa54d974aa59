import type { Section } from "../text_blocks.ts";

/** German: legal pages. */
export const legal = {
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
              "Im Sicherheitsprotokoll einer Praxis, höchstens 90 Tage lang: falsche Anmeldeversuche bei ihren Konten, je Tag gezählt, und Anmeldungen an neuen Geräten, ohne Internetadresse. Alles andere darin ist mit dem Schlüssel der Praxis verschlossen.",
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
              "Auf dem Gerät, wenn Sie mit einem Zugangscode gekommen sind: wie oft er nicht gepasst hat, und woran Ihr Browser die Praxis wiedererkennt, damit sich niemand für sie ausgeben kann. Beides bleibt 400 Tage.",
              "Bei Praxen, solange sie angemeldet sind: der Schlüssel der Praxis, den der Browser niemandem zeigt; bis zum Ende jeder Videosprechstunde, wer schon eingelassen war; 400 Tage lang, wie oft ein Code falsch benutzt wurde, und welchen Stand der Browser zuletzt gesehen hat, damit der Server keinen älteren zeigen kann; und dauerhaft die zuletzt gewählte Sprache für Einladungen, und bis Sie Ihren Notfallschlüssel bestätigt haben, eine Erinnerung daran.",
            ],
          },
          "Verbietet Ihr Browser das Speichern, geht das Gespräch mit dem Einladungslink trotzdem: Dann ist alles beim Schließen oder Neuladen der Seite vergessen.",
          "Cookies gibt es nur vier: eines für die Sprache, wenn Sie sie umstellen, und drei für die Anmeldung von Praxen. An dem zweiten erkennt der Server ein halbes Jahr lang Browser wieder, an denen sich jemand aus einer Praxis angemeldet hat, damit Fremde niemanden aussperren können. Das dritte sagt während einer Anmeldung nur, dass es sie gibt, damit Links aus anderen Seiten zu ihr finden. Alle sind technisch notwendig (Paragraf 25 Absatz 2 TDDDG). Es gibt keine Werbung, keine Verfolgung und keine Anfragen an fremde Server.",
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
} as const;
