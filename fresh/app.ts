import type { VNode } from "preact";
import { type BuildCache, EMPTY_CACHE } from "./build_cache.ts";
import { Context, elementOf, type Frame, setFrame } from "./context.ts";
import { HttpError } from "./error.ts";
import { fsItems } from "./fs_routes.ts";
import { ALL_METHODS, type Match, Router } from "./router.ts";
import type {
  FreshConfig,
  HandlerFn,
  LayoutConfig,
  MaybeLazy,
  Method,
  Middleware,
  MiddlewareFn,
  PageResponse,
  ResolvedFreshConfig,
  Route,
  RouteComponent,
  RouteConfig,
} from "./types.ts";

/** One registration, in the order in which they were made. */
export type Item<State> =
  | { kind: "middleware"; path: string; fns: MaybeLazy<Middleware<State>>[] }
  | { kind: "layout"; path: string; component: RouteComponent<State>; config: LayoutConfig | undefined }
  | { kind: "app"; component: RouteComponent<State> }
  | { kind: "error"; path: string; route: Route<State> }
  | { kind: "route"; path: string; route: MaybeLazy<Route<State>>; config: RouteConfig | undefined }
  | { kind: "handler"; path: string; method: Method | "ALL"; fns: MaybeLazy<Middleware<State>>[] }
  | { kind: "fs" };

const NO_ADDRESS: Deno.ServeHandlerInfo = {
  remoteAddr: { transport: "tcp", hostname: "127.0.0.1", port: 0 },
  completed: Promise.resolve(),
};

/** Gives an app the build that it serves; `_fresh/server.js` does. */
export let setBuildCache: <State>(
  app: App<State>,
  cache: BuildCache,
  mode: "development" | "production",
) => void;

/** Middlewares and routes, in the order in which they are added. */
export class App<State> {
  readonly config: ResolvedFreshConfig;
  #items: Item<State>[] = [];
  #cache: BuildCache = EMPTY_CACHE;

  static {
    setBuildCache = (app, cache, mode) => {
      app.#cache = cache;
      app.config.root = cache.root;
      app.config.mode = mode;
    };
  }

  constructor(config: FreshConfig = {}) {
    this.config = { root: ".", mode: config.mode ?? "production" };
  }

  /** Adds middlewares for everything that is added later, or for what lies below a path. */
  use(...middlewares: MaybeLazy<Middleware<State>>[]): this;
  use(path: string, ...middlewares: MaybeLazy<Middleware<State>>[]): this;
  use(first: string | MaybeLazy<Middleware<State>>, ...rest: MaybeLazy<Middleware<State>>[]): this {
    const [path, fns] = typeof first === "string" ? [first, rest] : ["*", [first, ...rest]];
    return this.#add({ kind: "middleware", path, fns });
  }

  get(path: string, ...fns: MaybeLazy<Middleware<State>>[]): this {
    return this.#add({ kind: "handler", method: "GET", path, fns });
  }

  post(path: string, ...fns: MaybeLazy<Middleware<State>>[]): this {
    return this.#add({ kind: "handler", method: "POST", path, fns });
  }

  all(path: string, ...fns: MaybeLazy<Middleware<State>>[]): this {
    return this.#add({ kind: "handler", method: "ALL", path, fns });
  }

  /** Adds a page or endpoint, or what loads it when it is first asked for. */
  route(path: string, route: MaybeLazy<Route<State>>, config?: RouteConfig): this {
    return this.#add({ kind: "route", path, route, config });
  }

  layout(path: string, component: RouteComponent<State>, config?: LayoutConfig): this {
    return this.#add({ kind: "layout", path, component, config });
  }

  appWrapper(component: RouteComponent<State>): this {
    return this.#add({ kind: "app", component });
  }

  /** Adds a page or function that answers when something below a path has thrown. */
  onError(path: string, route: Route<State> | MiddlewareFn<State>): this {
    return this.#add({
      kind: "error",
      path,
      route: typeof route === "function" ? { handler: route } : route,
    });
  }

  /** Adds what lies in `routes/`, here. */
  fsRoutes(): this {
    return this.#add({ kind: "fs" });
  }

  /** The function that answers requests. */
  handler(): (request: Request, info?: Deno.ServeHandlerInfo) => Promise<Response> {
    const cache = this.#cache;
    const items = this.#items.flatMap((item) =>
      item.kind === "fs" ? fsItems<State>(cache.manifest.routes) : [item]
    );
    const { router, fallback } = buildRouter(items);
    return async (request, info = NO_ADDRESS) => {
      const match = router.match(request.method as Method, pathOf(request.url));
      const { pattern, params, steps = [...fallback, unmatched(match)] } = match;
      const ctx = new Context<State>(request, info, pattern, params, this.config, cache);
      let response: Response;
      try {
        response = await run(steps, ctx, 0);
      } catch (error) {
        response = plainError(error);
      }
      if (match.allowed) response.headers.set("allow", match.allowed.join(", "));
      // The other half of the answer is not sent, but its headers are.
      return request.method === "HEAD" ? new Response(null, response) : response;
    };
  }

  #add(item: Item<State>): this {
    this.#items.push(item);
    return this;
  }
}

/** The last step where no route answers. */
function unmatched<State>({ allowed }: Match<State>): MiddlewareFn<State> {
  return (ctx) => {
    if (!allowed) throw new HttpError(404);
    if (ctx.req.method === "OPTIONS") return new Response(null, { status: 204 });
    throw new HttpError(405);
  };
}

/** Runs the steps of a request one within the other. */
async function run<State>(
  steps: readonly MiddlewareFn<State>[],
  ctx: Context<State>,
  index: number,
): Promise<Response> {
  const step = steps[index];
  if (!step) throw new HttpError(404);
  ctx.next = () => run(steps, ctx, index + 1);
  return await step(ctx);
}

/** The path of a URL, without making a URL of it; several slashes count as one, so that none leads elsewhere. */
function pathOf(url: string): string {
  const begin = url.indexOf("/", url.indexOf("://") + 3);
  if (begin < 0) return "/";
  const rest = url.slice(begin);
  const end = rest.search(/[?#]/);
  return (end < 0 ? rest : rest.slice(0, end)).replace(/\/{2,}/g, "/");
}

/** What has been registered for one path and everything below it. */
interface Scope<State> {
  path: string;
  fns: MiddlewareFn<State>[];
  layout?: { component: RouteComponent<State>; config: LayoutConfig };
  errorPage?: Route<State>;
}

function buildRouter<State>(
  items: readonly Item<State>[],
): { router: Router<State>; fallback: MiddlewareFn<State>[] } {
  const router = new Router<State>();
  const scopes: Scope<State>[] = [{ path: "", fns: [] }];
  let app: RouteComponent<State> | null = null;
  for (const item of items) {
    switch (item.kind) {
      case "app":
        app = item.component;
        break;
      case "middleware":
        scopeOf(item.path).fns.push(...item.fns.flatMap(loaded));
        break;
      case "layout":
        scopeOf(item.path).layout = { component: item.component, config: item.config ?? {} };
        break;
      case "error":
        scopeOf(item.path).errorPage = item.route;
        break;
      case "handler":
        add(item.path, item.method === "ALL" ? ALL_METHODS : [item.method], item.fns.flatMap(loaded));
        break;
      case "route": {
        const known = typeof item.route === "function" ? undefined : item.route;
        add(item.path, methodsOf(known, item.config), [answerRoute(item.route, item.config)]);
      }
    }
  }
  return { router, fallback: around("") };

  function scopeOf(path: string): Scope<State> {
    const wanted = path.replace(/\/?\*?$/, "");
    let scope = scopes.find((other) => other.path === wanted);
    if (!scope) scopes.push(scope = { path: wanted, fns: [] });
    return scope;
  }

  function add(pattern: string, methods: readonly Method[], fns: MiddlewareFn<State>[]): void {
    router.add(pattern, methods, [...around(pattern), ...fns]);
  }

  /** What surrounds a route: of each scope that it lies in, outermost first, the error page, then the middlewares. */
  function around(pattern: string): MiddlewareFn<State>[] {
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
}

/** Puts a frame around what is rendered below, and an error page in the place of what is thrown there. */
function boundary<State>(frame: Frame<State>, errorPage: Route<State> | undefined): MiddlewareFn<State> {
  return async (ctx) => {
    const former = setFrame(ctx, frame);
    try {
      return await ctx.next();
    } catch (error) {
      if (!errorPage) throw error;
      ctx.error = error;
      return await answer(ctx, errorPage, errorPage.config, error instanceof HttpError ? error.status : 500);
    } finally {
      setFrame(ctx, former);
    }
  };
}

function plainError(error: unknown): Response {
  const status = error instanceof HttpError ? error.status : 500;
  if (error instanceof HttpError && status < 500) return new Response(error.message, { status });
  // deno-lint-ignore no-console -- an error that no page handles must be seen
  console.error(error);
  return new Response("Internal server error", { status });
}

function methodsOf<State>(route: Route<State> | undefined, config: RouteConfig = {}): readonly Method[] {
  if (Array.isArray(config.methods)) return config.methods;
  if (!route || typeof route.handler === "function") return ALL_METHODS;
  const methods = Object.keys(route.handler ?? {}) as Method[];
  return route.component && !methods.includes("GET") ? [...methods, "GET"] : methods;
}

/** A middleware that may be loaded later: `async () => middleware` takes no argument. */
function loaded<State>(fn: MaybeLazy<Middleware<State>>): MiddlewareFn<State>[] {
  if (Array.isArray(fn)) return fn;
  if (fn.length > 0) return [fn as MiddlewareFn<State>];
  let made: MiddlewareFn<State> | undefined;
  return [async (ctx) => {
    if (made) return await made(ctx);
    const result = await (fn as () => Promise<MiddlewareFn<State> | Response>)();
    if (result instanceof Response) return result;
    made = result;
    return await made(ctx);
  }];
}

function answerRoute<State>(route: MaybeLazy<Route<State>>, config?: RouteConfig): MiddlewareFn<State> {
  let known = typeof route === "function" ? undefined : route;
  return async (ctx) => {
    known ??= await (route as () => Promise<Route<State>>)();
    return await answer(ctx, known, { ...known.config, ...config }, 200);
  };
}

/** Lets a route's handler and then its page answer. */
async function answer<State>(
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
    throw new TypeError("Cannot answer: the handler gave data, and there is no page to show it");
  }
  const { data, headers, status: own = status } = result as PageResponse<unknown>;
  ctx.data = data;
  const page = await elementOf(component, ctx.props(() => null));
  if (page instanceof Response) return page;
  return await ctx.render(page as VNode | null, { status: own, ...(headers ? { headers } : {}) }, config);
}
