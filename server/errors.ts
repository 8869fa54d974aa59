import { ContentionError } from "../kv/commit.ts";
import { ERROR_STATUS, type ErrorBody, type ErrorCode } from "../wire/errors.ts";

/** What the API cannot do for whoever asked; becomes a typed JSON answer. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  constructor(readonly code: ErrorCode, readonly details: Omit<ErrorBody, "error"> = {}) {
    super(code);
  }
}

/** The one place where errors become answers. */
export function refusalResponse({ code, details }: Refusal): Response {
  const headers = new Headers({ "cache-control": "no-store" });
  if (details.retryAfterMs !== undefined) {
    headers.set("retry-after", String(Math.ceil(details.retryAfterMs / 1000)));
  }
  return Response.json({ error: code, ...details } satisfies ErrorBody, {
    status: ERROR_STATUS[code],
    headers,
  });
}

/** Reads an error of any kind; undefined for a defect of our own. */
export function refusalFor(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  if (error instanceof ContentionError) return new Refusal("unavailable");
  return undefined;
}
