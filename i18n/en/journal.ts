import type { Catalogue } from "../catalogue.ts";

/** English: the practice's security record. */
export const journal: Catalogue["practice"]["journal"] = {
  title: "Security record",
  lead:
    "Who has done what? Each line is sealed with the key of your practice and linked to the one before. Only what the server alone sees, such as wrong tries, it can read, too. Names of invited people are not in here. Lines disappear after 90 days.",
  link: "See the security record",
  linkLead: "It shows who has invited, removed or changed something, and who has failed to sign in.",
  loading: "Loading the record …",
  empty: "There is nothing in the record yet.",
  byServer: "noticed by the server",
  problems: {
    missing:
      "Caution: lines are missing from the record that were there before. The server has left them out. Please contact the person who runs the server.",
    changed: "Caution: the record was changed. Please contact the person who runs the server.",
  },
  news: "This concerns your account",
  newsHint:
    "Was it not you? Then change your passphrase in the settings, and remove passkeys that are not yours.",
  seen: "Seen",
  unreadable: "A line from the time before you joined the team: your key does not open it.",
  unknownKind: "{who} did something that this version does not know.",
  somebody: "Somebody who is no longer in the team",
  somebodyElse: "somebody who is no longer in the team",
  kinds: {
    member_invited: "{who} invited somebody to the team ({role}).",
    invitation_withdrawn: "{who} withdrew an invitation to the team.",
    member_joined: "{who} is new in the team ({role}).",
    member_removed: "{who} removed {name} from the team. The practice has had a new key since.",
    key_changed: "{who} renewed the key of the practice.",
    settings_changed: "{who} changed the settings of the practice.",
    passphrase_changed: "{who} changed their own passphrase.",
    recovery_key_renewed: "{who} made a new recovery key.",
    recovery_key_used: "{who} signed in with the recovery key.",
    passkey_added: "{who} added a passkey.",
    passkey_removed: "{who} removed a passkey.",
    sessions_ended: "{who} signed out devices of their own.",
    member_signed_out: "{who} signed out all devices of {name}.",
    code_replaced: "{who} replaced an access code.",
    code_blocked: "A code of {other} was blocked: there were too many wrong tries.",
    told: "{who} read the notices about their own account.",
    sign_in_failed: "Wrong passphrases when signing in as {other}, in one day: {count}.",
    recovery_failed: "Wrong recovery keys for {other}, in one day: {count}.",
    passkey_failed: "Refused passkeys of {other}, in one day: {count}.",
    passphrase_failed: "Wrong passphrases of {other} after the sign-in, in one day: {count}.",
    new_browser: "{who} signed in at a new device: {device}.",
  },
};
