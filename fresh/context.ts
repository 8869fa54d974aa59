import { type ComponentChildren, type FunctionComponent, h, isValidElement, type VNode } from "preact";
import type { BuildCache } from "./build_cache.ts";
import { renderPage } from "./render.ts";
import type { LayoutConfig, PageProps, ResolvedFreshConfig, RouteComponent } from "./types.ts";

/** What surrounds a page. */
export interface Frame<State> {
  app: RouteComponent<State> | null;
  /** Outermost first. */
  layouts: readonly RouteComponent<State>[];
}

/** Gives what is rendered from here on another frame; answers with the former one. */
export let setFrame: <State>(ctx: Context<State>, frame: Frame<State>) => Frame<State>;
export let buildCacheOf: <State>(ctx: Context<State>) => BuildCache;

/** One request on its way through middlewares and handlers. */
export class Context<State> {
  readonly config: ResolvedFreshConfig;
  /** The request as it came in. */
  req: Request;
  readonly info: Deno.ServeHandlerInfo;
  /** The pattern that matched, or null. */
  readonly route: string | null;
  readonly params: Record<string, string>;
  /** Shared by all middlewares and handlers of the request. */
  readonly state: State = {} as State;
  data: unknown = undefined;
  /** What was thrown, on an error page. */
  error: unknown = null;
  readonly isPartial = false;
  /** Hands on to the next middleware or handler. */
  next!: () => Promise<Response>;
  #url: URL | undefined;
  #frame: Frame<State> = { app: null, layouts: [] };
  readonly #cache: BuildCache;

  static {
    setFrame = (ctx, frame) => {
      const former = ctx.#frame;
      ctx.#frame = frame;
      return former;
    };
    buildCacheOf = (ctx) => ctx.#cache;
  }

  constructor(
    req: Request,
    info: Deno.ServeHandlerInfo,
    route: string | null,
    params: Record<string, string>,
    config: ResolvedFreshConfig,
    cache: BuildCache,
  ) {
    this.req = req;
    this.info = info;
    this.route = route;
    this.params = params;
    this.config = config;
    this.#cache = cache;
  }

  /** The request's address; several slashes in its path are one, so that none leads to another host. */
  get url(): URL {
    // Made when asked for: thousands of held requests never do.
    if (!this.#url) {
      this.#url = new URL(this.req.url);
      if (this.#url.pathname.includes("//")) this.#url.pathname = this.#url.pathname.replace(/\/+/g, "/");
    }
    return this.#url;
  }

  /** Redirects; a path that begins with slashes stays on this origin. */
  redirect(pathOrUrl: string, status = 302): Response {
    let location = pathOrUrl;
    if (pathOrUrl.startsWith("/")) {
      const [path = ""] = pathOrUrl.split(/[?#]/, 1);
      location = path.replace(/[/\\]+/g, "/") + pathOrUrl.slice(path.length);
    }
    return new Response(null, { status, headers: { location } });
  }

  /** Renders a page within its layouts and the app wrapper. */
  async render(
    // deno-lint-ignore no-explicit-any -- any element can be a page
    vnode: VNode<any> | null,
    init: ResponseInit = {},
    { skipInheritedLayouts, skipAppWrapper }: LayoutConfig = {},
  ): Promise<Response> {
    if (vnode !== null && !isValidElement(vnode)) throw new TypeError("Cannot render: not a JSX element");
    const { app, layouts } = this.#frame;
    let child: ComponentChildren = vnode;
    for (const layout of skipInheritedLayouts ? [] : layouts.toReversed()) {
      const inner = child as VNode;
      const result: ComponentChildren | Response = await elementOf(layout, this.props(() => inner));
      if (result instanceof Response) return result;
      child = result;
    }
    return await renderPage(this, child, skipAppWrapper ? null : app, init);
  }

  /** What components get. */
  props(Component: FunctionComponent): PageProps<unknown, State> {
    const { config, url, req, params, info, state, data, error, route, isPartial } = this;
    return { config, url, req, params, info, state, data, error, route, isPartial, Component };
  }

  json(content: unknown, init?: ResponseInit): Response {
    return Response.json(content, init);
  }
}

/** What a component shows; an async one is asked at once, and may answer itself. */
export async function elementOf<State>(
  component: RouteComponent<State>,
  props: PageProps<unknown, State>,
): Promise<ComponentChildren | Response> {
  if (component.constructor.name !== "AsyncFunction") {
    return h(component as FunctionComponent<PageProps>, props);
  }
  return await (component as (props: PageProps) => Promise<ComponentChildren | Response>)(props);
}
