import type { Catalogue } from "../catalogue.ts";
import { de } from "../de/mod.ts";

/** German in plain words: check page. */
export const check: Catalogue["check"] = {
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
    server_unavailable: "Der Server macht eine kurze Pause. Prüfen Sie in einer Minute noch einmal.",
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
};
