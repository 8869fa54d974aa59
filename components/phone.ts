/** The `tel:` address of a phone number as people write it: "+49 (0)89 123" is +49 89 123. */
export function phoneLink(phone: string): string {
  const dialled = phone.trim().replace(/^((?:\+|00)[^(]*)\(0\)/, "$1").replace(/[^\d+]/g, "");
  return `tel:${dialled}`;
}
