import type { ComponentChildren } from "preact";
import type { HandlerByMethod, HandlerFn, Middleware, RouteHandler } from "./handlers.ts";
import type { PageProps } from "./types.ts";

type Component<Data, State> = (
  props: PageProps<Data, State>,
) => ComponentChildren | Response | Promise<ComponentChildren | Response>;

/** Functions that return their argument, and type it as what a route file exports. */
export interface Define<State> {
  handlers<Data, Handlers extends RouteHandler<Data, State> = RouteHandler<Data, State>>(
    handlers: Handlers,
  ): typeof handlers;
  /** `define.page<typeof handler>` types `data` as what the handler returns. */
  page<
    // deno-lint-ignore no-explicit-any -- any handler will do
    Handler extends RouteHandler<any, State> = never,
    Data = Handler extends HandlerFn<infer Data, State> ? Data
      : Handler extends HandlerByMethod<infer Data, State> ? Data
      : never,
  >(render: Component<Data, State>): typeof render;
  layout(render: Component<unknown, State>): typeof render;
  middleware<M extends Middleware<State> | Middleware<State>[]>(middleware: M): M;
}

/** The functions for one app's `State`. */
export function createDefine<State>(): Define<State> {
  return {
    handlers: (handlers) => handlers,
    page: (render) => render,
    layout: (render) => render,
    middleware: (middleware) => middleware,
  };
}
