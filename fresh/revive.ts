type Cell = null | string | number | boolean | [string, ...(string | number)[]] | Record<string, number>;

/** What the browser makes of cells that it alone knows. */
export interface Makers {
  signal(value: unknown): unknown;
  slot(id: number): unknown;
}

/** Reads what `serialize` wrote. */
export function revive(text: string, make: Makers): unknown {
  const cells = JSON.parse(text) as Cell[];
  const made = new Map<number, unknown>();

  function get(index: number): unknown {
    if (made.has(index)) return made.get(index);
    const cell = cells[index]!;
    const keep = (value: unknown) => {
      made.set(index, value);
      return value;
    };
    if (cell === null || typeof cell !== "object") return keep(cell);
    if (!Array.isArray(cell)) {
      const object = keep({}) as Record<string, unknown>;
      for (const [key, value] of Object.entries(cell)) {
        Object.defineProperty(object, key, {
          value: get(value),
          enumerable: true,
          writable: true,
          configurable: true,
        });
      }
      return object;
    }
    const [tag, ...rest] = cell;
    const numbers = rest as number[];
    switch (tag) {
      case "list": {
        const list = keep([]) as unknown[];
        for (const entry of numbers) list.push(get(entry));
        return list;
      }
      case "map": {
        const map = keep(new Map()) as Map<unknown, unknown>;
        for (let i = 0; i < numbers.length; i += 2) map.set(get(numbers[i]!), get(numbers[i + 1]!));
        return map;
      }
      case "set": {
        const set = keep(new Set()) as Set<unknown>;
        for (const entry of numbers) set.add(get(entry));
        return set;
      }
      case "signal":
        return keep(make.signal(get(numbers[0]!)));
      case "slot":
        return keep(make.slot(numbers[0]!));
      case "date":
        return keep(new Date(numbers[0]!));
      case "url":
        return keep(new URL(String(rest[0])));
      case "regexp":
        return keep(new RegExp(String(rest[0]), String(rest[1])));
      case "bytes":
        return keep(Uint8Array.from(numbers));
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
