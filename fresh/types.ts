import type { AnyComponent, ComponentChildren, FunctionComponent } from "preact";
import type { Context } from "./context.ts";

export type Method = "HEAD" | "GET" | "POST" | "PATCH" | "PUT" | "DELETE" | "OPTIONS";

/** What may be loaded when it is first needed. */
export type MaybeLazy<Value> = Value | (() => Promise<Value>);

/** A step of a request: answers itself, or hands on by `ctx.next()`. */
export type MiddlewareFn<State> = (ctx: Context<State>) => Response | Promise<Response>;
export type Middleware<State> = MiddlewareFn<State> | MiddlewareFn<State>[];

/** What a handler gives to its page. */
export interface PageResponse<Data> {
  data: Data;
  headers?: HeadersInit;
  status?: number;
}

/** Gives data to the page component. */
export function page(): PageResponse<undefined>;
export function page<Data>(
  data: Data,
  options?: { headers?: HeadersInit; status?: number },
): PageResponse<Data>;
export function page<Data>(
  data?: Data,
  options: { headers?: HeadersInit; status?: number } = {},
): PageResponse<Data | undefined> {
  return { data, ...options };
}

export type HandlerFn<Data, State> = (
  ctx: Context<State>,
) => Response | PageResponse<Data> | Promise<Response | PageResponse<Data>>;
export type HandlerByMethod<Data, State> = { [M in Method]?: HandlerFn<Data, State> };
export type RouteHandler<Data, State> = HandlerFn<Data, State> | HandlerByMethod<Data, State>;

/** What page, layout, app and error components get. */
export interface PageProps<Data = unknown, State = unknown> {
  readonly config: ResolvedFreshConfig;
  readonly url: URL;
  readonly req: Request;
  readonly params: Record<string, string>;
  readonly info: Deno.ServeHandlerInfo;
  readonly state: State;
  readonly data: Data;
  readonly error: unknown;
  readonly route: string | null;
  readonly isPartial: boolean;
  readonly Component: FunctionComponent;
}

export type RouteComponent<State> =
  // deno-lint-ignore no-explicit-any -- pages know their own data
  | AnyComponent<PageProps<any, State>>
  // deno-lint-ignore no-explicit-any -- an async component is none of Preact's
  | ((props: PageProps<any, State>) => Promise<ComponentChildren | Response>);

export interface LayoutConfig {
  skipInheritedLayouts?: boolean;
  skipAppWrapper?: boolean;
}

export interface RouteConfig extends LayoutConfig {
  /** Methods that a lazy route answers. @default "ALL" */
  methods?: "ALL" | Method[];
}

/** What a file in `routes/` exports. */
export interface Route<State> {
  // deno-lint-ignore no-explicit-any -- data is between a handler and its page
  handler?: RouteHandler<any, State>;
  component?: RouteComponent<State>;
  config?: RouteConfig;
}

export interface FreshConfig {
  mode?: "development" | "production";
}
export interface ResolvedFreshConfig {
  root: string;
  mode: "development" | "production";
}
