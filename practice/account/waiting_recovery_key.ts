/**
 * A recovery key that waits to be written down. It is sealed with the practice key and lies in this tab's session storage: a
 * reload does not lose it, and it ends with the tab and with the sign-in.
 */
import { decodeUtf8, encodeUtf8 } from "../../e2ee/bytes.ts";
import { ProtocolError } from "../../e2ee/errors.ts";
import { openRecord, sealRecord } from "../../e2ee/record.ts";
import { StorageUnavailableError } from "../errors.ts";
import type { KeptKey } from "../vault/key_store.ts";
import { markUnconfirmed } from "./recovery_reminder.ts";

export interface WaitingRecoveryKey {
  recoveryKey: string;
  /** Set while it is not known whether the server took `recoveryKey`. */
  inDoubt?: RecoveryKeyInDoubt;
}

/** The state before `recoveryKey` was sent, in case that the server refused it. */
export interface RecoveryKeyInDoubt {
  /** The recovery key that was waiting to be written down, if any. */
  former?: string | undefined;
  wasUnconfirmed: boolean;
}

const KEPT_AS = "vieraugen.recovery-key";

/** No room has this name, so that nothing else opens in its place. */
const placeOf = ({ practiceId }: Pick<KeptKey, "practiceId">) => ({
  practiceId,
  recordId: "recovery key",
  version: 1,
});

/** Keeps a recovery key until it is confirmed. @throws {StorageUnavailableError} */
export async function keepWaiting(
  kept: Pick<KeptKey, "practiceId" | "memberId" | "keys" | "epoch">,
  waiting: WaitingRecoveryKey,
): Promise<void> {
  const sealed = await sealRecord(kept, placeOf(kept), encodeUtf8(JSON.stringify(waiting)));
  try {
    sessionStorage.setItem(KEPT_AS, sealed);
  } catch (cause) {
    throw new StorageUnavailableError("Cannot use this tab's storage", { cause });
  }
  markUnconfirmed(kept.memberId);
}

/** The recovery key that waits in this tab, if there is one. One of an earlier sign-in does not open, and is deleted. */
export async function readWaiting(
  kept: Pick<KeptKey, "practiceId" | "keys" | "epoch">,
): Promise<WaitingRecoveryKey | undefined> {
  const sealed = sessionStorage.getItem(KEPT_AS);
  if (sealed === null) return undefined;
  try {
    return JSON.parse(decodeUtf8((await openRecord(kept, placeOf(kept), sealed)).content));
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    forgetWaiting();
    return undefined;
  }
}

/** Deletes it: it is written down, or the sign-in ends. */
export function forgetWaiting(): void {
  try {
    sessionStorage.removeItem(KEPT_AS);
  } catch {
    // Storage is forbidden, so nothing waits there.
  }
}
