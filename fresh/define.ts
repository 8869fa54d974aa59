import type { ComponentChildren } from "preact";
import type { HandlerByMethod, HandlerFn, Middleware, PageProps, RouteHandler } from "./types.ts";

type Component<Data, State> = (
  props: PageProps<Data, State>,
) => ComponentChildren | Response | Promise<ComponentChildren | Response>;

/** Typed versions of what route files export. */
export interface Define<State> {
  handlers<Data, Handlers extends RouteHandler<Data, State> = RouteHandler<Data, State>>(
    handlers: Handlers,
  ): typeof handlers;
  /** With `<typeof handler>` the page knows the data that its handler gives. */
  page<
    // deno-lint-ignore no-explicit-any -- any handler may stand here
    Handler extends RouteHandler<any, State> = never,
    Data = Handler extends HandlerFn<infer Data, State> ? Data
      : Handler extends HandlerByMethod<infer Data, State> ? Data
      : never,
  >(render: Component<Data, State>): typeof render;
  layout(render: Component<unknown, State>): typeof render;
  middleware<M extends Middleware<State>>(middleware: M): M;
}

/** Makes the typed helpers for one app's state. */
export function createDefine<State>(): Define<State> {
  return {
    handlers: (handlers) => handlers,
    page: (render) => render,
    layout: (render) => render,
    middleware: (middleware) => middleware,
  };
}
