import { csp, type MiddlewareFn } from "fresh";
import { policyOf } from "../route_policy.ts";
import type { State } from "../state.ts";

/** Fresh generates the page's nonce, and exposes it in this header only. */
const withNonce = csp<State>({ useNonce: true });
const HEADER = "content-security-policy";

/**
 * Takes the nonce of a rendered page for the policy that `securityHeaders` writes. Fresh knows a page by its `Response`, so
 * inner middlewares must not replace it.
 */
export const pageNonce: MiddlewareFn<State> = async (ctx) => {
  if (policyOf(ctx).csp === "none") return await ctx.next();
  const response = await withNonce(ctx);
  const nonce = /'nonce-([\w+/=-]+)'/.exec(response.headers.get(HEADER) ?? "")?.[1];
  ctx.state.inlineSources = nonce === undefined ? "none" : { nonce };
  response.headers.delete(HEADER);
  return response;
};
