import punycode from "punycode";

/**
 * The practice's own address as people write it: `https://praxis-müller.de` for `https://xn--praxis-mller-klb.de`. Only where a
 * browser makes the same address of it again.
 */
export function shownOrigin(origin: string): string {
  const { host } = new URL(origin);
  try {
    const shown = origin.replace(host, punycode.toUnicode(host));
    return new URL(shown).origin === origin ? shown : origin;
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) return origin;
    throw error;
  }
}
