import { type Bytes, decodeBase64Url, decodeUtf8, encodeBase64Url, encodeUtf8 } from "./bytes.ts";
import { ProtocolError } from "./errors.ts";

/** How long a link secret is, in bytes. */
export const LINK_SECRET_BYTES = 16;

/** What an invite link carries behind its `#`, which no browser sends. */
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
 * Reads a fragment, with or without `#`, and with punctuation that a mail program took for a part of the link.
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
