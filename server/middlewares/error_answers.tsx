import type { MiddlewareFn } from "fresh";
import { ErrorPage } from "../../components/ErrorPage.tsx";
import { ERROR_STATUS } from "../../wire/errors.ts";
import { refusalOf, refusalResponse } from "../errors.ts";
import { inlineScript } from "../inline_script.ts";
import { MethodNotAllowed } from "../methods.ts";
import { policyOf } from "../route_policy.ts";
import type { State } from "../state.ts";

/** For machines: pages ask again by their own script. */
const RETRY_AFTER_SECONDS = "10";

/**
 * Answers what handlers and inner middlewares throw: JSON for the API, else a page. Must stand within the middlewares
 * that finish answers, so that its answers, too, get headers, styles and a line in the log.
 */
export const errorAnswers: MiddlewareFn<State> = async (ctx) => {
  try {
    return await ctx.next();
  } catch (error) {
    const refusal = refusalOf(error);
    ctx.state.errorCode = refusal.code;
    if (refusal.code === "internal") ctx.error = error;
    const allow = error instanceof MethodNotAllowed ? { allow: error.allowed.join(", ") } : undefined;
    if (policyOf(ctx).kind === "api") return refusalResponse(refusal, allow);
    const { lang, requestId } = ctx.state;
    const status = ERROR_STATUS[refusal.code];
    const isUnavailable = refusal.code === "unavailable";
    const headers = {
      "cache-control": "no-store",
      ...(isUnavailable ? { "retry-after": RETRY_AFTER_SECONDS } : {}),
      ...allow,
    };
    const script = isUnavailable ? inlineScript(ctx.config.root, "unavailable") : undefined;
    const page = <ErrorPage lang={lang} status={status} requestId={requestId} script={script} />;
    return await ctx.render(page, { status, headers });
  }
};
