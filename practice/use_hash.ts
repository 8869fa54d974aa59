import { useEffect } from "preact/hooks";

/** Reads the address's fragment when the page starts, and again when it changes: a link was pasted into the same tab. */
export function useHash(read: () => void): void {
  useEffect(() => {
    read();
    addEventListener("hashchange", read);
    return () => removeEventListener("hashchange", read);
  }, []);
}
