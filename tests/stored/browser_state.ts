import type { BrowserContext, Cookie, Page } from "playwright-core";

/** What one browser has stored for an origin, as JSON. */
export interface BrowserState {
  cookies: Cookie[];
  localStorage: [name: string, value: string][];
  /** Of one tab. */
  sessionStorage: [name: string, value: string][];
  databases: StoredDatabase[];
}

interface StoredDatabase {
  name: string;
  version: number;
  stores: { name: string; keyPath: string | null; records: { key: unknown; value: unknown }[] }[];
}

/** By what a page's HKDF keys, which no browser exports, were made. */
type MadeKeys = { madeKeys: [key: CryptoKey, raw: Uint8Array<ArrayBuffer>][] };

/** Has a browser make keys that can be copied; before its first page. Source: Web Cryptography API, `extractable`. */
export async function makeKeysCopyable(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const { subtle } = crypto;
    const { importKey } = SubtleCrypto.prototype;
    const madeKeys: MadeKeys["madeKeys"] = [];
    Object.assign(globalThis, { madeKeys });
    subtle.importKey = (async (...args: unknown[]) => {
      const name = typeof args[2] === "string" ? args[2] : (args[2] as Algorithm).name;
      if (name === "AES-GCM") args[3] = true;
      const raw = name === "HKDF" ? (args[1] as Uint8Array<ArrayBuffer>).slice() : undefined;
      const key = await (Reflect.apply(importKey, subtle, args) as Promise<CryptoKey>);
      if (raw) madeKeys.push([key, raw]);
      return key;
    }) as typeof importKey;
  });
}

/** Copies what a browser has stored; `page` is its tab. @throws {Error} for a key that cannot be copied. */
export async function copyState(page: Page): Promise<BrowserState> {
  const stored = await page.evaluate(async () => {
    const answer = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const base64 = (bytes: ArrayBuffer) => btoa(String.fromCharCode(...new Uint8Array(bytes)));
    const probe = async (key: CryptoKey) => {
      const parameters = { name: "HKDF", hash: "SHA-512", salt: new Uint8Array(), info: new Uint8Array() };
      return base64(await crypto.subtle.deriveBits(parameters, key, 256));
    };
    const rawOf = async (key: CryptoKey): Promise<ArrayBuffer> => {
      if (key.algorithm.name !== "HKDF") return await crypto.subtle.exportKey("raw", key);
      const { madeKeys } = globalThis as unknown as MadeKeys;
      for (const [made, raw] of madeKeys) if (await probe(made) === await probe(key)) return raw.buffer;
      throw new Error("An HKDF key was made by another page");
    };
    const mark = async (value: unknown): Promise<unknown> => {
      if (value instanceof Uint8Array) return { $bytes: base64(value.slice().buffer) };
      if (value instanceof CryptoKey) {
        const { algorithm, usages } = value;
        return { $key: base64(await rawOf(value)), algorithm, usages };
      }
      if (Array.isArray(value)) return await Promise.all(value.map(mark));
      if (typeof value !== "object" || value === null) return value;
      const parts = Object.entries(value).map(async ([name, part]) => [name, await mark(part)] as const);
      return Object.fromEntries(await Promise.all(parts));
    };
    const databases = [];
    for (const { name, version } of await indexedDB.databases()) {
      const database = await answer(indexedDB.open(name!));
      const stores = [];
      for (const storeName of database.objectStoreNames) {
        const store = database.transaction(storeName).objectStore(storeName);
        const [keys, values] = await Promise.all([answer(store.getAllKeys()), answer(store.getAll())]);
        const records = [];
        for (const [index, key] of keys.entries()) records.push({ key, value: await mark(values[index]) });
        stores.push({ name: storeName, keyPath: store.keyPath as string | null, records });
      }
      database.close();
      databases.push({ name: name!, version: version!, stores });
    }
    const entriesOf = (storage: Storage) => Object.entries(storage) as [string, string][];
    return { databases, localStorage: entriesOf(localStorage), sessionStorage: entriesOf(sessionStorage) };
  });
  return { ...stored, cookies: await page.context().cookies() };
}

/**
 * Gives a browser what another one had stored. `shiftMs`: the test's clock minus the real one. `page` is on the origin and
 * runs no script of ours.
 */
export async function pasteState(page: Page, state: BrowserState, shiftMs: number): Promise<void> {
  await page.context().addCookies(state.cookies.map((cookie) => ({
    ...cookie,
    ...cookie.expires < 0 ? {} : { expires: cookie.expires - shiftMs / 1000 },
  })));
  await page.evaluate(async ({ databases, ...storages }) => {
    for (const [name, value] of storages.localStorage) localStorage.setItem(name, value);
    for (const [name, value] of storages.sessionStorage) sessionStorage.setItem(name, value);
    const bytes = (text: string) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    const unmark = async (value: unknown): Promise<unknown> => {
      if (Array.isArray(value)) return await Promise.all(value.map(unmark));
      if (typeof value !== "object" || value === null) return value;
      if ("$bytes" in value) return bytes(String(value.$bytes));
      if ("$key" in value) {
        const { $key, algorithm, usages } = value as {
          $key: string;
          algorithm: Algorithm;
          usages: KeyUsage[];
        };
        return await crypto.subtle.importKey("raw", bytes($key), algorithm, false, usages);
      }
      const parts = Object.entries(value).map(async ([name, part]) => [name, await unmark(part)] as const);
      return Object.fromEntries(await Promise.all(parts));
    };
    for (const { name, version, stores } of databases) {
      const prepared = await Promise.all(stores.map(async (store) => ({
        ...store,
        records: await Promise.all(
          store.records.map(async ({ key, value }) => ({ key, value: await unmark(value) })),
        ),
      })));
      await new Promise<void>((resolve, reject) => {
        const request = indexedDB.open(name, version);
        request.onerror = () => reject(request.error);
        request.onupgradeneeded = () => {
          for (const { name, keyPath, records } of prepared) {
            const store = request.result.createObjectStore(name, keyPath === null ? {} : { keyPath });
            for (const { key, value } of records) {
              if (keyPath === null) store.put(value, key as IDBValidKey);
              else store.put(value);
            }
          }
        };
        request.onsuccess = () => {
          request.result.close();
          resolve();
        };
      });
    }
  }, state);
}
