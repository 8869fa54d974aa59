import { HttpError, type MiddlewareFn } from "fresh";
import type { ErrorCode } from "../wire/errors.ts";
import { Refusal, refusalFor, refusalResponse } from "./errors.ts";
import type { State } from "./state.ts";

/** Within the API: turns refusals into their answers. Its place is `routes/api/_middleware.ts`. */
export const answerRefusals: MiddlewareFn<State> = async (ctx) => {
  let response: Response;
  try {
    response = await ctx.next();
  } catch (error) {
    const refusal = refusalFor(error);
    if (!refusal) throw error;
    ctx.state.errorCode = refusal.code;
    return refusalResponse(refusal);
  }
  if (!response.headers.has("cache-control")) response.headers.set("cache-control", "no-store");
  return response;
};

const CODES: Record<number, ErrorCode> = {
  403: "cross_site",
  404: "not_found",
  405: "method_not_allowed",
  500: "internal",
};

/** Around the app: below `/api` even the framework's own errors are typed JSON, not pages. */
export const apiErrorsAsJson: MiddlewareFn<State> = async (ctx) => {
  if (!/^[a-z]+:\/\/[^/]+\/api(\/|$|\?)/i.test(ctx.req.url)) return await ctx.next();
  let response: Response;
  try {
    response = await ctx.next();
  } catch (error) {
    // Thrown by a middleware, where no error page reaches.
    if (!(error instanceof HttpError)) throw error;
    response = new Response(null, { status: error.status });
  }
  if (response.status < 400) return response;
  if (response.headers.get("content-type")?.startsWith("application/json")) return response;
  const code = CODES[response.status] ?? "internal";
  ctx.state.errorCode = code;
  const answer = refusalResponse(new Refusal(code));
  const allow = response.headers.get("allow");
  if (allow) answer.headers.set("allow", allow);
  return answer;
};
