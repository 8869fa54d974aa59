import type { Catalogue } from "../catalogue.ts";

/** English: a member's passkeys. */
export const passkeys: Catalogue["practice"]["passkeys"] = {
  title: "Passkeys",
  lead: "With a passkey you sign in by fingerprint, face or your device’s PIN, without typing anything.",
  neededTitle: "Please add a passkey",
  neededLead:
    "Your practice requires everybody to sign in with a passkey. After that you go on to the consultations.",
  before:
    "Most passkeys open names, notes and codes at the same time. Some can only sign in; then the browser asks for the passphrase afterwards. What yours can do is told here once you have added it. Passphrase and recovery key remain valid. If your practice requires passkeys, though, the passphrase alone is not enough any more.",
  more: "More about passkeys",
  help: [
    {
      question: "What is a passkey?",
      answer:
        "A key that your phone, your computer or a security key keeps. It is good for this site only. Nobody can read it off, and it cannot be given away on the phone.",
    },
    {
      question: "Why does not every passkey open names and notes?",
      answer:
        "For that a passkey needs an additional function called PRF. New phones and computers and many security keys have it. Without it, the passkey signs you in, and your passphrase opens the rest.",
    },
    {
      question: "What does the server see?",
      answer:
        "That your passkey has signed, and when. What it opens names and notes with stays in your browser.",
    },
    {
      question: "Which passkey is the right one?",
      answer:
        "Many devices synchronise passkeys through an account. That is convenient; but whoever takes over that account gets the passkey, too. If you do not want that, use a security key.",
    },
    {
      question: "What if a device is lost?",
      answer:
        "Remove its passkey here, and sign the device out below. You still get in with the passphrase or, if your practice requires passkeys, with the recovery key.",
    },
  ],
  none: "You have no passkey yet.",
  external: "Security key or phone",
  opens: "Signs in and opens names, notes and codes.",
  signsIn: "Only signs in. Afterwards you still need the passphrase.",
  made: "Added on {time}",
  used: "last used on {time}",
  unused: "not used yet",
  add: "Add a passkey",
  busy: "One moment … Please confirm in your browser’s window, maybe twice.",
  addedOpens: "The passkey is added. It signs you in and opens names, notes and codes.",
  addedSignsIn:
    "The passkey is added. It only signs you in: it cannot open the key of your practice, for that you still need your passphrase after signing in.",
  remove: "Remove",
  removeTitle: "Remove this passkey?",
  removeLead:
    "Afterwards it signs nobody in, and other devices that were signed in with it are signed out. Delete it, too, where your device keeps its passkeys.",
  removeYes: "Yes, remove",
  removeNo: "Cancel",
  removed: "The passkey is no longer valid.",
};

/** English: the question whether it is the member. */
export const proof: Catalogue["practice"]["proof"] = {
  title: "Is it you?",
  leads: {
    practice:
      "Please confirm that it is you. So nobody can change the team or the practice who merely gets hold of your device. This holds for five minutes here.",
    account:
      "Please confirm that it is you. So nobody can change how you sign in who merely gets hold of your device. This holds for five minutes here.",
  },
  passphrase: "Your passphrase",
  confirm: "Confirm",
  usePasskey: "Use a passkey",
  cancel: "Cancel",
  busy: "One moment …",
};

/** English: a lost passphrase. */
export const recover: Catalogue["practice"]["recover"] = {
  title: "Forgotten passphrase",
  intro: "Set a new passphrase with the recovery key that you printed or wrote down.",
  key: "Recovery key",
  keyHint: "48 digits. Spaces and dashes do no harm.",
  submit: "Check the key",
  busy: "One moment …",
  opened: "The key fits. Now choose a new passphrase.",
  passphrase: "New passphrase",
  repeat: "Repeat new passphrase",
  save: "Set passphrase and sign in",
  noKey: "You do not have the recovery key either?",
  noKeyLead:
    "Then only a colleague can invite you anew. If there is none, the names and codes of the current invitations are lost: whoever runs the server cannot read them either.",
  toSignIn: "To the sign-in",
  errors: {
    empty: "Please enter the recovery key.",
    not_digits: "The recovery key has digits only.",
    too_short: "There are digits missing: the recovery key has 48, eight groups of six.",
    too_long: "Those are too many digits: the recovery key has 48, eight groups of six.",
    mistyped: "There is a typing mistake in group {group}. Please compare it digit by digit.",
  },
};

/** English: the sheet with the recovery key. */
export const recoveryKey: Catalogue["practice"]["recoveryKey"] = {
  title: "Your recovery key",
  lead:
    "If you ever forget your passphrase, only this key lets you back in. It is shown only this once, and nobody else has it.",
  label: "Recovery key",
  advice:
    "Print it or write it down, eight groups of six digits. Keep the sheet as you keep the key to your practice: whoever has it can change your passphrase.",
  print: "Print",
  copy: "Copy",
  copied: "Copied. Please do not keep the key on this same device.",
  copyFailed: "Copying did not work. Please write the key down.",
  kept: "I have printed the key or written it down.",
  unconfirmed: "Please confirm first that you have the key. It will not be shown again.",
  goOn: "On to the consultations",
  notRenewed:
    "The new recovery key did not reach the server. The former one still works: do not throw it away.",
  neverConfirmed:
    "You have never confirmed that you wrote down your recovery key, and it cannot be shown again. Without it there is no way back if you forget your passphrase.",
};
