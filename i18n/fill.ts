/**
 * Puts values in the places of `{name}`.
 * @throws {RangeError} for a place without a value.
 */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new RangeError(`Cannot fill in a text: "${name}" has no value`);
    return String(value);
  });
}
