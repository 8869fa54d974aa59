import { signIn } from "./sign_in.ts";
import { isOutcomeUnknown } from "../problem.ts";

/**
 * The recovery key of a request whose answer was lost: the server may have taken it. The next try sends the same key, so
 * that it does not matter which of the two requests succeeded.
 */
let unanswered: string | undefined;

/** The recovery key of the request that is to be tried again, if there is one. */
export function unansweredRecoveryKey(): string | undefined {
  return unanswered;
}

/**
 * Sends a request that can succeed only once (set-up, joining, recovery). When its answer is lost, or when it is refused
 * after an answer was lost, it may have succeeded all the same: then the new passphrase signs in.
 */
export async function sendOnce(
  send: () => Promise<void>,
  { recoveryKey, email, passphrase }: { recoveryKey: string; email: string; passphrase: string },
): Promise<void> {
  try {
    await send();
  } catch (error) {
    if (!isOutcomeUnknown(error) && unanswered !== recoveryKey) throw error;
    unanswered = recoveryKey;
    // The passphrase may be the former one: which recovery key is valid is still to be asked.
    await signIn(email, passphrase, {
      recoveryKey,
      inDoubt: { wasUnconfirmed: true },
    }).catch(() => {
      throw error; // it has not succeeded, or that cannot be known yet
    });
  }
  unanswered = undefined;
}
