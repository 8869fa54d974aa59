/** How many failed handshakes a code survives at the host. The next one is not answered. */
export const MAX_FAILURES = 5;
/** After this many answers without proof of the code, a guest ignores further ones. */
export const MAX_GUEST_FAILURES = 3;

/** Counts as private parts store them, by the methods' letters. Link secrets have 128 bits; older versions counted them. */
export interface StoredGuessCounts {
  c: number;
  l: number;
}
