import type { ErrorBody, ErrorCode } from "./errors.ts";

/** A refusal by the server. `code` is stable; show a sentence of the catalogue for it, never this message. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  constructor(readonly code: ErrorCode, readonly status: number, readonly details: Partial<ErrorBody> = {}) {
    super(`The server refused: ${code}`);
  }
}

/** The server could not be reached, or what came back was not its answer. */
export class NetworkError extends Error {
  override readonly name = "NetworkError";
}

export interface ApiRequest {
  method: "GET" | "POST" | "PUT" | "DELETE";
  path: string;
  body?: unknown;
  /** A seat's token. */
  token?: string;
  signal?: AbortSignal;
  /** Let the request outlive the page (a goodbye). */
  keepalive?: boolean;
}

/**
 * Sends one request to this origin's API and gives the JSON of its answer (undefined for an empty one).
 * @throws {ApiError} when the server refuses.
 * @throws {NetworkError} when there is no answer.
 * @throws {DOMException} `AbortError` when `signal` is aborted.
 */
export async function requestJson<Answer>(request: ApiRequest): Promise<Answer> {
  const headers: Record<string, string> = {};
  if (request.body !== undefined) headers["content-type"] = "application/json";
  if (request.token !== undefined) headers["authorization"] = `Bearer ${request.token}`;
  let response: Response;
  let text: string;
  try {
    response = await fetch(request.path, {
      method: request.method,
      headers,
      cache: "no-store",
      credentials: "same-origin",
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      ...(request.signal ? { signal: request.signal } : {}),
      ...(request.keepalive ? { keepalive: true } : {}),
    });
    text = await response.text();
  } catch (error) {
    if (request.signal?.aborted) throw error;
    throw new NetworkError("No answer from the server", { cause: error });
  }
  if (response.ok && text === "") return undefined as Answer;
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    throw new NetworkError(`Not the server's answer (status ${response.status})`, { cause: error });
  }
  if (response.ok) return body as Answer;
  const refusal = body as Partial<ErrorBody> | null;
  if (typeof refusal?.error !== "string") {
    throw new NetworkError(`Not the server's answer (status ${response.status})`);
  }
  throw new ApiError(refusal.error, response.status, refusal);
}
