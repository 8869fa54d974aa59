import { type Bytes, concat, decodeBase64Url, decodeUtf8, encodeBase64Url, encodeUtf8 } from "./bytes.ts";
import { ProtocolError } from "./errors.ts";

/** Length of a link secret, in bytes. */
export const LINK_SECRET_BYTES = 16;

/** Length of a consultation key's fingerprint, in bytes. */
const KEY_FINGERPRINT_BYTES = 16;

/** The fragment of an invite link; browsers do not send it. */
export interface Invite {
  secret: Bytes;
  /** Of the consultation key, 16 bytes; the links of consultations without one have none. */
  fingerprint?: Bytes;
  /** The invited person's name, as the practice wrote it. */
  name?: string;
}

/**
 * `#<link secret and fingerprint>[.<name>]`, both base64url. Source: docs/protocol.md, "Invite link".
 * @throws {RangeError} for a secret or a fingerprint that is not 16 bytes long.
 */
export function formatInviteFragment({ secret, fingerprint, name }: Invite): string {
  if (
    secret.length !== LINK_SECRET_BYTES || (fingerprint && fingerprint.length !== KEY_FINGERPRINT_BYTES)
  ) throw new RangeError("Cannot make an invite link: needs 16 bytes");
  const key = encodeBase64Url(fingerprint ? concat(secret, fingerprint) : secret);
  return `#${key}${name ? `.${encodeBase64Url(encodeUtf8(name))}` : ""}`;
}

/**
 * A fragment without `#`, and without punctuation that a mail program added at its end.
 * Source: docs/protocol.md, "Invite link".
 */
export function bareFragment(fragment: string): string {
  // No expression: looking for the end of one at each place takes the square of the time.
  let end = fragment.length;
  while (end > 0 && !/[\w-]/.test(fragment[end - 1]!)) end--;
  return fragment.slice(fragment.startsWith("#") ? 1 : 0, end);
}

/**
 * Parses a fragment, with or without `#`; ignores punctuation that a mail program added at its end.
 * Source: docs/protocol.md, "Invite link".
 * @throws {ProtocolError} `malformed`
 */
export function parseInviteFragment(fragment: string): Invite {
  const [keyText = "", nameText, ...rest] = bareFragment(fragment).split(".");
  const key = decodeBase64Url(keyText);
  const secret = key.slice(0, LINK_SECRET_BYTES);
  const fingerprint = key.slice(LINK_SECRET_BYTES);
  if (
    secret.length !== LINK_SECRET_BYTES || ![0, KEY_FINGERPRINT_BYTES].includes(fingerprint.length) ||
    rest.length > 0
  ) throw new ProtocolError("malformed", "Not an invite link");
  return {
    secret,
    ...(fingerprint.length > 0 ? { fingerprint } : {}),
    ...(nameText === undefined ? {} : { name: decodeUtf8(decodeBase64Url(nameText)) }),
  };
}
