import { setImmediate } from "node:timers";
import type { MiddlewareFn } from "fresh";
import { randomSecret } from "../../kv/hashes.ts";
import { type Outcome, whenAnswered } from "../polling/deferred_responses.ts";
import type { State } from "../state.ts";

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

/** A request that is being answered: no more of it is kept while it is held. */
interface Begun {
  id: string;
  method: string;
  route: string;
  startedAtMs: number;
}

/** Gives each request an id, and writes and counts one line when it has been answered. */
export function requestLog(
  write: (line: string) => void,
  count: (line: RequestLine) => void = () => {},
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
    write(JSON.stringify(line));
    count(line);
    // The trace says where; what is in the message may have come from a person.
    if (code === "internal") write(JSON.stringify({ id, error: traceOf(error) }));
  };
  // Whoever waits for the answer does not wait for its line.
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

/** Name and places of an error, without its message. */
export function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const places = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line)).map((line) =>
    line.trim()
  );
  return [error.name, ...places].join(" ");
}
