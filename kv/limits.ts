/**
 * What one commit may hold so that every store takes it: a KV Connect server takes ten checks, a file a hundred.
 * Source: denokv 0.14.0, `proto/limits.rs`.
 */
export const MAX_CHECKS = 10;
