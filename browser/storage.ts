const PROBE_KEY = "vieraugen.probe";

const opened = new Map<string, Storage | MemoryStorage>();

/** Storage of the tab (`sessionStorage`) or the device (`localStorage`); in memory where the browser forbids it. */
export function browserStorage(name: "sessionStorage" | "localStorage"): Storage | MemoryStorage {
  const storage = opened.get(name) ?? usableStorage(name) ?? new MemoryStorage();
  opened.set(name, storage);
  return storage;
}

/** Chromium throws on access to a forbidden storage, old Safaris throw on write. */
function usableStorage(name: "sessionStorage" | "localStorage"): Storage | undefined {
  try {
    const storage = globalThis[name];
    storage.setItem(PROBE_KEY, "");
    storage.removeItem(PROBE_KEY);
    return storage;
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}

/** Replaces a forbidden storage until the page is left. */
export class MemoryStorage implements Pick<Storage, "getItem" | "setItem" | "removeItem"> {
  readonly #items = new Map<string, string>();

  getItem(key: string): string | null {
    return this.#items.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.#items.set(key, value);
  }

  removeItem(key: string): void {
    this.#items.delete(key);
  }
}
