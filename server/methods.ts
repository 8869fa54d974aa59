import { HttpError } from "fresh";

/** Thrown where a route exists, but not for the method of the request. */
export class MethodNotAllowed extends HttpError {
  constructor(readonly allowed: readonly string[]) {
    super(405);
  }
}

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/**
 * Lets handlers inherit an answer for each method that they lack. The router in fresh/ never asks for these; upstream's
 * gives a route every method, and answers 404 for one without a handler.
 */
export function withOtherMethods<Handlers extends object>(handlers: Handlers): Handlers {
  const allowed = Object.keys(handlers);
  if (allowed.includes("GET") && !allowed.includes("HEAD")) allowed.push("HEAD");
  const others: Record<string, () => Response> = {};
  for (const method of METHODS) {
    if (allowed.includes(method)) continue;
    others[method] = () => {
      if (method !== "OPTIONS") throw new MethodNotAllowed(allowed);
      return new Response(null, { status: 204, headers: { allow: allowed.join(", ") } });
    };
  }
  return Object.assign(Object.create(others), handlers);
}
