/** How many failed handshakes a code (a link) survives at the host. The next one is not answered. */
export const MAX_FAILURES = 5;
/** How many answers that did not prove the secret a guest looks at. The next one it does not. */
export const MAX_GUEST_FAILURES = 3;
