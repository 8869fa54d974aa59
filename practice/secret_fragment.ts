/** What links carry behind their `#`. */
export type SecretFragment = "setup-token" | "member-link";

const keptAs = (what: SecretFragment) => `vieraugen.${what}`;

/**
 * The fragment of the page's link: out of the address bar at once, kept for a reload of this tab and no longer.
 * Undefined when the page was opened without the link.
 */
export function takeFragment(what: SecretFragment): string | undefined {
  const fragment = location.hash.slice(1);
  if (fragment === "") return sessionStorage.getItem(keptAs(what)) ?? undefined;
  history.replaceState(history.state, "", location.pathname + location.search);
  sessionStorage.setItem(keptAs(what), fragment);
  return fragment;
}

/** The link has been used, and is worth nothing. */
export function forgetFragment(what: SecretFragment): void {
  sessionStorage.removeItem(keptAs(what));
}
