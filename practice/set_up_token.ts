const KEPT = "vieraugen.setup-token";

/**
 * The set-up link's token: out of the address bar at once, kept for a reload of this tab and no longer.
 * Undefined when the page was opened without the link.
 */
export function takeSetUpToken(): string | undefined {
  const token = location.hash.slice(1);
  if (token === "") return sessionStorage.getItem(KEPT) ?? undefined;
  history.replaceState(history.state, "", location.pathname + location.search);
  sessionStorage.setItem(KEPT, token);
  return token;
}

/** After the practice is there the token is worth nothing. */
export function forgetSetUpToken(): void {
  sessionStorage.removeItem(KEPT);
}
