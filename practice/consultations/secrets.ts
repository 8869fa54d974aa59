import { decodeBase64Url, encodeBase64Url, randomBytes } from "../../e2ee/bytes.ts";
import { type AccessCodeLength, makeAccessCode, randomCodeSecret } from "../../e2ee/codes.ts";
import { makeConsultationKey } from "../../e2ee/consultation_key.ts";
import { MAX_FAILURES } from "../../e2ee/guesses.ts";
import { formatInviteFragment, LINK_SECRET_BYTES } from "../../e2ee/links.ts";
import { NetworkError } from "../../wire/client.ts";
import type { PrivatePart } from "../vault/private_part.ts";
import type { Vault } from "../vault/vault.ts";

/** A new secret of an invite link. */
export function randomLinkSecret(): string {
  return encodeBase64Url(randomBytes(LINK_SECRET_BYTES));
}

/**
 * The length of the access code that the server's locator belongs to. A deployment's codes may have become longer; never does
 * a locator make a code shorter than `least`.
 * @throws {NetworkError} for anything else.
 */
export function codeLengthOf(locator: string | undefined, least: AccessCodeLength): AccessCodeLength {
  const length = lengthWith(locator);
  if (length === undefined || length < least) throw new NetworkError("Not a locator for this code");
  return length;
}

/** Undefined for what is no locator. */
function lengthWith(locator: string | undefined): AccessCodeLength | undefined {
  if (locator === undefined || !/^\d{5,6}$/.test(locator)) return undefined;
  return locator.length === 6 ? 16 : 12;
}

/** The access code of a consultation, digits only; undefined if it has no locator. */
export function codeOf(
  record: PrivatePart,
  locator: string | undefined = record.locator,
): string | undefined {
  // The deployment's code length may have changed since: then the secret does not fit the locator.
  const fits = lengthWith(locator) === (record.codeSecret.length === 9 ? 16 : 12);
  return fits ? makeAccessCode(locator!, record.codeSecret) : undefined;
}

/**
 * The invite link of a consultation. Secret, name and the consultation key's fingerprint stand in its fragment, which is
 * never sent.
 */
export function inviteLinkOf(
  { room, name, linkSecret, consultationKey }: PrivatePart,
  origin: string,
): string {
  const fragment = formatInviteFragment({
    secret: decodeBase64Url(linkSecret),
    ...(consultationKey ? { fingerprint: decodeBase64Url(consultationKey.fingerprint) } : {}),
    name,
  });
  return `${origin}/r/${room}${fragment}`;
}

/**
 * The newest private part, with its consultation key: a consultation that has none, because it was made by an older
 * version of this program, gets one now. Undefined if the server has no record.
 * @throws what `Vault.get` and `Vault.update` throw
 */
export async function getWithKey(
  vault: Pick<Vault, "get" | "update">,
  practiceId: string,
  room: string,
): Promise<(PrivatePart & Required<Pick<PrivatePart, "consultationKey">>) | undefined> {
  const record = await vault.get(practiceId, room);
  if (!record || hasKey(record)) return record;
  const consultationKey = await makeConsultationKey();
  // Another browser may have made one meanwhile: a consultation keeps its first.
  const keyed = await vault.update(
    practiceId,
    room,
    (newest) => newest.consultationKey ? newest : { ...newest, consultationKey },
  );
  return keyed && hasKey(keyed) ? keyed : undefined;
}

function hasKey(
  record: PrivatePart,
): record is PrivatePart & Required<Pick<PrivatePart, "consultationKey">> {
  return record.consultationKey !== undefined;
}

/** Failed handshakes by code, of all devices of the practice. */
export function failuresOf({ failures }: PrivatePart): number {
  return failures?.c ?? 0;
}

/** The record with this number of failed handshakes by code. */
export function withFailures(record: PrivatePart, count: number): PrivatePart {
  return { ...record, failures: { l: 0, ...record.failures, c: count } };
}

/** How often the code was replaced. */
export function replacedOf({ replaced }: PrivatePart): number {
  return replaced?.c ?? 0;
}

/** Whether the code is blocked after too many failures on the practice's devices. */
export function isBlocked(record: PrivatePart): boolean {
  return failuresOf(record) >= MAX_FAILURES;
}

/**
 * Replaces the code that `record` shows. If another browser has already replaced it, that browser's new code is returned
 * instead of a second one; undefined if the server has no record. The new code is at least as long.
 * @throws {NetworkError} for a locator that does not belong to one.
 */
export async function replaceCode(vault: Vault, record: PrivatePart): Promise<PrivatePart | undefined> {
  const { practiceId, room } = record;
  const shown = replacedOf(record);
  const changed = await vault.replaceCode(practiceId, room, (newest) => {
    if (replacedOf(newest) > shown) return newest;
    const replaced = { l: 0, ...newest.replaced, c: shown + 1 };
    return { ...withFailures(newest, 0), codeSecret: randomCodeSecret(newest.codeLength), replaced };
  });
  if (!changed) return undefined;
  const codeLength = codeLengthOf(changed.locator, changed.codeLength);
  if (changed.codeLength === codeLength) return changed;
  // The deployment's codes have become longer: the secret must fit the new locator.
  return await vault.update(
    practiceId,
    room,
    (newest) =>
      newest.codeLength === codeLength
        ? newest
        : { ...newest, codeSecret: randomCodeSecret(codeLength), codeLength },
  );
}
