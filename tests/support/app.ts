import { App, type MiddlewareFn } from "fresh";
import { parseConfig } from "../../server/config.ts";
import type { State } from "../../server/state.ts";

/** An app of some middlewares in front of the given routes, with a configuration and `state` on every request. */
export function appOf(
  middlewares: readonly MiddlewareFn<State>[],
  routes: Record<string, MiddlewareFn<State>>,
  { env = {}, state = {} }: { env?: Record<string, string>; state?: Partial<State> } = {},
): (path: string, init?: RequestInit) => Promise<Response> {
  const app = new App<State>().use(async (ctx) => {
    Object.assign(ctx.state, { config: parseConfig(env), ...state });
    return await ctx.next();
  });
  for (const middleware of middlewares) app.use(middleware);
  for (const [path, handler] of Object.entries(routes)) app.all(path, handler);
  const handler = app.handler();
  return async (path, init) => await handler(new Request(new URL(path, "http://localhost"), init));
}
