import { ProtocolError } from "../e2ee/errors.ts";
import { formatDuration } from "../i18n/duration.ts";
import { fillKnown } from "../i18n/fill.ts";
import { ApiError, NetworkError } from "../wire/client.ts";
import {
  IncompleteLinkError,
  PasskeyError,
  ProofCancelledError,
  StorageUnavailableError,
  VaultLockedError,
} from "./errors.ts";

/** What went wrong, as a stable code; pages show the catalogue's sentence for it. */
export interface Problem {
  code: string;
  retryAfterMs?: number;
}

/** The problem behind anything that was thrown; `internal` for an error that is not expected. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ApiError) {
    const { retryAfterMs } = error.details;
    return { code: error.code, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  }
  if (error instanceof NetworkError) return { code: "network" };
  if (error instanceof IncompleteLinkError) return { code: "link_incomplete" };
  if (error instanceof PasskeyError) return { code: error.code };
  if (error instanceof ProofCancelledError) return { code: "proof_cancelled" };
  if (error instanceof StorageUnavailableError) return { code: "storage_unavailable" };
  if (error instanceof VaultLockedError) return { code: "vault_locked" };
  if (error instanceof ProtocolError) {
    return { code: error.code === "malformed" ? "vault_invalid" : error.code };
  }
  return { code: "internal" };
}

/** True if the server may have done what it was asked: there was no answer, or one of a server error. */
export function isOutcomeUnknown(error: unknown): boolean {
  return error instanceof NetworkError || (error instanceof ApiError && error.status >= 500);
}

/** The sentence for a problem; `{wait}` becomes a duration such as "3 Minuten". */
export function sentenceOf(
  problem: Problem,
  sentences: Readonly<Record<string, string>>,
  lang: string,
): string {
  const sentence = sentences[problem.code] ?? sentences.internal ?? problem.code;
  return fillKnown(sentence, { wait: formatDuration(problem.retryAfterMs ?? 60_000, lang) });
}
