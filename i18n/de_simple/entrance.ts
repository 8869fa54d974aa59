/** German in plain words: on the way into the room. */
import type { Catalogue } from "../catalogue.ts";
import { de } from "../de/mod.ts";

export const guide: Catalogue["call"]["guide"] = {
  ...de.call.guide,
  where: {
    chrome_desktop: "Schauen Sie oben links. Dort kommt die Frage.",
    firefox_desktop: "Schauen Sie oben links. Dort kommt die Frage.",
    safari_mac: "Schauen Sie oben in die Mitte. Dort kommt die Frage.",
    chrome_android: "Die Frage kommt in der Mitte. Vielleicht fragt auch das Telefon. Erlauben Sie beides.",
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
};

export const entrance: Catalogue["call"]["entrance"] = {
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
};

export const problems: Catalogue["call"]["problems"] = {
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
};

export const waiting: Catalogue["call"]["waiting"] = {
  ...de.call.waiting,
  guestLead: "Bitte warten Sie. Die Praxis holt Sie herein. Sie müssen nichts tun.",
  knocking: "Die Praxis weiß, dass Sie da sind. Gleich geht es los.",
  later: "Die Praxis weiß, dass Sie da sind. Es dauert noch ein paar Minuten. Bitte warten Sie hier.",
  planned: "Termin",
  level: "So laut sind Sie",
  levelHint: "Sprechen Sie. Die Balken müssen sich bewegen.",
  offline: "Das Internet ist gerade weg. Es kommt von allein wieder. Sie müssen nichts tun.",
  unavailable: "Der Server macht eine Pause. Es geht von allein weiter. Sie müssen nichts tun.",
};
