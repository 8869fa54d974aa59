/**
 * What one commit may hold so that every store takes it: a KV Connect server takes ten checks, a file a hundred; both take a
 * thousand mutations, and 800 KiB. Source: denokv 0.14.0, `proto/limits.rs`; Deno 2.9, `ext/kv/config.rs`.
 */
export const MAX_CHECKS = 10;
/** What a file takes. */
export const FILE_MAX_CHECKS = 100;

const ofStores = new WeakMap<Deno.Kv, number>();

/** The checks that a store takes in one commit: `MAX_CHECKS`, if it is not known to take more. */
export function maxChecksOf(kv: Deno.Kv): number {
  return ofStores.get(kv) ?? MAX_CHECKS;
}

export function setMaxChecks(kv: Deno.Kv, maxChecks: number): void {
  ofStores.set(kv, maxChecks);
}
