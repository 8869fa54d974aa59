import type { ComponentChildren } from "preact";
import type {
  HandlerByMethod,
  HandlerFn,
  Middleware,
  PageProps,
  PageResponse,
  RouteHandler,
} from "./types.ts";

// deno-lint-ignore no-explicit-any -- any handler may stand here
type AnyHandler<State> = RouteHandler<any, State>;

/** The data that a page gets from its handler. */
export type DataOf<Handler> = Handler extends (...args: never[]) => infer Result ? DataIn<Result>
  : {
    [Key in keyof Handler]: Handler[Key] extends (...args: never[]) => infer Result ? DataIn<Result> : never;
  }[
    keyof Handler
  ];
type DataIn<Result> = Awaited<Result> extends infer Answer
  ? Answer extends PageResponse<infer Data> ? Data : never
  : never;

type Component<Props> = (
  props: Props,
) => ComponentChildren | Response | Promise<ComponentChildren | Response>;

/** Typed versions of what route files export. */
export interface Define<State> {
  handlers<Data, Handlers extends RouteHandler<Data, State> = RouteHandler<Data, State>>(
    handlers: Handlers,
  ): typeof handlers;
  page<
    Handler extends AnyHandler<State> = never,
    Data = [Handler] extends [never] ? unknown : DataOf<Handler>,
  >(
    render: Component<PageProps<Data, State>>,
  ): typeof render;
  layout(render: Component<PageProps<unknown, State>>): typeof render;
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

export type { HandlerByMethod, HandlerFn };
