import { type BuildCache, EMPTY_CACHE } from "./build_cache.ts";
import { applyCommands, type Command } from "./commands.ts";
import { Context } from "./context.ts";
import { HttpError } from "./error.ts";
import { fsCommands } from "./fs_routes.ts";
import type { MaybeLazy, Middleware, Route } from "./handlers.ts";
import type { Match } from "./router.ts";
import type {
  FreshConfig,
  LayoutConfig,
  Method,
  ResolvedFreshConfig,
  RouteComponent,
  RouteConfig,
} from "./types.ts";

/** For requests that come from a test instead of a connection. */
const NO_ADDRESS: Deno.ServeHandlerInfo = {
  remoteAddr: { transport: "tcp", hostname: "127.0.0.1", port: 0 },
  completed: Promise.resolve(),
};

/** Gives an app the build that it serves. */
export let setBuildCache: <State>(
  app: App<State>,
  cache: BuildCache,
  mode: "development" | "production",
) => void;

/** Middlewares and routes, in the order in which they are added. */
export class App<State> {
  readonly config: ResolvedFreshConfig;
  /** `undefined` stands for the files in `routes/`, which are known when the app has its build. */
  readonly #commands: (Command<State> | undefined)[] = [];
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

  /** Adds middlewares around everything that is added later; with a path, around what lies below it. */
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

  /** Adds a page or endpoint, or a function that loads it when it is first asked for. */
  route(path: string, route: MaybeLazy<Route<State>>, config?: RouteConfig): this {
    return this.#add({ kind: "route", path, route, config });
  }

  layout(path: string, component: RouteComponent<State>, config?: LayoutConfig): this {
    return this.#add({ kind: "layout", path, component, config });
  }

  appWrapper(component: RouteComponent<State>): this {
    return this.#add({ kind: "app", component });
  }

  /** Adds a page or function that answers for what is thrown below a path. */
  onError(path: string, route: Route<State> | Middleware<State>): this {
    return this.#add({
      kind: "error",
      path,
      route: typeof route === "function" ? { handler: route } : route,
    });
  }

  /** Adds the files in `routes/`. */
  fsRoutes(): this {
    return this.#add(undefined);
  }

  /** The function that answers requests, for `Deno.serve` and for tests. */
  handler(): (request: Request, info?: Deno.ServeHandlerInfo) => Promise<Response> {
    const cache = this.#cache;
    const commands = this.#commands.flatMap((command) =>
      command ? [command] : fsCommands<State>(cache.manifest.routes)
    );
    const { router, fallback } = applyCommands(commands);
    return async (request, info = NO_ADDRESS) => {
      const match = router.match(request.method as Method, pathOf(request.url));
      const { pattern, params, steps = [...fallback, withoutRoute(match)] } = match;
      const ctx = new Context<State>(request, info, pattern, params, this.config, cache);
      let response: Response;
      try {
        response = await run(steps, ctx, 0);
      } catch (error) {
        response = plainError(error);
      }
      if (match.allowed) response.headers.set("allow", match.allowed.join(", "));
      return request.method === "HEAD" ? new Response(null, response) : response;
    };
  }

  #add(command: Command<State> | undefined): this {
    this.#commands.push(command);
    return this;
  }
}

/** The last step where no route answers. */
function withoutRoute<State>({ allowed }: Match<State>): Middleware<State> {
  return (ctx) => {
    if (!allowed) throw new HttpError(404);
    if (ctx.req.method === "OPTIONS") return new Response(null, { status: 204 });
    throw new HttpError(405);
  };
}

/** Runs the steps of a request, each within the one before it. */
async function run<State>(
  steps: readonly Middleware<State>[],
  ctx: Context<State>,
  index: number,
): Promise<Response> {
  const step = steps[index];
  if (!step) throw new HttpError(404);
  ctx.next = () => run(steps, ctx, index + 1);
  return await step(ctx);
}

/** The path of a URL, without the cost of parsing it. Adjacent slashes count as one, as in `Context.url`. */
function pathOf(url: string): string {
  const begin = url.indexOf("/", url.indexOf("://") + 3);
  if (begin < 0) return "/";
  const rest = url.slice(begin);
  const end = rest.search(/[?#]/);
  return (end < 0 ? rest : rest.slice(0, end)).replace(/\/{2,}/g, "/");
}

function plainError(error: unknown): Response {
  const status = error instanceof HttpError ? error.status : 500;
  if (error instanceof HttpError && status < 500) return new Response(error.message, { status });
  // deno-lint-ignore no-console -- no error page has shown it
  console.error(error);
  return new Response("Internal server error", { status });
}
