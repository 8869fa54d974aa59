import type { VNode } from "preact";
import type { Context } from "./context.ts";
import { elementOf } from "./element.ts";
import { HttpError } from "./error.ts";
import type { HandlerFn, MaybeLazy, Middleware, PageResponse, Route } from "./handlers.ts";
import type { Method, RouteConfig } from "./types.ts";

/** The last step of a request: the route itself, loaded when it is first asked for. */
export function routeStep<State>(route: MaybeLazy<Route<State>>, config?: RouteConfig): Middleware<State> {
  let loaded = typeof route === "function" ? undefined : route;
  return async (ctx) => {
    loaded ??= await (route as () => Promise<Route<State>>)();
    return await runRoute(ctx, loaded, { ...loaded.config, ...config }, 200);
  };
}

/**
 * Runs a route's handler, and renders its page component if the handler returned data. `status` is that of the page, unless
 * the handler sets one.
 */
export async function runRoute<State>(
  ctx: Context<State>,
  { handler, component }: Route<State>,
  config: RouteConfig = {},
  status: number,
): Promise<Response> {
  const method = ctx.req.method as Method;
  const isRead = method === "GET" || method === "HEAD" || ctx.error !== null;
  const fn: HandlerFn<unknown, State> | undefined = typeof handler === "function"
    ? handler
    : handler?.[method] ?? (isRead ? handler?.GET : undefined);
  if (!fn && !(component && isRead)) throw new HttpError(405);
  const result = fn ? await fn(ctx) : { data: undefined };
  if (result instanceof Response) return result;
  if (!component) {
    throw new TypeError("Cannot render: the handler returned data, and its route has no page component");
  }
  const { data, headers, status: own = status } = result as PageResponse<unknown>;
  ctx.data = data;
  const page = await elementOf(component, ctx.props(() => null));
  if (page instanceof Response) return page;
  return await ctx.render(page as VNode | null, { status: own, ...(headers ? { headers } : {}) }, config);
}
