import { type ComponentChildren, type FunctionComponent, h, isValidElement, type VNode } from "preact";
import type { BuildCache } from "./build_cache.ts";
import { renderPage } from "./render.ts";
import type { LayoutConfig, PageProps, ResolvedFreshConfig, RouteComponent } from "./types.ts";

/** What surrounds a page: set by the route that was matched. */
export interface Frame<State> {
  app: RouteComponent<State> | null;
  layouts: readonly { component: RouteComponent<State>; config: LayoutConfig | undefined }[];
}

const FRAME: unique symbol = Symbol("frame");
const CACHE: unique symbol = Symbol("build cache");

export function setFrame<State>(ctx: Context<State>, frame: Frame<State>): void {
  ctx[FRAME] = frame;
}

export function buildCacheOf<State>(ctx: Context<State>): BuildCache {
  return ctx[CACHE];
}

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
  next: () => Promise<Response>;
  Component!: FunctionComponent;
  #url: URL | undefined;
  [FRAME]: Frame<State> = { app: null, layouts: [] };
  [CACHE]: BuildCache;

  constructor(
    req: Request,
    info: Deno.ServeHandlerInfo,
    route: string | null,
    params: Record<string, string>,
    config: ResolvedFreshConfig,
    next: () => Promise<Response>,
    cache: BuildCache,
  ) {
    this.req = req;
    this.info = info;
    this.route = route;
    this.params = params;
    this.config = config;
    this.next = next;
    this[CACHE] = cache;
  }

  get url(): URL {
    // Made when asked for: thousands of held requests never do.
    return this.#url ??= new URL(this.req.url);
  }

  /** Redirects; a path that begins with slashes stays on this origin. */
  redirect(pathOrUrl: string, status = 302): Response {
    let location = pathOrUrl;
    if (pathOrUrl.startsWith("/")) {
      const end = pathOrUrl.search(/[?#]/);
      const path = end < 0 ? pathOrUrl : pathOrUrl.slice(0, end);
      location = path.replace(/[/\\]+/g, "/") + (end < 0 ? "" : pathOrUrl.slice(end));
    }
    return new Response(null, { status, headers: { location } });
  }

  /** Renders a page within its layouts and the app wrapper. */
  async render(
    // deno-lint-ignore no-explicit-any -- any element can be a page
    vnode: VNode<any> | null,
    init: ResponseInit = {},
    config: LayoutConfig = {},
  ): Promise<Response> {
    if (vnode !== null && !isValidElement(vnode)) throw new TypeError("Cannot render: not a JSX element");
    let child: ComponentChildren = vnode;
    const { app, layouts } = this[FRAME];
    if (!config.skipInheritedLayouts) {
      for (const { component } of layouts.toReversed()) {
        const inner = child;
        const result = await this.#component(component, () => inner as VNode);
        if (result instanceof Response) return result;
        child = result;
      }
    }
    const wrapper = config.skipAppWrapper ? null : app;
    return await renderPage(this, child, wrapper, init);
  }

  async #component(
    component: RouteComponent<State>,
    Component: FunctionComponent,
  ): Promise<ComponentChildren | Response> {
    const props = this.props(Component);
    if (component.constructor.name === "AsyncFunction") {
      return await (component as (props: PageProps) => Promise<ComponentChildren | Response>)(props);
    }
    return h(component as FunctionComponent<PageProps>, props);
  }

  /** What components get. */
  props(Component: FunctionComponent): PageProps<unknown, State> {
    const { config, url, req, params, info, state, data, error, route, isPartial } = this;
    return { config, url, req, params, info, state, data, error, route, isPartial, Component };
  }

  text(content: string, init?: ResponseInit): Response {
    return new Response(content, init);
  }

  html(content: string, init: ResponseInit = {}): Response {
    const headers = new Headers(init.headers);
    headers.set("content-type", "text/html; charset=utf-8");
    return new Response(content, { ...init, headers });
  }

  json(content: unknown, init?: ResponseInit): Response {
    return Response.json(content, init);
  }
}

export type FreshContext<State = unknown> = Context<State>;
