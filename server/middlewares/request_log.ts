import { setImmediate } from "node:timers";
import type { MiddlewareFn } from "fresh";
import { randomSecret } from "../../kv/hashes.ts";
import { type Outcome, whenAnswered } from "../polling/deferred_responses.ts";
import type { State } from "../state.ts";

/** A line of the log. No personal data, code, token or address. */
export interface RequestLine {
  time: string;
  id: string;
  method: string;
  /** The route's pattern, never the path. */
  route: string;
  status: number;
  /** The code of a refusal. */
  code?: string;
  ms: number;
}

/** A request that is being answered. It can be held for long, so nothing else of it is kept. */
interface Begun {
  id: string;
  method: string;
  route: string;
  startedAtMs: number;
}

/**
 * Gives each request an id; writes and counts one line when it has been answered. Refusals whose common cause stands in the log
 * already (`isTold`) are counted only.
 */
export function requestLog(
  write: (line: string) => void,
  count: (line: RequestLine) => void = () => {},
  isTold: (code: string | undefined) => boolean = () => false,
): MiddlewareFn<State> {
  const finish = ({ id, method, route, startedAtMs }: Begun, { status, code, error }: Outcome): void => {
    const line: RequestLine = {
      time: new Date().toISOString(),
      id,
      method,
      route,
      status,
      ...(code ? { code } : {}),
      ms: Math.round(performance.now() - startedAtMs),
    };
    if (!isTold(code)) write(JSON.stringify(line));
    count(line);
    // Without the message, which can contain personal data.
    if (code === "internal") write(JSON.stringify({ id, error: traceOf(error) }));
  };
  // After the answer has been sent.
  const finishLater = (begun: Begun) => (outcome: Outcome) => void setImmediate(finish, begun, outcome);
  return async (ctx) => {
    const startedAtMs = performance.now();
    ctx.state.requestId = randomSecret(128);
    const response = await ctx.next();
    const { requestId: id, errorCode: code } = ctx.state;
    const begun = { id, method: ctx.req.method, route: ctx.route ?? "-", startedAtMs };
    if (!whenAnswered(response, finishLater(begun))) {
      finish(begun, { status: response.status, code, error: ctx.error });
    }
    return response;
  };
}

/** Name and stack of an error, without its message. */
function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line)).map((line) =>
    line.trim()
  );
  return [error.name, ...frames].join(" ");
}
