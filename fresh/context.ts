import { type ComponentChildren, type FunctionComponent, isValidElement, type VNode } from "preact";
import type { BuildCache } from "./build_cache.ts";
import { elementOf } from "./element.ts";
import { renderPage } from "./render.ts";
import type { LayoutConfig, PageProps, ResolvedFreshConfig, RouteComponent } from "./types.ts";

/** What a page is rendered within. */
export interface Frame<State> {
  app: RouteComponent<State> | null;
  /** Outermost first. */
  layouts: readonly RouteComponent<State>[];
}

/** Sets the frame of what is rendered from now on; returns the one before. */
export let setFrame: <State>(ctx: Context<State>, frame: Frame<State>) => Frame<State>;
export let buildCacheOf: <State>(ctx: Context<State>) => BuildCache;

/** A request on its way through middlewares and handlers. */
export class Context<State> {
  readonly config: ResolvedFreshConfig;
  req: Request;
  readonly info: Deno.ServeHandlerInfo;
  /** The pattern that the path matches, or null. */
  readonly route: string | null;
  readonly params: Record<string, string>;
  /** Shared by all middlewares and handlers of this request. */
  readonly state: State = {} as State;
  data: unknown = undefined;
  /** What was thrown, for an error page. */
  error: unknown = null;
  readonly isPartial = false;
  /** Runs the steps after this one; set anew for each. */
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

  /** The request's address. Adjacent slashes in its path become one, so that a redirect to it never leads to another host. */
  get url(): URL {
    // Parsed when first needed, which long-polls never do.
    if (!this.#url) {
      this.#url = new URL(this.req.url);
      if (this.#url.pathname.includes("//")) this.#url.pathname = this.#url.pathname.replace(/\/+/g, "/");
    }
    return this.#url;
  }

  /** Redirects. A path stays on this origin, however many slashes it begins with. */
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
    // deno-lint-ignore no-explicit-any -- any element will do
    vnode: VNode<any> | null,
    init: ResponseInit = {},
    { skipInheritedLayouts, skipAppWrapper }: LayoutConfig = {},
  ): Promise<Response> {
    if (vnode !== null && !isValidElement(vnode)) {
      throw new TypeError("Cannot render: the value is not a JSX element");
    }
    const { app, layouts } = this.#frame;
    let child: ComponentChildren = vnode;
    for (const layout of skipInheritedLayouts ? [] : layouts.toReversed()) {
      const inner = child as VNode;
      const result: ComponentChildren | Response = await elementOf(layout, this.props(() => inner));
      if (result instanceof Response) return result;
      child = result;
    }
    const wrapper = skipAppWrapper ? null : app;
    const wrapperOf = wrapper && ((Page: FunctionComponent) => elementOf(wrapper, this.props(Page)));
    return await renderPage(this.#cache, child, wrapperOf, init);
  }

  /** The props of components; `Component` is what they show in their place for the page. */
  props(Component: FunctionComponent): PageProps<unknown, State> {
    const { config, url, req, params, info, state, data, error, route, isPartial } = this;
    return { config, url, req, params, info, state, data, error, route, isPartial, Component };
  }

  json(content: unknown, init?: ResponseInit): Response {
    return Response.json(content, init);
  }
}
