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

/** What mail programs put into a long line: white space, soft hyphens, invisible marks, and the `=` of quoted-printable. */
const INSERTED = /[\s=\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufeff]/g;
/** How many programs in a row may have percent-encoded a fragment. */
const MOST_ENCODINGS = 3;

/**
 * A fragment as it was made, with or without `#`: mail programs percent-encode it, put characters into it, and append
 * punctuation, parameters or the next words. Source: docs/protocol.md, "Invite link".
 */
export function restoreFragment(fragment: string): string {
  let text = fragment;
  for (let times = 0; times < MOST_ENCODINGS; times++) {
    text = text.replace(/(?:%[\da-f]{2})+/gi, (run) => decodeRun(run));
  }
  return /^[^\w-]*([\w-]*(?:\.[\w-]+)*)/.exec(text.replace(INSERTED, ""))![1]!;
}

function decodeRun(run: string): string {
  try {
    return decodeURIComponent(run);
  } catch (error) {
    if (error instanceof URIError) return run;
    throw error;
  }
}

/**
 * Parses a fragment, with or without `#`, as a mail program has left it. A name that was cut counts as none: the person types
 * it. Source: docs/protocol.md, "Invite link".
 * @throws {ProtocolError} `malformed`
 */
export function parseInviteFragment(fragment: string): Invite {
  const [keyText = "", nameText = ""] = restoreFragment(fragment).split(".");
  const key = decodeBase64Url(keyText);
  const name = readName(nameText);
  const secret = key.slice(0, LINK_SECRET_BYTES);
  const fingerprint = key.slice(LINK_SECRET_BYTES);
  if (
    secret.length !== LINK_SECRET_BYTES || ![0, KEY_FINGERPRINT_BYTES].includes(fingerprint.length)
  ) throw new ProtocolError("malformed", "Not an invite link");
  return {
    secret,
    ...(fingerprint.length > 0 ? { fingerprint } : {}),
    ...(name === undefined ? {} : { name }),
  };
}

function readName(text: string): string | undefined {
  try {
    return text === "" ? undefined : decodeUtf8(decodeBase64Url(text));
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}
