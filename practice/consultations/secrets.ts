import { decodeBase64Url, encodeBase64Url, randomBytes } from "../../e2ee/bytes.ts";
import { makeAccessCode, randomCodeSecret } from "../../e2ee/codes.ts";
import { makeConsultationKey } from "../../e2ee/consultation_key.ts";
import {
  type GuessCounts,
  type GuessedMethod,
  MAX_FAILURES,
  readGuessCounts,
  storeGuessCounts,
} from "../../e2ee/guesses.ts";
import { formatInviteFragment, LINK_SECRET_BYTES } from "../../e2ee/links.ts";
import type { PrivatePart } from "../vault/private_part.ts";
import type { Vault } from "../vault/vault.ts";

export const NO_GUESSES: GuessCounts = { code: 0, link: 0 };

/** A new secret of an invite link. */
export function randomLinkSecret(): string {
  return encodeBase64Url(randomBytes(LINK_SECRET_BYTES));
}

/** The length of the access code that a locator of this deployment belongs to. */
export function codeLengthOf(locator: string | undefined): 12 | 16 {
  return locator?.length === 6 ? 16 : 12;
}

/** The access code of a consultation, digits only; undefined if it has no locator. */
export function codeOf(
  record: PrivatePart,
  locator: string | undefined = record.locator,
): string | undefined {
  // The deployment's code length may have changed since: then the secret does not fit the locator.
  const fits = locator?.length === (record.codeSecret.length === 9 ? 6 : 5);
  return fits ? makeAccessCode(locator, record.codeSecret) : undefined;
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

/** Failed handshakes by code and by link. */
export function failuresOf(record: PrivatePart): GuessCounts {
  return record.failures ? readGuessCounts(record.failures) : NO_GUESSES;
}

/** How often each secret was replaced: guesses at a former secret do not count for the present one. */
export function replacedOf(record: PrivatePart): GuessCounts {
  return record.replaced ? readGuessCounts(record.replaced) : NO_GUESSES;
}

/** Whether the secret is blocked after too many failures on the practice's devices. */
export function isBlocked(record: PrivatePart, method: GuessedMethod): boolean {
  return failuresOf(record)[method] >= MAX_FAILURES;
}

/**
 * Replaces the secret of code or link that `record` shows. If another browser has already replaced it, that browser's new
 * secret is returned instead of a second one; undefined if the server has no record.
 */
export async function replaceSecret(
  vault: Vault,
  record: PrivatePart,
  method: GuessedMethod,
): Promise<PrivatePart | undefined> {
  const { practiceId, room } = record;
  const shown = replacedOf(record)[method];
  const { codeLength } = record;
  const change = (newest: PrivatePart): PrivatePart => {
    if (replacedOf(newest)[method] > shown) return newest;
    return {
      ...newest,
      ...(method === "code"
        ? { codeSecret: randomCodeSecret(codeLength), codeLength }
        : { linkSecret: randomLinkSecret() }),
      replaced: storeGuessCounts({ ...replacedOf(newest), [method]: shown + 1 }),
      failures: storeGuessCounts({ ...failuresOf(newest), [method]: 0 }),
    };
  };
  if (method === "link") return await vault.update(practiceId, room, change);
  const changed = await vault.replaceCode(practiceId, room, change);
  const fitting = codeLengthOf(changed?.locator);
  if (!changed || changed.codeLength === fitting) return changed;
  // The deployment's code length has changed: the secret must fit the new locator.
  return await vault.update(
    practiceId,
    room,
    (newest) => ({ ...newest, codeSecret: randomCodeSecret(fitting), codeLength: fitting }),
  );
}
