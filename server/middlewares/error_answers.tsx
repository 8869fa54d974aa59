import type { MiddlewareFn } from "fresh";
import { ErrorPage } from "../../components/ErrorPage.tsx";
import { ERROR_STATUS } from "../../wire/errors.ts";
import { refusalOf, refusalResponse } from "../errors.ts";
import { policyOf } from "../route_policy.ts";
import type { State } from "../state.ts";

/**
 * Turns whatever is thrown further in into its answer: typed JSON below `/api`, a page everywhere else. Its place is
 * within the middlewares that finish answers, so that this one has its headers, its rules and its line in the log.
 */
export const errorAnswers: MiddlewareFn<State> = async (ctx) => {
  try {
    return await ctx.next();
  } catch (error) {
    const refusal = refusalOf(error);
    ctx.state.errorCode = refusal.code;
    if (refusal.code === "internal") ctx.error = error;
    if (policyOf(ctx).kind === "api") return refusalResponse(refusal);
    const { lang, requestId } = ctx.state;
    const status = ERROR_STATUS[refusal.code];
    const headers = { "cache-control": "no-store" };
    return await ctx.render(<ErrorPage lang={lang} status={status} requestId={requestId} />, {
      status,
      headers,
    });
  }
};
