const PROBE_KEY = "vieraugen.probe";

const opened = new Map<string, Storage | MemoryStorage>();

/** What is kept in the tab (`sessionStorage`) or on the device (`localStorage`); where the browser forbids it, until the page is left. */
export function browserStorage(name: "sessionStorage" | "localStorage"): Storage | MemoryStorage {
  const storage = opened.get(name) ?? usable(name) ?? new MemoryStorage();
  opened.set(name, storage);
  return storage;
}

/** Chromium throws as soon as a forbidden store is named, old Safaris when something is written. */
function usable(name: "sessionStorage" | "localStorage"): Storage | undefined {
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

/** In the place of a store that is forbidden. */
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
