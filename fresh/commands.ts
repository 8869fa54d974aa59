import { type Context, type Frame, setFrame } from "./context.ts";
import { HttpError } from "./error.ts";
import type { MaybeLazy, Middleware, Route } from "./handlers.ts";
import { routeStep, runRoute } from "./route.ts";
import { ALL_METHODS, Router } from "./router.ts";
import type { LayoutConfig, Method, RouteComponent, RouteConfig } from "./types.ts";

/** One call of a method of `App`, or one file in `routes/`. */
export type Command<State> =
  | { kind: "middleware"; path: string; fns: MaybeLazy<Middleware<State>>[] }
  | { kind: "layout"; path: string; component: RouteComponent<State>; config: LayoutConfig | undefined }
  | { kind: "app"; component: RouteComponent<State> }
  | { kind: "error"; path: string; route: Route<State> }
  | { kind: "route"; path: string; route: MaybeLazy<Route<State>>; config: RouteConfig | undefined }
  | { kind: "handler"; path: string; method: Method | "ALL"; fns: MaybeLazy<Middleware<State>>[] };

/** What has been registered so far for a path and everything below it. */
interface Scope<State> {
  path: string;
  fns: Middleware<State>[];
  layout?: { component: RouteComponent<State>; config: LayoutConfig };
  errorPage?: Route<State>;
}

/** Applies the commands in their order: the router, and the steps for a request that no route answers. */
export function applyCommands<State>(
  commands: readonly Command<State>[],
): { router: Router<State>; fallback: Middleware<State>[] } {
  const router = new Router<State>();
  const scopes: Scope<State>[] = [{ path: "", fns: [] }];
  let app: RouteComponent<State> | null = null;
  for (const command of commands) {
    switch (command.kind) {
      case "app":
        app = command.component;
        break;
      case "middleware":
        scopeOf(scopes, command.path).fns.push(...command.fns.map(withLoading));
        break;
      case "layout":
        scopeOf(scopes, command.path).layout = {
          component: command.component,
          config: command.config ?? {},
        };
        break;
      case "error":
        scopeOf(scopes, command.path).errorPage = command.route;
        break;
      case "handler":
        add(
          command.path,
          command.method === "ALL" ? ALL_METHODS : [command.method],
          command.fns.map(withLoading),
        );
        break;
      case "route": {
        const { path, route, config } = command;
        const loaded = typeof route === "function" ? undefined : route;
        add(path, methodsOf(loaded, config), [routeStep(route, config)]);
      }
    }
  }
  return { router, fallback: stepsAround("", scopes, app) };

  function add(pattern: string, methods: readonly Method[], fns: Middleware<State>[]): void {
    router.add(pattern, methods, [...stepsAround(pattern, scopes, app), ...fns]);
  }
}

function scopeOf<State>(scopes: Scope<State>[], path: string): Scope<State> {
  const wanted = path.replace(/\/?\*?$/, "");
  let scope = scopes.find((other) => other.path === wanted);
  if (!scope) scopes.push(scope = { path: wanted, fns: [] });
  return scope;
}

/** The steps around a route: for each scope that it lies in, outermost first, the error page, then the middlewares. */
function stepsAround<State>(
  pattern: string,
  scopes: readonly Scope<State>[],
  app: RouteComponent<State> | null,
): Middleware<State>[] {
  let frame: Frame<State> = { app, layouts: [] };
  return scopes.filter(({ path }) => path === "" || pattern === path || pattern.startsWith(`${path}/`))
    .sort((a, b) => a.path.length - b.path.length)
    .flatMap(({ layout, errorPage, fns }) => {
      if (layout) {
        frame = {
          app: layout.config.skipAppWrapper ? null : frame.app,
          layouts: [...layout.config.skipInheritedLayouts ? [] : frame.layouts, layout.component],
        };
      }
      return [boundary(frame, errorPage), ...fns];
    });
}

/** Sets the frame of what is rendered further in, and shows the error page for what is thrown there. */
function boundary<State>(frame: Frame<State>, errorPage: Route<State> | undefined): Middleware<State> {
  return async (ctx: Context<State>) => {
    const former = setFrame(ctx, frame);
    try {
      return await ctx.next();
    } catch (error) {
      if (!errorPage) throw error;
      ctx.error = error;
      const status = error instanceof HttpError ? error.status : 500;
      return await runRoute(ctx, errorPage, errorPage.config, status);
    } finally {
      setFrame(ctx, former);
    }
  };
}

function methodsOf<State>(route: Route<State> | undefined, config: RouteConfig = {}): readonly Method[] {
  if (Array.isArray(config.methods)) return config.methods;
  if (!route || typeof route.handler === "function") return ALL_METHODS;
  const methods = Object.keys(route.handler ?? {}) as Method[];
  return route.component && !methods.includes("GET") ? [...methods, "GET"] : methods;
}

/** The middleware itself, or one that loads it: a function without a parameter is `async () => middleware`. */
function withLoading<State>(fn: MaybeLazy<Middleware<State>>): Middleware<State> {
  if (fn.length > 0) return fn as Middleware<State>;
  let loaded: Middleware<State> | undefined;
  return async (ctx) => {
    if (loaded) return await loaded(ctx);
    const result = await (fn as () => Promise<Middleware<State> | Response>)();
    if (result instanceof Response) return result;
    loaded = result;
    return await loaded(ctx);
  };
}
