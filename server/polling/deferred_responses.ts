import type { ErrorCode } from "../../wire/errors.ts";
import { LIMITS } from "../../wire/limits.ts";
import type { Reply } from "../endpoint.ts";
import { refusalOf, refusalResponse } from "../errors.ts";
import type { End, Held } from "./hub.ts";

/** What a held wait answers with when it has found nothing. */
interface Otherwise {
  answer(): unknown;
}

/**
 * Answers that are not there yet. A request that waits must not stand in the middlewares for so long: their frames take more
 * memory than all the rest of it. So the route answers at once, with an answer that says "later"; the middlewares do their
 * work on it, are done with, and the server's outermost layer holds nothing but what will come.
 */
const later = new WeakMap<Response, Waits>();

interface Waits {
  held: Held<unknown>;
  otherwise: Otherwise;
  tell?: (outcome: Outcome) => void;
}

/** How a request was answered. */
export interface Outcome {
  status: number;
  /** Of a refusal. */
  code?: ErrorCode | undefined;
  /** Of a defect. */
  error?: unknown;
}

/** Lists of headers that held answers have; one, in practice. */
const headerLists = new Map<string, [string, string][]>();
const MAX_HEADER_LISTS = 20;

/** How long a request is held that asks for so long. HEAD is not: its answer goes without what would be waited for. */
export function holdMsOf({ method }: Request, askedMs: number): number {
  return method === "HEAD" ? 0 : Math.min(askedMs, LIMITS.holdMs);
}

/** An answer whose JSON comes later. What goes wrong by then becomes a refusal. */
export function heldAnswer<Answer>(
  held: Held<Answer>,
  otherwise: { answer(): Answer | Promise<Answer> },
): Reply<200, Answer> {
  const response = Response.json(null);
  later.set(response, { held, otherwise });
  return response as Reply<200, Answer>;
}

/** Tells, once it is known, how a held answer turns out. False if the answer is none, and is there already. */
export function whenAnswered(response: Response, tell: (outcome: Outcome) => void): boolean {
  const waits = later.get(response);
  if (waits) waits.tell = tell;
  return waits !== undefined;
}

/** Around the whole app: waits for what a held answer is going to be. */
export function withHeldAnswers(
  handler: (request: Request, info: Deno.ServeHandlerInfo) => Response | Promise<Response>,
): (request: Request, info: Deno.ServeHandlerInfo) => Promise<Response> {
  // One promise for all of it: each more would be kept as long as the wait.
  return (request, info) =>
    new Promise((resolve, reject) => {
      Promise.resolve(handler(request, info)).then((response) => {
        const waits = later.get(response);
        if (!waits) return resolve(response);
        const headers = sharedList(response.headers);
        waits.held.whenOver((end) => {
          try {
            resolve(answerTo(end, waits, headers));
          } catch (error) {
            reject(error);
          }
        });
      }).catch(reject);
    });
}

function answerTo(
  end: End<unknown>,
  { otherwise, tell }: Waits,
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
