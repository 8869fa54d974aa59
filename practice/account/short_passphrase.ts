/**
 * The reminder that somebody has signed in here with a passphrase that would be too short today. It ends with the tab.
 */
import { PASSPHRASE_MIN_CHARS, passphraseChars } from "./account_form.ts";

const KEPT_AS = "vieraugen.passphrase-short";

/** Notes whether the passphrase of this sign-in is too short. */
export function notePassphrase(passphrase: string): void {
  if (passphraseChars(passphrase) < PASSPHRASE_MIN_CHARS) ifStored(() => sessionStorage.setItem(KEPT_AS, ""));
  else forgetShortPassphrase();
}

export function forgetShortPassphrase(): void {
  ifStored(() => sessionStorage.removeItem(KEPT_AS));
}

export function isPassphraseShort(): boolean {
  return ifStored(() => sessionStorage.getItem(KEPT_AS) !== null) ?? false;
}

/** Without storage there is no reminder; everything else works. */
function ifStored<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
