import { LANGS } from "../i18n/mod.ts";
import type { Config } from "./config.ts";

/** Where it is. */
const PATH = "/.well-known/security.txt";
const DAY_MS = 24 * 3600_000;
/** How long somebody who has read it may rely on it. The standard recommends less than a year. */
const VALID_DAYS = 90;

/**
 * The text of `/.well-known/security.txt`; undefined without a contact. It is the same for a day.
 * Source: RFC 9116.
 */
export function securityText(
  { securityContacts, publicOrigin }: Pick<Config, "securityContacts" | "publicOrigin">,
  nowMs: number,
): string | undefined {
  if (securityContacts.length === 0) return undefined;
  const expires = new Date((Math.floor(nowMs / DAY_MS) + VALID_DAYS) * DAY_MS);
  const languages = [...new Set(LANGS.map((lang) => new Intl.Locale(lang).language))];
  return [
    ...securityContacts.map((contact) => `Contact: ${contact}`),
    `Expires: ${expires.toISOString()}`,
    `Preferred-Languages: ${languages.join(", ")}`,
    // Without one of its own, it holds for the address that it was asked for at.
    ...publicOrigin?.startsWith("https:") ? [`Canonical: ${publicOrigin}${PATH}`] : [],
    "",
  ].join("\r\n");
}
