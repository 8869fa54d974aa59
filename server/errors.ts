import { HttpError } from "fresh";
import { ContentionError } from "../kv/commit.ts";
import { ERROR_STATUS, type ErrorBody, type ErrorCode } from "../wire/errors.ts";

/** Refuses a request, by a stable code. `middlewares/error_answers.tsx` answers with JSON or a page. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  constructor(
    readonly code: ErrorCode,
    readonly details: Omit<ErrorBody, "error"> = {},
    options?: ErrorOptions,
  ) {
    super(code, options);
  }
}

/** The API's answer to a refused request. `own` adds headers. */
export function refusalResponse({ code, details }: Refusal, own: HeadersInit = {}): Response {
  const headers = new Headers(own);
  headers.set("cache-control", "no-store");
  if (details.retryAfterMs !== undefined) {
    headers.set("retry-after", String(Math.ceil(details.retryAfterMs / 1000)));
  }
  return Response.json({ error: code, ...details } satisfies ErrorBody, {
    status: ERROR_STATUS[code],
    headers,
  });
}

const CODE_OF_STATUS: Record<number, ErrorCode> = {
  403: "cross_site",
  404: "not_found",
  405: "method_not_allowed",
};

/** The refusal for anything thrown: a `Refusal` itself, that of an HTTP error's status, or `internal` for a defect. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof ContentionError) return new Refusal("unavailable");
  if (error instanceof HttpError) return new Refusal(CODE_OF_STATUS[error.status] ?? "internal");
  // No file descriptor is left: docs/deploying.md, "Too many connections".
  if (error instanceof Error && "code" in error && error.code === "EMFILE") return new Refusal("unavailable");
  return new Refusal("internal");
}
