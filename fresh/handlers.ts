import type { Context } from "./context.ts";
import type { Method, RouteComponent, RouteConfig } from "./types.ts";

/** A value, or a function that loads it when it is first needed. */
export type MaybeLazy<Value> = Value | (() => Promise<Value>);

/** One step of a request: returns a response, or calls `ctx.next()` for the steps after it. */
export type Middleware<State> = (ctx: Context<State>) => Response | Promise<Response>;
/** Another name of `Middleware`, as upstream has it. */
export type MiddlewareFn<State> = Middleware<State>;

/** What a handler returns for its page component to show. */
export interface PageResponse<Data> {
  data: Data;
  headers?: HeadersInit;
  status?: number;
}

/** Makes the return value of a handler whose page component is to be rendered. */
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

/** A page or endpoint: what a file in `routes/` exports. */
export interface Route<State> {
  // deno-lint-ignore no-explicit-any -- the data is typed between a handler and its page
  handler?: RouteHandler<any, State>;
  component?: RouteComponent<State>;
  config?: RouteConfig;
}
