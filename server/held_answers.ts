import { LIMITS } from "../wire/limits.ts";
import { refusalOf, refusalResponse } from "./errors.ts";
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
const later = new WeakMap<Response, { held: Held<unknown>; otherwise: Otherwise }>();

/** Lists of headers that held answers have; one, in practice. */
const headerLists = new Map<string, [string, string][]>();
const MAX_HEADER_LISTS = 20;

/** How long a request is held that asks for so long. HEAD is not: its answer goes without what would be waited for. */
export function holdMsOf({ method }: Request, askedMs: number): number {
  return method === "HEAD" ? 0 : Math.min(askedMs, LIMITS.holdMs);
}

/** An answer whose JSON comes later. What goes wrong by then becomes a refusal. */
export function heldAnswer(held: Held<unknown>, otherwise: Otherwise): Response {
  const response = Response.json(null);
  later.set(response, { held, otherwise });
  return response;
}

/** Around the whole app: waits for what a held answer is going to be. `onError` hears of defects. */
export function withHeldAnswers(
  handler: (request: Request, info: Deno.ServeHandlerInfo) => Response | Promise<Response>,
  onError: (error: unknown) => void,
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
            resolve(answerTo(end, waits.otherwise, headers, onError));
          } catch (error) {
            reject(error);
          }
        });
      }).catch(reject);
    });
}

function answerTo(
  end: End<unknown>,
  otherwise: Otherwise,
  headers: [string, string][],
  onError: (error: unknown) => void,
): Response | Promise<Response> {
  const refused = (error: unknown): Response => {
    const refusal = refusalOf(error);
    if (refusal.code === "internal") onError(error);
    const response = refusalResponse(refusal);
    for (const [name, text] of headers) if (!response.headers.has(name)) response.headers.set(name, text);
    return response;
  };
  if ("error" in end) return refused(end.error);
  if (end.found !== undefined) return Response.json(end.found, { headers });
  return new Promise((resolve) => resolve(otherwise.answer()))
    .then((json) => Response.json(json, { headers })).catch(refused);
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
