import { type FunctionComponent, h } from "preact";
import { type BuildCache, EMPTY_CACHE } from "./build_cache.ts";
import { Context, type Frame, setFrame } from "./context.ts";
import { HttpError } from "./error.ts";
import { fsItems } from "./fs_routes.ts";
import { type Endpoint, Router } from "./router.ts";
import type {
  FreshConfig,
  HandlerFn,
  LayoutConfig,
  MaybeLazy,
  Method,
  Middleware,
  MiddlewareFn,
  PageProps,
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
  | { kind: "error"; path: string; route: Route<State> | MiddlewareFn<State>; status?: number }
  | { kind: "route"; path: string; route: MaybeLazy<Route<State>>; config: RouteConfig | undefined }
  | { kind: "handler"; path: string; method: Method | "ALL"; fns: MaybeLazy<Middleware<State>>[] }
  | { kind: "fs"; path: string };

const METHODS: readonly Method[] = ["HEAD", "GET", "POST", "PATCH", "PUT", "DELETE", "OPTIONS"];
const NO_ADDRESS: Deno.ServeHandlerInfo = {
  remoteAddr: { transport: "tcp", hostname: "127.0.0.1", port: 0 },
  completed: Promise.resolve(),
};

export type ListenOptions = Partial<Deno.ServeTcpOptions & Deno.TlsCertifiedKeyPem>;

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
    this.config = { root: ".", basePath: config.basePath ?? "", mode: config.mode ?? "production" };
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
  patch(path: string, ...fns: MaybeLazy<Middleware<State>>[]): this {
    return this.#add({ kind: "handler", method: "PATCH", path, fns });
  }
  put(path: string, ...fns: MaybeLazy<Middleware<State>>[]): this {
    return this.#add({ kind: "handler", method: "PUT", path, fns });
  }
  delete(path: string, ...fns: MaybeLazy<Middleware<State>>[]): this {
    return this.#add({ kind: "handler", method: "DELETE", path, fns });
  }
  head(path: string, ...fns: MaybeLazy<Middleware<State>>[]): this {
    return this.#add({ kind: "handler", method: "HEAD", path, fns });
  }
  all(path: string, ...fns: MaybeLazy<Middleware<State>>[]): this {
    return this.#add({ kind: "handler", method: "ALL", path, fns });
  }

  /** Adds a page or endpoint. */
  route(path: string, route: MaybeLazy<Route<State>>, config?: RouteConfig): this {
    return this.#add({ kind: "route", path, route, config });
  }

  layout(path: string, component: RouteComponent<State>, config?: LayoutConfig): this {
    return this.#add({ kind: "layout", path, component, config });
  }

  appWrapper(component: RouteComponent<State>): this {
    return this.#add({ kind: "app", component });
  }

  notFound(route: Route<State> | MiddlewareFn<State>): this {
    return this.#add({ kind: "error", path: "*", route, status: 404 });
  }

  onError(path: string, route: Route<State> | MiddlewareFn<State>): this {
    return this.#add({ kind: "error", path, route });
  }

  /** Adds what lies in `routes/`, here. */
  fsRoutes(path = "*"): this {
    return this.#add({ kind: "fs", path });
  }

  /** The function that answers requests. */
  handler(): (request: Request, info?: Deno.ServeHandlerInfo) => Promise<Response> {
    const cache = this.#cache;
    const items = this.#items.flatMap((item) =>
      item.kind === "fs" ? fsItems<State>(cache.manifest.routes, item.path) : [item]
    );
    const router = buildRouter(items, this.config.basePath);
    const { config } = this;
    return async (request, info = NO_ADDRESS) => {
      const path = pathOf(request.url);
      const method = request.method as Method;
      const { endpoint, params, allowed } = router.match(method, path);
      const chain = endpoint ?? (allowed ? router.wrongMethod(allowed) : router.notFound);
      const ctx = new Context<State>(request, info, endpoint?.pattern ?? null, params, config, NEVER, cache);
      let response: Response;
      try {
        response = await run(chain.fns, ctx, 0);
      } catch (error) {
        // A middleware outside of all error pages failed.
        response = plainError(error);
      }
      // The other half of the answer is not sent, but its headers are.
      return method === "HEAD" ? new Response(null, response) : response;
    };
  }

  /** Starts a server of its own. */
  listen(options: ListenOptions = {}): Promise<void> {
    return Deno.serve({ ...options } as Deno.ServeTcpOptions, this.handler()).finished;
  }

  #add(item: Item<State>): this {
    this.#items.push(item);
    return this;
  }
}

const NEVER = () => Promise.reject(new HttpError(404));

/** Runs the steps of a request one within the other. */
function run<State>(
  fns: readonly MaybeLazy<MiddlewareFn<State>>[],
  ctx: Context<State>,
  index: number,
): Promise<Response> | Response {
  const fn = fns[index];
  if (!fn) return NEVER();
  ctx.next = async () => await run(fns, ctx, index + 1);
  return (fn as MiddlewareFn<State>)(ctx);
}

/** The path of a URL, without making a URL of it; several slashes count as one, so that none leads elsewhere. */
function pathOf(url: string): string {
  const begin = url.indexOf("/", url.indexOf("://") + 3);
  if (begin < 0) return "/";
  const rest = url.slice(begin);
  const end = rest.search(/[?#]/);
  const path = end < 0 ? rest : rest.slice(0, end);
  return path.includes("//") ? path.replace(/\/+/g, "/") : path;
}

function covers(scope: string, pattern: string): boolean {
  if (scope === "*" || scope === "/" || scope === "") return true;
  return pattern === scope || pattern.startsWith(`${scope}/`);
}

function buildRouter<State>(items: readonly Item<State>[], basePath: string): Router<State> {
  const router = new Router<State>();
  const middlewares: { path: string; fns: MiddlewareFn<State>[] }[] = [];
  const errors: Extract<Item<State>, { kind: "error" }>[] = [];
  const layouts: Extract<Item<State>, { kind: "layout" }>[] = [];
  let app: RouteComponent<State> | null = null;
  for (const item of items) {
    switch (item.kind) {
      case "app":
        app = item.component;
        break;
      case "middleware":
        middlewares.push({ path: item.path, fns: item.fns.flatMap(loaded) });
        break;
      case "error":
        errors.unshift(item);
        break;
      case "layout":
        layouts.push(item);
        break;
      case "handler": {
        const fns = item.fns.flatMap(loaded);
        add(item.path, item.method === "ALL" ? METHODS : [item.method], fns, {});
        break;
      }
      case "route": {
        const { path, route, config = {} } = item;
        const known = typeof route === "function" ? undefined : route;
        const merged = { ...known?.config, ...config };
        add(merged.routeOverride ?? path, methodsOf(known, merged), [answerRoute(route)], merged);
        break;
      }
      case "fs":
        break;
    }
  }
  const rest = middlewares.filter(({ path }) => covers(path, "")).flatMap(({ fns }) => fns);
  router.notFound = endpoint(null, [...rest, boundary("/"), () => NEVER()]);
  router.wrongMethod = (allowed) =>
    endpoint(null, [
      async (ctx) => {
        const response = await ctx.next();
        response.headers.set("allow", allowed.join(", "));
        return response;
      },
      ...rest,
      boundary("/"),
      () => Promise.reject(new HttpError(405)),
    ]);
  return router;

  function add(
    pattern: string,
    methods: readonly Method[],
    fns: MiddlewareFn<State>[],
    config: RouteConfig,
  ): void {
    const path = `${basePath}${pattern}`;
    const outer = middlewares.filter((other) => covers(other.path, pattern));
    // Errors of a page and of the middlewares below the root become an error page within the root's middlewares.
    const roots = outer.filter((other) => covers(other.path, "")).flatMap((other) => other.fns);
    const scoped = outer.filter((other) => !covers(other.path, "")).flatMap((other) => other.fns);
    const frame: Frame<State> = {
      app: config.skipAppWrapper ? null : app,
      layouts: config.skipInheritedLayouts ? [] : layouts.filter((layout) => covers(layout.path, pattern)),
    };
    const framed: MiddlewareFn<State> = (ctx) => {
      setFrame(ctx, frame);
      return ctx.next();
    };
    router.add(path, methods, endpoint(path, [...roots, boundary(pattern), ...scoped, framed, ...fns]));
  }

  function endpoint(pattern: string | null, fns: MiddlewareFn<State>[]): Endpoint<State> {
    return { pattern, fns };
  }

  /** Turns what is thrown below into the nearest error page. */
  function boundary(pattern: string): MiddlewareFn<State> {
    return async (ctx) => {
      try {
        return await ctx.next();
      } catch (error) {
        const status = error instanceof HttpError ? error.status : 500;
        const found = errors.filter(({ path }) => covers(path, pattern))
          .sort((a, b) => b.path.length - a.path.length)
          .find((item) => item.status === undefined || item.status === status);
        if (!found) return plainError(error);
        ctx.error = error;
        setFrame(ctx, { app, layouts: [] });
        const { route } = found;
        if (typeof route === "function") return await route(ctx);
        return await answer(ctx, route, status);
      }
    };
  }
}

function plainError(error: unknown): Response {
  if (error instanceof HttpError && error.status < 500) {
    return new Response(error.message, { status: error.status });
  }
  // deno-lint-ignore no-console -- an error that no page handles must be seen
  console.error(error);
  const status = error instanceof HttpError ? error.status : 500;
  return new Response("Internal server error", { status });
}

function methodsOf<State>(route: Route<State> | undefined, config: RouteConfig): readonly Method[] {
  if (config.methods) return config.methods === "ALL" ? METHODS : config.methods;
  if (!route || typeof route.handler === "function") return METHODS;
  const methods = Object.keys(route.handler ?? {}) as Method[];
  return route.component && !methods.includes("GET") ? [...methods, "GET"] : methods;
}

/** A middleware that may be loaded later: `async () => middleware` takes no argument. */
function loaded<State>(fn: MaybeLazy<Middleware<State>>): MiddlewareFn<State>[] {
  if (Array.isArray(fn)) return fn;
  let made: MiddlewareFn<State> | undefined;
  if (fn.length > 0) return [fn as MiddlewareFn<State>];
  return [async (ctx) => {
    if (made) return await made(ctx);
    const result = await (fn as (ctx?: Context<State>) => unknown)(ctx);
    if (result instanceof Response) return result;
    made = result as MiddlewareFn<State>;
    return await made(ctx);
  }];
}

function answerRoute<State>(route: MaybeLazy<Route<State>>): MiddlewareFn<State> {
  let known = typeof route === "function" ? undefined : route;
  return async (ctx) => {
    known ??= await (route as () => Promise<Route<State>>)();
    return await answer(ctx, known, 200);
  };
}

/** Lets a route's handler and then its page answer. */
async function answer<State>(ctx: Context<State>, route: Route<State>, status: number): Promise<Response> {
  const method = ctx.req.method as Method;
  const { handler, component } = route;
  const isError = ctx.error !== null;
  const fn: HandlerFn<unknown, State> | undefined = typeof handler === "function"
    ? handler
    : handler?.[method] ?? (method === "HEAD" ? handler?.GET : undefined) ??
      (isError ? handler?.GET : undefined);
  let init: ResponseInit = { status };
  if (fn) {
    const result = await fn(ctx);
    if (result instanceof Response) return result;
    const { data, headers, status: own } = result as PageResponse<unknown>;
    ctx.data = data;
    init = { status: own ?? status, ...(headers ? { headers } : {}) };
  } else if (!component || (method !== "GET" && method !== "HEAD" && !isError)) {
    throw new HttpError(405);
  }
  if (!component) {
    throw new TypeError("Cannot answer: the handler gave data, and there is no page to show it");
  }
  const props = ctx.props(() => null);
  if (component.constructor.name === "AsyncFunction") {
    const vnode = await (component as (props: PageProps) => Promise<unknown>)(props);
    return vnode instanceof Response ? vnode : await ctx.render(vnode as never, init, configOf(route));
  }
  return await ctx.render(h(component as FunctionComponent<PageProps>, props), init, configOf(route));
}

function configOf<State>({ config }: Route<State>): LayoutConfig {
  const { skipAppWrapper, skipInheritedLayouts } = config ?? {};
  return {
    ...(skipAppWrapper === undefined ? {} : { skipAppWrapper }),
    ...(skipInheritedLayouts === undefined ? {} : { skipInheritedLayouts }),
  };
}
