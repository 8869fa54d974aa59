/** The part of the Fresh 2 API that the app uses. */
export { App } from "./app.ts";
export type { Context } from "./context.ts";
export { csp, type CSPOptions } from "./csp.ts";
export { csrf, type CsrfOptions } from "./csrf.ts";
export { createDefine, type Define } from "./define.ts";
export { HttpError } from "./error.ts";
export { staticFiles } from "./static_files.ts";
export {
  type FreshConfig,
  type LayoutConfig,
  type Middleware,
  type MiddlewareFn,
  page,
  type PageProps,
  type ResolvedFreshConfig,
  type RouteConfig,
} from "./types.ts";
