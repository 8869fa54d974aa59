/**
 * Props of islands on their way from server to browser, as JSON text: plain values, and what JSON has no word for.
 * Equal references stay equal, so that islands share their signals. `revive.ts` reads it.
 */

/** Signals know each other by this brand. */
const SIGNAL_BRAND = Symbol.for("preact-signals");

export function isSignal(value: object): value is { peek(): unknown } {
  return (value as { brand?: symbol }).brand === SIGNAL_BRAND && "peek" in value;
}

/**
 * Writes a value. The text is a list of cells that refer to each other by their index; the first is the value itself.
 * `replace` may put a slot into a value's place.
 * @throws {TypeError} for what cannot cross: functions, symbols, class instances. The message names the path to it.
 */
export function serialize(
  value: unknown,
  replace: (value: object) => ["slot", number] | undefined = () => undefined,
): string {
  const cells: string[] = [];
  const known = new Map<unknown, number>();

  function add(item: unknown, path: string): number {
    // A map takes -0 for 0.
    const former = Object.is(item, -0) ? undefined : known.get(item);
    if (former !== undefined) return former;
    const index = cells.push("") - 1;
    if (!Object.is(item, -0)) known.set(item, index);
    cells[index] = typeof item === "object" && item !== null ? complex(item, path) : primitive(item, path);
    return index;
  }

  function complex(item: object, path: string): string {
    const replaced = replace(item);
    if (replaced) return JSON.stringify(replaced);
    if (isSignal(item)) return tagged("signal", add(item.peek(), `${path}.value`));
    if (Array.isArray(item)) return tagged("list", ...item.map((entry, i) => add(entry, `${path}[${i}]`)));
    if (item instanceof Date) return tagged("date", item.getTime());
    const prototype = Object.getPrototypeOf(item);
    if (prototype !== Object.prototype && prototype !== null) {
      throw new TypeError(`Cannot hand ${path} to an island: an instance of ${prototype.constructor?.name}`);
    }
    const entries = Object.entries(item).map(([key, entry]) =>
      `${JSON.stringify(key)}:${add(entry, `${path}.${key}`)}`
    );
    return `{${entries.join(",")}}`;
  }

  add(value, "props");
  // Text within a script element: nothing in it may end that element or begin a comment.
  return `[${cells.join(",")}]`.replaceAll("<", "\\u003c");
}

function tagged(tag: string, ...rest: (string | number)[]): string {
  return JSON.stringify([tag, ...rest]);
}

function primitive(value: unknown, path: string): string {
  switch (typeof value) {
    case "undefined":
      return tagged("undefined");
    case "bigint":
      return tagged("bigint", String(value));
    case "number":
      if (Number.isFinite(value) && !Object.is(value, -0)) return String(value);
      return tagged("number", Object.is(value, -0) ? "-0" : String(value));
    case "function":
    case "symbol":
      throw new TypeError(`Cannot hand ${path} to an island: a ${typeof value}`);
    default:
      return JSON.stringify(value);
  }
}
