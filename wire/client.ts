import type { AnswerOf, Endpoint, Endpoints, ParamOf } from "./endpoints.ts";
import type { ErrorBody, ErrorCode } from "./errors.ts";

/** Longest wait that a server is believed: the longest window of its limits. */
const MAX_WAIT_MS = 3600_000;

/** The server refuses a request. `code` is stable; pages show the catalogue's text for it, never this message. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  /** As the server says; `retryAfterMs` is an hour at most, and absent if it is no duration. */
  readonly details: Partial<ErrorBody>;
  constructor(
    readonly code: ErrorCode,
    readonly status: number,
    { retryAfterMs, ...details }: Partial<ErrorBody> = {},
  ) {
    super(`The server refused: ${code}`);
    this.details = Number.isFinite(retryAfterMs) && retryAfterMs! >= 0
      ? { ...details, retryAfterMs: Math.min(MAX_WAIT_MS, retryAfterMs!) }
      : details;
  }
}

/** Longest pause that a server can ask for where the browser tries again by itself. */
const MAX_RETRY_AFTER_MS = 60_000;

/** How long the server asks to wait before the next try, in milliseconds, a minute at most; 0 if `error` is no such refusal. */
export function retryAfterMsOf(error: unknown): number {
  const retryAfterMs = error instanceof ApiError ? error.details.retryAfterMs ?? 0 : 0;
  return Math.min(MAX_RETRY_AFTER_MS, retryAfterMs);
}

/** The server could not be reached, or the response was not its answer. */
export class NetworkError extends Error {
  override readonly name = "NetworkError";
}

/** What a request carries: what its endpoint takes, and how it is sent. */
export type RequestOptions<E extends Endpoint> =
  & ([ParamOf<E>] extends [never] ? unknown : { params: Record<ParamOf<E>, string> })
  & Pick<Endpoints[E], keyof Endpoints[E] & ("query" | "body")>
  & {
    /** A seat's token. */
    token?: string;
    /** Ends the request, in the place of its deadline. */
    signal?: AbortSignal;
    /** Lets the request outlive the page; there is no deadline. @default false */
    keepalive?: boolean;
    /** Deadline for the answer. @default ANSWER_TIMEOUT_MS */
    timeoutMs?: number;
  };

/** Enough for the largest request on a slow line. Browsers themselves wait for minutes on a dead one. */
const ANSWER_TIMEOUT_MS = 20_000;

export type RequestPort = typeof request;

/**
 * Sends one request to this origin's API; returns the JSON of the answer, undefined if it is empty.
 * @throws {ApiError} when the server refuses.
 * @throws {NetworkError} when there is no answer, or none in time.
 * @throws {DOMException} `AbortError` when `signal` is aborted.
 */
export async function request<E extends Endpoint>(
  endpoint: E,
  options: RequestOptions<E>,
): Promise<AnswerOf<E>> {
  const { timeoutMs = ANSWER_TIMEOUT_MS, ...rest }: AnyRequestOptions = options;
  if (rest.signal || rest.keepalive) return await send(endpoint, rest) as AnswerOf<E>;
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), timeoutMs);
  try {
    return await send(endpoint, { ...rest, signal: deadline.signal }) as AnswerOf<E>;
  } catch (error) {
    throw deadline.signal.aborted ? new NetworkError("No answer in time", { cause: error }) : error;
  } finally {
    clearTimeout(timer);
  }
}

interface AnyRequestOptions {
  params?: Record<string, string>;
  query?: object;
  body?: unknown;
  token?: string;
  signal?: AbortSignal;
  keepalive?: boolean;
  timeoutMs?: number;
}

async function send(
  endpoint: string,
  { params, query, body, token, ...init }: Omit<AnyRequestOptions, "timeoutMs">,
): Promise<unknown> {
  const [method, path] = endpoint.split(" ") as [string, string];
  const headers: Record<string, string> = {};
  if (body !== undefined) headers["content-type"] = "application/json";
  if (token !== undefined) headers["authorization"] = `Bearer ${token}`;
  let response: Response;
  let text: string;
  try {
    response = await fetch(
      path.replace(/:(\w+)/g, (_, name) => encodeURIComponent(params![name]!)) +
        (query ? `?${new URLSearchParams(query as Record<string, string>)}` : ""),
      {
        method,
        headers,
        cache: "no-store",
        credentials: "same-origin",
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...init,
      },
    );
    text = await response.text();
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new NetworkError("No answer from the server", { cause: error });
  }
  if (response.ok && text === "") return undefined;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new NetworkError(`Not the server's answer (status ${response.status})`, { cause: error });
  }
  if (response.ok) return json;
  const refusal = json as Partial<ErrorBody> | null;
  if (typeof refusal?.error !== "string") {
    throw new NetworkError(`Not the server's answer (status ${response.status})`);
  }
  throw new ApiError(refusal.error, response.status, refusal);
}

/** Waits for `work` as long as for an answer: part of the program that is being loaded. @throws {NetworkError} */
export async function withDeadline<Value>(
  work: Promise<Value>,
  timeoutMs = ANSWER_TIMEOUT_MS,
): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NetworkError("No answer in time")), timeoutMs);
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
