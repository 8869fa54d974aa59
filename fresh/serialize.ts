/**
 * The props of islands as JSON text, from server to browser: plain values, and those that JSON lacks. Equal references stay
 * equal, so that islands share their signals. `revive.ts` reads it.
 */

/** The `brand` of every signal. */
const SIGNAL_BRAND = Symbol.for("preact-signals");

export function isSignal(value: object): value is { peek(): unknown } {
  return (value as { brand?: symbol }).brand === SIGNAL_BRAND && "peek" in value;
}

/**
 * Serializes a value as a list of cells that refer to each other by index; the first cell is the value itself. `replace` may
 * name a slot instead of a value.
 * @throws {TypeError} for functions, symbols and class instances; the message names the path to it.
 */
export function serialize(
  value: unknown,
  replace: (value: object) => ["slot", number] | undefined = () => undefined,
): string {
  const cells: string[] = [];
  const known = new Map<unknown, number>();

  function add(item: unknown, path: string): number {
    // A `Map` takes -0 and 0 for the same key.
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
  // It becomes the text of a script element: nothing in it may end that element or begin a comment.
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
