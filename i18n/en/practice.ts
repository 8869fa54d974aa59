import type { Catalogue } from "../catalogue.ts";
import { passkeys, proof, recover, recoveryKey } from "./account.ts";
import { create, invitation, list } from "./consultations.ts";
import { journal } from "./journal.ts";

/** English: the practice, its accounts, team and settings. */
export const practice: Catalogue["practice"] = {
  nav: {
    label: "Practice",
    consultations: "Consultations",
    create: "New invitation",
    members: "Team",
    settings: "Settings",
    signOut: "Sign out",
    signingOut: "Signing out …",
    signOutFailed: "Signing out did not work. Please try again.",
  },
  scriptNeeded:
    "The practice area needs JavaScript: names and codes are made in your browser, not on the server.",
  errors: {
    network: "The server cannot be reached. Please check your internet connection and try again.",
    unavailable: "The server does not answer at the moment. Please try again in a minute.",
    internal: "Something went wrong on the server. Please try again.",
    bad_request: "The server could not make sense of this. Please check what you entered.",
    too_large: "What you have entered is too long in all. Please shorten it.",
    cross_site: "This request did not come from this site. Please reload the page.",
    signed_out: "Your sign-in has ended. Please sign in again.",
    forbidden: "You are not allowed to do this.",
    consultation_unknown: "This consultation is no longer there.",
    consultation_running:
      "Both are in the room at the moment, the practice and the guest. It can be moved when one of them has left.",
    undo_too_late: "It is too late for that: code and link no longer work. Please invite again.",
    too_many_requests: "These were too many tries. Please wait {wait} and try again.",
    storage_unavailable:
      "This browser cannot store anything here (private window or full disk?). But the key of your practice has to be in this browser while you are signed in.",
    vault_locked:
      "This browser does not have the key of your practice, so names and codes are missing. Please enter your passphrase under “Consultations”, or sign in again.",
    vault_invalid:
      "What the server kept does not fit your key. It was changed. Please contact whoever runs the server.",
    vault_older:
      "The server has shown an older state than this browser has already seen. It is not used. Please contact the person who runs the server.",
    vault_former_key:
      "Something was written afterwards with an old key of your practice. It is not used. Perhaps somebody wrote it who no longer belongs to the team. Please contact the person who runs the server.",
    records_changed: "Somebody has just changed a consultation or the settings. Please try again.",
    version_conflict: "Somebody else has just changed the same thing. Please try again.",
    setup_token_wrong:
      "This set-up link is not valid. Please use the link that the server printed at its last start.",
    setup_token_missing:
      "To create the practice you need the set-up link that the server printed when it started.",
    setup_closed: "The practice exists already.",
    link_incomplete:
      "A part of this link is missing. Please open it once more, or copy the whole of it, to the last character.",
    member_unknown: "This person is no longer in the team.",
    member_invitation_unknown:
      "This invitation to the team is not valid, or no longer: each link works once and for at most 48 hours. Please ask for a new one.",
    email_taken: "Somebody with this email address is in the team already.",
    members_full:
      "The team is full. Please contact the practice: somebody has to be removed from the team first.",
    members_changed: "Something in the team has just changed. Please load the page again and try once more.",
    passphrase_wrong: "That is not your current passphrase.",
    session_unknown: "This device is signed out already.",
    passkey_unknown:
      "The server does not know this passkey, or no longer. Please sign in with email and passphrase.",
    passkey_needed:
      "Your practice requires a passkey. Please sign in with your passkey. If it is lost, the recovery key helps (at “Forgotten your passphrase?”).",
    proof_needed: "The server wants to know once more that it is you. Please try again.",
    proof_cancelled: "You have not confirmed that it is you. Nothing was changed.",
    passkey_none: "You do not have a passkey yet. Please use your passphrase.",
    passkey_keyless:
      "This passkey can only sign in; it does not open the key of your practice here. Please use your passphrase.",
    version_unsupported:
      "This link comes from an earlier version of this page and is no longer valid. Please ask for a new one.",
    passkey_refused: "The server has not accepted this passkey. Please try again, or use the passphrase.",
    passkey_copied:
      "There may be two of this passkey: it counts backwards. Please sign in with the passphrase, remove the passkey in the settings and add a new one.",
    passkey_origin:
      "Passkeys do not work under this address. Please open the page under its proper name, or use the passphrase.",
    passkey_exists: "You already have a passkey for this practice on this device.",
    passkeys_full: "You cannot have more passkeys. Please first remove one that you no longer need.",
    passkey_expired: "That took too long. Please try again.",
    passkey_timed_out: "The browser has waited too long for the confirmation. Please try again.",
    passkey_cancelled:
      "No passkey was used: you have cancelled, or there is none for this page here. Try again, or use the passphrase.",
    passkey_unsupported:
      "This browser or this device cannot make a suitable passkey. Please use the passphrase.",
    recovery_wrong:
      "Email and recovery key do not belong together, or this key has been used already. Only the newest one is valid.",
    sign_in_wrong: "Email and passphrase do not belong together. Please check both.",
    empty: "Please fill in this field.",
    too_long: "This is too long. Please shorten it.",
    email_malformed: "Please enter an email address, for example name@practice.org.",
    passphrase_short: "The passphrase needs at least 15 characters.",
    passphrase_long: "The passphrase may have at most 256 characters.",
    passphrase_common:
      "This passphrase is easy to guess: it is made of well-known passwords, your names, repetitions or rows of keys. Please choose another one, for example four or five random words.",
    passphrase_mismatch: "The two passphrases are not the same.",
    invitation_unknown: "This invitation does not exist, or no longer.",
    start_missing: "Please enter when it starts.",
    start_skipped: "That day does not have this hour: clocks are put forward.",
    start_past: "The start is too long ago: the code would have expired already.",
    start_far: "The start may be at most one year from now.",
  },
  showPassphrase: "Show characters",
  setUp: {
    title: "Create your practice",
    intro: "Fill this in once, then you can invite. Further people can be added later.",
    practiceName: "Practice name",
    practiceNameHint: "Everyone you invite sees it like this.",
    memberName: "Your name",
    memberNameHint: "For example “Dr Anna Example”. It is shown below your picture in the call.",
    email: "Email",
    emailHint: "You sign in with it. We send no mail.",
    passphrase: "Passphrase",
    passphraseHint:
      "At least 15 characters. Best are four or five random words with spaces between them, or a suggestion of your password manager.",
    passphraseOld:
      "Your passphrase is shorter than the 15 characters that new ones must have now. It still works, but a longer one is safer.",
    repeat: "Repeat passphrase",
    submit: "Create practice",
    stretching: "One moment … your passphrase is turned into a key in this browser.",
    toSignIn: "Go to sign-in",
  },
  signIn: {
    title: "Sign in",
    intro: "For practitioners and advisers. Whoever is invited needs no sign-in.",
    forgotten: "Forgotten your passphrase?",
    toJoin: "I have an access code",
    email: "Email",
    passphrase: "Passphrase",
    submit: "Sign in",
    stretching: "One moment … your passphrase is checked in this browser.",
    passkeyTitle: "Sign in with a passkey",
    passkeyLead: "With fingerprint, face or PIN, if you have added a passkey in the settings.",
    usePasskey: "Use a passkey",
    passkeyBusy: "Please confirm in your browser’s window.",
  },
  proof,
  openVault: {
    title: "Your passphrase, too",
    lead:
      "You are signed in. Names, notes and codes are still locked, though: this browser does not have the key of your practice. Your passphrase opens it.",
    why: "This happens when a passkey can only sign in, or when this browser’s storage was cleared.",
    submit: "Open",
  },
  passkeys,
  notForAssistants: {
    title: "For practitioners only",
    lead:
      "With your account you can invite and cancel, but not enter a room. So the conversation stays between the two of them.",
    toList: "To the consultations",
  },
  members: {
    title: "Team",
    you: "you",
    roles: { practitioner: "Practitioner", assistant: "Assistant" },
    roleLeads: {
      practitioner: "runs conversations and decides who belongs to the team.",
      assistant: "invites and cancels, but never enters a room.",
    },
    unbound: "Name and task are not confirmed yet. This happens when this person signs in the next time.",
    changed:
      "Caution: the server shows something else about this person than the team has sealed. Name, email or task may be wrong. Ask the person, and contact the person who runs the server.",
    open: "Open invitations",
    until: "valid until {time}",
    taken: "Somebody has opened the link and begun to create an account.",
    withdraw: "Withdraw",
    withdrawn: "The invitation is no longer valid.",
    practitionersOnly: "Only practitioners can invite, remove and make a new key.",
    invite: "Invite somebody to the team",
    inviteLead:
      "You get a link that you hand on yourself. It works once and for 48 hours. Whoever uses it first belongs to the team and can read the names and codes of your practice: give it to that person only.",
    role: "Task",
    makeLink: "Make the link",
    linkTitle: "The link is ready",
    linkLead: "It is shown only this once. Hand it on in a way that you trust.",
    copy: "Copy link",
    copied: "Copied.",
    copyFailed: "Copying did not work. Please select the link and copy it by hand.",
    remove: "Remove",
    endSessions: "Sign out everywhere",
    endOwnSessions: "Sign out my other devices",
    sessionsEnded: "{name} is signed out everywhere.",
    ownSessionsEnded: "Your other devices are signed out.",
    questions: {
      remove: {
        title: "Remove {name} from the team?",
        lead:
          "The account is deleted at once. The practice gets a new key, and everybody else has to sign in again. Open invitations to the team expire.",
        yes: "Yes, remove",
      },
      endSessions: {
        title: "Sign out {name}?",
        lead:
          "The account stays, but all devices of this person are signed out and leave rooms in which they wait. This helps if a device is lost.",
        yes: "Yes, sign out",
      },
      endOwnSessions: {
        title: "Sign out your other devices?",
        lead:
          "Here you stay signed in. All your other devices are signed out and leave rooms in which they wait. This helps if a device is lost.",
        yes: "Yes, sign out",
      },
    },
    removeNo: "Cancel",
    newKey: {
      title: "The practice’s key",
      lead:
        "With a new key everything is locked anew, and the old one opens nothing new. You need it if a device was stolen or lost, or if you believe that a stranger has got at names and codes.",
      make: "Make a new key for the practice",
      question: "Make a new key?",
      questionLead:
        "Nobody leaves the team. Here you stay signed in, all other devices of the practice are signed out, and everybody else has to sign in again. Open invitations to the team expire. Invitations to consultations stay valid.",
      yes: "Yes, make a new key",
      made: "The practice has a new key.",
    },
    removed: "{name} is no longer in the team. The practice has a new key.",
    oldSeals:
      "Consultations that are still locked with the former key: {count}. This goes on as soon as somebody in the team opens the list of consultations.",
    oldSealsUnknown:
      "Some of the data may still be locked with the former key: the server has not answered. This goes on as soon as somebody in the team opens this page or the list of consultations.",
    oldSealsSettings:
      "The settings of the practice are still locked with the former key. Confirm once more that it is you, then it goes on.",
    resealNow: "Go on now",
    busy: "One moment …",
  },
  join: {
    title: "Join the team",
    invited: "{practice} invites you to the team.",
    task: "Your task:",
    submit: "Create account",
  },
  recover,
  journal,
  settings: {
    title: "Settings",
    passphraseTitle: "Change the passphrase",
    passphraseLead: "All other devices on which you are signed in will be signed out.",
    currentPassphrase: "Current passphrase",
    newPassphrase: "New passphrase",
    repeatPassphrase: "Repeat new passphrase",
    changePassphrase: "Change passphrase",
    passphraseChanged: "The passphrase is changed. Your other devices are signed out.",
    sessionsTitle: "Devices signed in",
    thisDevice: "this device",
    unknownDevice: "Unknown device",
    since: "Signed in on {time}",
    sinceByPasskey: "Signed in with a passkey on {time}",
    seen: "last used on {time}",
    endOne: "Sign this device out",
    oneEnded: "{device} is signed out.",
    endOthers: "Sign out all others",
    othersEnded: "You are signed in here only.",
    recoveryTitle: "Recovery key",
    recoveryLead:
      "Is the sheet gone, or has somebody seen it? Then make a new key. The old one is no longer valid after that.",
    renewRecoveryKey: "Make a new recovery key",
  },
  practiceSettings: {
    title: "Practice and invitations",
    practitionersOnly: "Only practitioners can change this.",
    loading: "Loading the settings …",
    name: "Practice name",
    nameHint: "Everybody whom you invite sees it like this.",
    phone: "Phone number (optional)",
    phoneHint: "Shown to whoever waits, and in invitations. You can change it in each invitation.",
    lobby: "Waiting room opens",
    lobbyHint: "Applies to invitations that you create or move from now on.",
    lobbyMinutes: "{minutes} minutes before",
    idle: "Sign out when nobody is there",
    idleHint: "Whoever neither clicks nor types for so long is signed out. A running call counts as use.",
    idleMinutes: "after {minutes} minutes",
    passkeysRequired: "Sign in with a passkey only",
    passkeysRequiredHint:
      "Whoever has no passkey yet adds one after the passphrase; from then on the passphrase alone is not enough. If a passkey is lost, the recovery key helps.",
    logo: "Logo for the letter (optional)",
    logoHint: "A picture, for example PNG or JPEG. The browser makes it smaller and encrypts it.",
    logoAlt: "Your logo",
    logoRemove: "Remove logo",
    texts: "Texts of the invitations",
    textsHint:
      "The server cannot read your texts. What the invitation says takes the place of the words in curly brackets:",
    places: {
      name: "name of the invited person",
      practice: "practice name",
      start: "day and time",
      code: "access code",
      link: "invite link",
      origin: "address of this site",
      phone: "phone number of the invitation",
      phoneLine: "a sentence with the phone number, where there is one",
    },
    ownText: "your own text",
    parts: { subject: "Subject of the email", body: "Text of the email", sms: "Text message" },
    reset: "Use our texts",
    save: "Save settings",
    saving: "Saving …",
    saved: "Saved.",
    errors: {
      empty: "Please fill in this field.",
      too_long: "That is too long. Please shorten it.",
      place_unknown: "We do not know {place}. Please use only the words from above.",
      place_missing: "The way in is missing here: the link or the code, each in curly brackets.",
      logo_unreadable: "The browser cannot read this file as a picture. Please use PNG or JPEG.",
      logo_too_large: "This picture is too large. Please use a smaller or simpler one.",
      settings_conflict:
        "Somebody else has just changed the same. Your version still stands here. Save again to keep it; reload the page to take the other one.",
      passkey_needed:
        "Please first sign in with a passkey yourself. Then it is certain that passkeys work here, and nobody is locked out.",
      settings_too_large: "Logo and texts together are too large. Please shorten the texts.",
    },
  },
  recoveryKey,
  list,
  create,
  invitation,
};
