import { type Bytes, decodeBase64Url, decodeUtf8, encodeBase64Url, encodeUtf8 } from "./bytes.ts";
import { ProtocolError } from "./errors.ts";

/** Length of a link secret, in bytes. */
export const LINK_SECRET_BYTES = 16;

/** The fragment of an invite link; browsers do not send it. */
export interface Invite {
  secret: Bytes;
  /** The invited person's name, as the practice wrote it. */
  name?: string;
}

/**
 * `#<link secret>[.<name>]`, both base64url. Source: docs/protocol.md, "Invite link".
 * @throws {RangeError} for a secret that is not 16 bytes long.
 */
export function formatInviteFragment({ secret, name }: Invite): string {
  if (secret.length !== LINK_SECRET_BYTES) throw new RangeError("Cannot make an invite link: needs 16 bytes");
  return `#${encodeBase64Url(secret)}${name ? `.${encodeBase64Url(encodeUtf8(name))}` : ""}`;
}

/**
 * Parses a fragment, with or without `#`; ignores punctuation that a mail program added at its end.
 * Source: docs/protocol.md, "Invite link".
 * @throws {ProtocolError} `malformed`
 */
export function parseInviteFragment(fragment: string): Invite {
  const [secretText = "", nameText, ...rest] = fragment.replace(/^#|[^\w-]+$/g, "").split(".");
  const secret = decodeBase64Url(secretText);
  if (secret.length !== LINK_SECRET_BYTES || rest.length > 0) {
    throw new ProtocolError("malformed", "Not an invite link");
  }
  return nameText === undefined ? { secret } : { secret, name: decodeUtf8(decodeBase64Url(nameText)) };
}
