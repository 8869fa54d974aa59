import { ApiError, NetworkError } from "../wire/client.ts";
import { ProtocolError } from "../e2ee/errors.ts";
import { PasskeyError } from "./passkey_error.ts";
import { PrivateStoreError, VaultLockedError } from "./private_store.ts";

/** What went wrong, by its stable code; pages show the catalogue's sentence for it. */
export interface Problem {
  code: string;
  retryAfterMs?: number;
}

/** The problem behind whatever was thrown; a stranger becomes `internal`. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ApiError) {
    const { retryAfterMs } = error.details;
    return { code: error.code, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  }
  if (error instanceof NetworkError) return { code: "network" };
  if (error instanceof PasskeyError) return { code: error.code };
  if (error instanceof PrivateStoreError) return { code: "storage_unavailable" };
  if (error instanceof VaultLockedError) return { code: "vault_locked" };
  if (error instanceof ProtocolError) {
    return { code: error.code === "malformed" ? "vault_invalid" : error.code };
  }
  return { code: "internal" };
}

/** No answer, or one that leaves open what happened. */
export function isLost(error: unknown): boolean {
  return error instanceof NetworkError || (error instanceof ApiError && error.status >= 500);
}

/** The sentence for a problem; `{wait}` becomes a span like "3 Minuten". */
export function sentenceOf(
  problem: Problem,
  sentences: Readonly<Record<string, string>>,
  lang: string,
): string {
  const sentence = sentences[problem.code] ?? sentences.internal ?? problem.code;
  return sentence.replace("{wait}", () => formatSpan(problem.retryAfterMs ?? 60_000, lang));
}

/** A span in whole seconds up to two minutes, then in whole minutes, always rounded up. */
export function formatSpan(spanMs: number, lang: string): string {
  const unit = spanMs < 120_000 ? "second" : "minute";
  const count = Math.max(1, Math.ceil(spanMs / (unit === "second" ? 1000 : 60_000)));
  return new Intl.NumberFormat(lang, { style: "unit", unit, unitDisplay: "long" }).format(count);
}
