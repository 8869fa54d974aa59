import { refusalOf, refusalResponse } from "./errors.ts";

/**
 * Answers that are not there yet. A request that waits must not stand in the middlewares for so long: their frames take more
 * memory than all the rest of it. So the route answers at once, with an answer that says "later"; the middlewares do their
 * work on it, are done with, and the server's outermost layer holds nothing but what will come.
 */
const held = new WeakMap<Response, Promise<unknown>>();

/** Lists of headers that held answers have; one, in practice. */
const headerLists = new Map<string, [string, string][]>();
const MAX_HEADER_LISTS = 20;

/** An answer whose JSON comes later. What it is rejected with becomes a refusal. */
export function heldAnswer(json: Promise<unknown>): Response {
  json.catch(() => {}); // reported where it is awaited
  const response = Response.json(null);
  held.set(response, json);
  return response;
}

/** Around the whole app: waits for what a held answer is going to be. `onError` hears of defects. */
export function withHeldAnswers(
  handler: (request: Request, info: Deno.ServeHandlerInfo) => Response | Promise<Response>,
  onError: (error: unknown) => void,
): (request: Request, info: Deno.ServeHandlerInfo) => Promise<Response> {
  const finish = (response: Response): Response | Promise<Response> => {
    const json = held.get(response);
    return json === undefined ? response : later(json, sharedList(response.headers), onError);
  };
  return (request, info) => Promise.resolve(handler(request, info)).then(finish);
}

function later(
  json: Promise<unknown>,
  headers: [string, string][],
  onError: (error: unknown) => void,
): Promise<Response> {
  return json.then((value) => Response.json(value, { headers }), (error) => {
    const refusal = refusalOf(error);
    if (refusal.code === "internal") onError(error);
    const response = refusalResponse(refusal);
    for (const [name, text] of headers) if (!response.headers.has(name)) response.headers.set(name, text);
    return response;
  });
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
