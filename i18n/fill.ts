/**
 * Puts values in the places of `{name}`.
 * @throws {RangeError} for a place without a value.
 */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new RangeError(`Cannot fill "{${name}}": no value`);
    return String(value);
  });
}

/** Like `fill`, but a place without a value stays as it is: for texts that people have written. */
export function fillKnown(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}
