import { encodeBase64Url, randomBytes } from "../../e2ee/bytes.ts";
import { restoreFragment } from "../../e2ee/links.ts";
import { IncompleteLinkError } from "../errors.ts";

/** What the fragment of a link can carry: the set-up token, or a member invitation. */
type SecretFragment = "setup-token" | "member-link";

const keptAs = (what: SecretFragment | "member-claim") => `vieraugen.${what}`;

/** 32 bytes in base64url; the links of older versions had the practice key behind them. */
const WHOLE = /^[\w-]{43}(?:\.[\w-]{43})?$/;

/**
 * Moves the fragment of the page's address into this tab's session storage, so that it survives a reload; returns it as it was
 * before mail programs changed it. Undefined if the page was opened without one.
 * @throws {IncompleteLinkError}
 */
export function takeFragment(what: SecretFragment): string | undefined {
  if (location.hash.length <= 1) return sessionStorage.getItem(keptAs(what)) ?? undefined;
  const fragment = restoreFragment(location.hash);
  history.replaceState(history.state, "", location.pathname + location.search);
  if (!WHOLE.test(fragment)) throw new IncompleteLinkError("Cannot use a link that was cut or changed");
  sessionStorage.setItem(keptAs(what), fragment);
  return fragment;
}

/** A random secret of this tab, 32 bytes in base64url; survives a reload. */
export function tabSecret(what: "member-claim"): string {
  const known = sessionStorage.getItem(keptAs(what));
  if (known !== null) return known;
  const made = encodeBase64Url(randomBytes(32));
  sessionStorage.setItem(keptAs(what), made);
  return made;
}

/** Deletes the fragment, once its secret has been used. */
export function forgetFragment(what: SecretFragment): void {
  sessionStorage.removeItem(keptAs(what));
}
