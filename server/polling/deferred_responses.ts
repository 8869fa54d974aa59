import type { ErrorCode } from "../../wire/errors.ts";
import type { Reply } from "../endpoint.ts";
import { refusalOf, refusalResponse } from "../errors.ts";
import type { Handler } from "../start.ts";
import type { End, Wait } from "./hub.ts";

/** The answer of a wait that has ended without finding anything. */
interface Otherwise {
  answer(): unknown;
}

/** A wait whose end makes a deferred response, and who is told how it was answered. */
interface Deferral {
  held: Wait<unknown>;
  otherwise: Otherwise;
  tell?: (outcome: Outcome) => void;
}

/**
 * The deferred responses. A request that waits does not stay in the middlewares, whose frames take more memory than all the
 * rest of it: the route returns a placeholder, the middlewares finish with that, and outside of the app only the wait is kept.
 */
const deferrals = new WeakMap<Response, Deferral>();

/** How a request was answered. */
export interface Outcome {
  status: number;
  /** Of a refusal. */
  code?: ErrorCode | undefined;
  /** Of a defect. */
  error?: unknown;
}

/** The header lists of deferred responses, which share them: in practice there is one. */
const headerLists = new Map<string, [string, string][]>();
const MAX_HEADER_LISTS = 20;

/** A response whose JSON is known when a wait has ended. An error of the wait becomes a refusal. */
export function deferredResponse<Answer>(
  held: Wait<Answer>,
  otherwise: { answer(): Answer | Promise<Answer> },
): Reply<200, Answer> {
  const response = Response.json(null);
  deferrals.set(response, { held, otherwise });
  return response as Reply<200, Answer>;
}

/** Calls `tell` when a deferred response is answered. Returns false, and never calls it, if the response is not deferred. */
export function whenAnswered(response: Response, tell: (outcome: Outcome) => void): boolean {
  const deferral = deferrals.get(response);
  if (deferral) deferral.tell = tell;
  return deferral !== undefined;
}

/** Wraps the whole app: holds deferred responses until they can be answered. */
export function withDeferredResponses(handler: Handler): Handler {
  // One promise for all of it: every other would be kept as long as the wait.
  return (request, info) =>
    new Promise((resolve, reject) => {
      handler(request, info).then((response) => {
        const deferral = deferrals.get(response);
        if (!deferral) return resolve(response);
        const headers = sharedList(response.headers);
        deferral.held.whenOver((end) => {
          try {
            resolve(answerTo(end, deferral, headers));
          } catch (error) {
            reject(error);
          }
        });
      }).catch(reject);
    });
}

function answerTo(
  end: End<unknown>,
  { otherwise, tell }: Deferral,
  headers: [string, string][],
): Response | Promise<Response> {
  const refused = (error: unknown): Response => {
    const refusal = refusalOf(error);
    const response = refusalResponse(refusal);
    for (const [name, text] of headers) if (!response.headers.has(name)) response.headers.set(name, text);
    tell?.({ status: response.status, code: refusal.code, error });
    return response;
  };
  const found = (json: unknown): Response => {
    const response = Response.json(json, { headers });
    tell?.({ status: response.status });
    return response;
  };
  if ("error" in end) return refused(end.error);
  if (end.found !== undefined) return found(end.found);
  return new Promise((resolve) => resolve(otherwise.answer())).then(found).catch(refused);
}

function sharedList(headers: Headers): [string, string][] {
  const list = [...headers].filter(([name]) => name !== "content-length");
  const key = JSON.stringify(list);
  const known = headerLists.get(key);
  if (known) return known;
  if (headerLists.size >= MAX_HEADER_LISTS) headerLists.clear();
  headerLists.set(key, list);
  return list;
}
