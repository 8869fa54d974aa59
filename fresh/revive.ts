type Cell = null | string | number | boolean | [string, ...(string | number)[]] | Record<string, number>;

/** Makes the values that only the browser can make. */
interface Makers {
  signal(): { value: unknown };
  slot(id: number): unknown;
}

/** Reads what `serialize` has written. @throws {TypeError} for a kind of value that it does not know. */
export function revive(text: string, make: Makers): unknown {
  const cells = JSON.parse(text) as Cell[];
  const made = new Map<number, unknown>();

  // A container is noted before its entries are read: they may refer back to it.
  function get(index: number): unknown {
    if (made.has(index)) return made.get(index);
    const cell = cells[index]!;
    const keep = <Value>(value: Value) => {
      made.set(index, value);
      return value;
    };
    if (cell === null || typeof cell !== "object") return keep(cell);
    if (!Array.isArray(cell)) {
      const object = keep({});
      for (const [key, entry] of Object.entries(cell)) {
        // Defined, not assigned: to assign "__proto__" would set the prototype.
        const value = get(entry);
        Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
      }
      return object;
    }
    const [tag, ...rest] = cell;
    const numbers = rest as number[];
    switch (tag) {
      case "list": {
        const list: unknown[] = keep([]);
        for (const entry of numbers) list.push(get(entry));
        return list;
      }
      case "signal": {
        const signal = keep(make.signal());
        signal.value = get(numbers[0]!);
        return signal;
      }
      case "slot":
        return keep(make.slot(numbers[0]!));
      case "date":
        // JSON writes the time of an invalid date as null.
        return keep(new Date(numbers[0] ?? NaN));
      case "bigint":
        return keep(BigInt(rest[0]!));
      case "number":
        return keep(Number(rest[0]));
      case "undefined":
        return keep(undefined);
      default:
        throw new TypeError(`Cannot read props: unknown kind ${tag}`);
    }
  }

  return get(0);
}
