import type { RouteFile } from "./build_cache.ts";
import type { Command } from "./commands.ts";
import type { Middleware, Route } from "./handlers.ts";
import type { LayoutConfig, RouteComponent } from "./types.ts";

/** The commands of the files in `routes/`: first what surrounds routes, then routes, the more specific ones first. */
export function fsCommands<State>(files: readonly RouteFile[]): Command<State>[] {
  const around: Command<State>[] = [];
  const routes: Command<State>[] = [];
  for (const { path: file, module } of [...files].sort((a, b) => compareFiles(a.path, b.path))) {
    const at = file.lastIndexOf("/");
    const path = patternOf(at < 0 ? "" : file.slice(0, at)) || "*";
    const component = module["default"] as RouteComponent<State>;
    const handler = (module["handler"] ?? module["handlers"]) as Route<State>["handler"];
    const config = module["config"] as LayoutConfig | undefined;
    const route: Route<State> = {
      ...(component ? { component } : {}),
      ...(handler ? { handler } : {}),
      ...(config ? { config } : {}),
    };
    switch (file.slice(at + 1)) {
      case "_app":
        around.unshift({ kind: "app", component });
        break;
      case "_middleware": {
        const fns = (handler ?? component) as unknown as Middleware<State> | Middleware<State>[];
        around.push({ kind: "middleware", path, fns: [fns].flat() });
        break;
      }
      case "_layout":
        around.push({ kind: "layout", path, component, config });
        break;
      case "_error":
        around.push({ kind: "error", path, route });
        break;
      default:
        routes.push({ kind: "route", path: patternOf(file), route, config: undefined });
    }
  }
  return [...around, ...routes];
}

/** "practice/[id]/index" → "/practice/:id". @throws {SyntaxError} for a route group, which is not supported. */
export function patternOf(path: string): string {
  const segments = path.split("/").filter((segment) => segment !== "");
  if (segments.some((segment) => segment.startsWith("("))) {
    throw new SyntaxError(`Cannot route ${path}: route groups are not supported`);
  }
  const isIndex = segments.at(-1) === "index";
  if (isIndex) segments.pop();
  if (isIndex && segments.length === 0) return "/";
  return segments.map((segment) => {
    const optional = /^\[\[(\w+)\]\]$/.exec(segment);
    if (optional) return `{/:${optional[1]}}?`;
    return "/" + segment.replace(/\[\.\.\.(\w+)\]/g, ":$1*").replace(/\[(\w+)\]/g, ":$1");
  }).join("");
}

/** Fixed segments come before parameters, those before optional ones, those before `[...rest]`. */
function compareFiles(a: string, b: string): number {
  const [left, right] = [a.split("/"), b.split("/")];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = rank(left[i]) - rank(right[i]);
    if (difference !== 0) return difference;
    if (left[i] !== right[i]) return (left[i] ?? "") < (right[i] ?? "") ? -1 : 1;
  }
  return 0;
}

function rank(segment: string | undefined): number {
  if (segment === undefined) return 0;
  if (segment.startsWith("[...")) return 4;
  if (segment.startsWith("[[")) return 3;
  return segment.includes("[") ? 2 : 1;
}
