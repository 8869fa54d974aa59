/**
 * The part of Fresh that the app uses, after `@fresh/core` 2.3.3. Left out: partials, `App.mountApp`, `notFound`, `ws`, `listen`,
 * `patch`, `put`, `delete` and `head`; `Context.text`, `html`, `stream` and `upgrade`; `basePath` and `trustProxy`; route groups
 * and `routeOverride`; the middlewares `cors`, `ipFilter` and `trailingSlashes`; reports of `csp`; CSS of islands; hot reloading.
 */
export { App } from "./app.ts";
export type { Context } from "./context.ts";
export { csp, type CSPOptions } from "./csp.ts";
export { csrf, type CsrfOptions } from "./csrf.ts";
export { createDefine, type Define } from "./define.ts";
export { HttpError } from "./error.ts";
export {
  type HandlerByMethod,
  type HandlerFn,
  type Middleware,
  type MiddlewareFn,
  page,
  type PageResponse,
  type RouteHandler,
} from "./handlers.ts";
export { staticFiles } from "./static_files.ts";
export type {
  FreshConfig,
  LayoutConfig,
  Method,
  PageProps,
  ResolvedFreshConfig,
  RouteConfig,
} from "./types.ts";
