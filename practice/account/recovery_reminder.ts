/** The reminder that a member's recovery key was made in this browser and never confirmed; it outlives the sign-in. */

const PREFIX = "vieraugen.recovery-key-unconfirmed.";

/** To be called before the server gets the key: if the answer is lost, the member is still reminded. */
export function markUnconfirmed(memberId: string): void {
  ifStored(() => localStorage.setItem(PREFIX + memberId, ""));
}

export function unmarkUnconfirmed(memberId: string): void {
  ifStored(() => localStorage.removeItem(PREFIX + memberId));
}

export function isUnconfirmed(memberId: string): boolean {
  return ifStored(() => localStorage.getItem(PREFIX + memberId) !== null) ?? false;
}

/** Without storage there is no reminder; everything else works. */
function ifStored<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
