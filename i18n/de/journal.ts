/** German: the practice's security record. */
export const journal = {
  title: "Sicherheits\u00adprotokoll",
  lead:
    "Wer hat was getan? Jede Zeile ist mit dem Schlüssel Ihrer Praxis verschlossen und mit der vorigen verbunden. Nur was der Server allein sieht, etwa falsche Versuche, kann er auch lesen. Namen von Eingeladenen stehen hier nicht. Nach 90 Tagen verschwinden die Zeilen.",
  link: "Sicherheitsprotokoll ansehen",
  linkLead: "Es zeigt, wer eingeladen, entfernt oder etwas geändert hat, und wer sich falsch angemeldet hat.",
  loading: "Das Protokoll wird geladen …",
  empty: "Noch steht nichts im Protokoll.",
  byServer: "vom Server bemerkt",
  problems: {
    missing:
      "Achtung: Im Protokoll fehlen Zeilen, die schon da waren. Der Server hat sie weggelassen. Bitte wenden Sie sich an die Person, die den Server betreibt.",
    changed:
      "Achtung: Das Protokoll wurde verändert. Bitte wenden Sie sich an die Person, die den Server betreibt.",
  },
  news: "Das betrifft Ihr Konto",
  newsHint:
    "Waren Sie das nicht? Dann ändern Sie in den Einstellungen Ihre Passphrase und entfernen Sie fremde Passkeys.",
  seen: "Gesehen",
  unreadable: "Eine Zeile aus der Zeit, bevor Sie ins Team kamen: Ihr Schlüssel öffnet sie nicht.",
  unknownKind: "{who} hat etwas getan, das diese Version nicht kennt.",
  somebody: "Jemand, der nicht mehr im Team ist,",
  somebodyElse: "jemandem, der nicht mehr im Team ist",
  kinds: {
    member_invited: "{who} hat jemanden ins Team eingeladen ({role}).",
    invitation_withdrawn: "{who} hat eine Einladung ins Team zurückgezogen.",
    member_joined: "{who} ist neu im Team ({role}).",
    member_removed: "{who} hat {name} aus dem Team entfernt. Seitdem hat die Praxis einen neuen Schlüssel.",
    key_changed: "{who} hat den Schlüssel der Praxis erneuert.",
    settings_changed: "{who} hat die Einstellungen der Praxis geändert.",
    passphrase_changed: "{who} hat die eigene Passphrase geändert.",
    recovery_key_renewed: "{who} hat einen neuen Notfallschlüssel erstellt.",
    recovery_key_used: "{who} hat sich mit dem Notfallschlüssel angemeldet.",
    passkey_added: "{who} hat einen Passkey angelegt.",
    passkey_removed: "{who} hat einen Passkey entfernt.",
    sessions_ended: "{who} hat eigene Geräte abgemeldet.",
    member_signed_out: "{who} hat alle Geräte von {name} abgemeldet.",
    code_replaced: "{who} hat einen Zugangscode ersetzt.",
    code_blocked: "Bei {other} wurde ein Code gesperrt: Es gab zu viele falsche Versuche.",
    told: "{who} hat die Hinweise zum eigenen Konto gelesen.",
    sign_in_failed: "Falsche Passphrasen bei der Anmeldung als {other}, an einem Tag: {count}.",
    recovery_failed: "Falsche Notfallschlüssel für {other}, an einem Tag: {count}.",
    passkey_failed: "Abgelehnte Passkeys von {other}, an einem Tag: {count}.",
    passphrase_failed: "Falsche Passphrasen von {other} nach der Anmeldung, an einem Tag: {count}.",
    new_browser: "{who} hat sich an einem neuen Gerät angemeldet: {device}.",
  },
};
