import type { MiddlewareFn } from "fresh";
import { randomSecret } from "../kv/hashes.ts";
import type { State } from "./state.ts";

/** What is written of a request: nothing of it that could name a person, a code, a token or an address. */
export interface RequestLine {
  time: string;
  id: string;
  method: string;
  /** The pattern that matched, never the path. */
  route: string;
  status: number;
  /** Of a refusal. */
  code?: string;
  ms: number;
}

/** Gives each request an id, and writes and counts one line when it has been answered. */
export function requestLog(
  write: (line: string) => void,
  count: (line: RequestLine) => void = () => {},
): MiddlewareFn<State> {
  return async (ctx) => {
    const startedAtMs = performance.now();
    ctx.state.requestId = randomSecret(128);
    const response = await ctx.next();
    const { requestId, errorCode } = ctx.state;
    const line: RequestLine = {
      time: new Date().toISOString(),
      id: requestId,
      method: ctx.req.method,
      route: ctx.route ?? "-",
      status: response.status,
      ...(errorCode ? { code: errorCode } : {}),
      ms: Math.round(performance.now() - startedAtMs),
    };
    write(JSON.stringify(line));
    count(line);
    // The trace says where; what is in the message may have come from a person.
    if (ctx.error !== null && response.status >= 500) {
      write(JSON.stringify({ id: requestId, error: traceOf(ctx.error) }));
    }
    return response;
  };
}

/** Name and places of an error, without its message. */
export function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const places = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line)).map((line) =>
    line.trim()
  );
  return [error.name, ...places].join(" ");
}
