import type { Catalogue } from "../catalogue.ts";
import { de } from "../de/mod.ts";
import { entrance, guide, problems, waiting } from "./entrance.ts";

/** Why exactly does not help here: what to do is the same. */
const UNSAFE =
  "Die Seite hat das Gespräch beendet. Vielleicht hört jemand mit. Bitte rufen Sie in der Praxis an.";

const BROKEN = "Etwas ist schiefgegangen. Bitte laden Sie die Seite auf beiden Geräten neu.";

/** German in plain words: room and call. */
export const call: Catalogue["call"] = {
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
  guide,
  entrance,
  problems,
  waiting,
  status: {
    ...de.call.status,
    encrypted: "Verschlüsselt: nur für Sie beide",
    securing: "Die Seite prüft die Verbindung …",
    signalingLost: "Der Server antwortet gerade nicht. Bitte warten Sie.",
    serverDisturbs: "Es gibt gerade eine Störung. Ihr Gespräch geht weiter. Nur Sie beide hören es.",
    openElsewhere:
      "Vielleicht ist dieser Raum noch auf einem anderen Gerät offen. Das Gespräch geht hier weiter. Wollen Sie wechseln? Dann legen Sie hier auf.",
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
    unavailable: "Der Server macht eine Pause. Ist er wieder da, geht es von allein weiter.",
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
  asking: {
    ...de.call.asking,
    lead:
      "Die Verbindung ist weg. Die Praxis kennt Ihr Gerät nicht mehr. Kamera und Mikrofon senden jetzt nichts. Klopfen Sie noch einmal an? Dann lässt die Praxis Sie neu ein. Sie sind nicht sicher? Dann rufen Sie vorher dort an.",
  },
  safetyCode: {
    ...de.call.safetyCode,
    changed: "Die vier Bilder sind jetzt andere. Bitte vergleichen Sie sie mit {name}.",
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
    not_open_yet: "Sie sind zu früh. Der Warteraum öffnet: {time}.",
    locked: "Der Raum ist zu. Bitte rufen Sie in der Praxis an.",
    room_full: "Der Warteraum ist gerade voll. Bitte versuchen Sie es in ein paar Minuten noch einmal.",
    too_many_requests: "Das waren zu viele Versuche. Bitte warten Sie {wait}.",
    code_replaced: "Ihr Code gilt nicht mehr. Es gibt einen neuen Code. Bitte fragen Sie die Praxis danach.",
    seat_ended:
      "Die Praxis hat Sie aus dem Warteraum geschickt. War das ein Fehler? Versuchen Sie es noch einmal. Oder rufen Sie in der Praxis an.",
    tag_mismatch:
      "Der Code passt nicht zu diesem Termin. Bitte prüfen Sie den Code. Oder fragen Sie die Praxis.",
    practice_unproved:
      "Jemand anderes gibt sich als die Praxis aus. Wir haben nichts gesendet. Bitte rufen Sie in der Praxis an.",
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
    unavailable: "Der Server macht eine kurze Pause. Bitte versuchen Sie es in einer Minute noch einmal.",
    link_failed: "Die beiden Geräte finden sich nicht. Bitte versuchen Sie es noch einmal.",
    other: "Etwas ist schiefgegangen. Bitte versuchen Sie es noch einmal.",
  },
};
