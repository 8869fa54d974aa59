import type { Item } from "./app.ts";
import type { RouteFile } from "./build_cache.ts";
import type { LayoutConfig, Middleware, Route, RouteComponent, RouteConfig } from "./types.ts";

/** What the files in `routes/` register: what surrounds first, then pages, the more special ones in front. */
export function fsItems<State>(files: readonly RouteFile[], base: string): Item<State>[] {
  const prefix = base === "*" ? "" : base.replace(/\/$/, "");
  const around: Item<State>[] = [];
  const routes: { file: string; item: Item<State> }[] = [];
  for (const { path, module } of files) {
    const at = path.lastIndexOf("/");
    const name = path.slice(at + 1);
    const directory = prefix + patternOf(at < 0 ? "" : path.slice(0, at));
    const component = module["default"] as RouteComponent<State>;
    const config = module["config"] as RouteConfig | undefined;
    const handler = (module["handler"] ?? module["handlers"]) as Route<State>["handler"];
    const route: Route<State> = {
      ...(component ? { component } : {}),
      ...(handler ? { handler } : {}),
      ...(config ? { config } : {}),
    };
    if (name === "_app") around.push({ kind: "app", component });
    else if (name === "_middleware") {
      const fns = module["default"] ?? module["handler"] ?? module["handlers"];
      around.push({ kind: "middleware", path: directory || "*", fns: [fns as Middleware<State>].flat() });
    } else if (name === "_layout") {
      around.push({
        kind: "layout",
        path: directory || "*",
        component,
        config: config as LayoutConfig | undefined,
      });
    } else if (name === "_error" || name === "_500") {
      around.push({ kind: "error", path: directory || "*", route });
    } else if (name === "_404") around.push({ kind: "error", path: directory || "*", route, status: 404 });
    else {routes.push({
        file: path,
        item: { kind: "route", path: prefix + patternOf(path), route, config: undefined },
      });}
  }
  const depth = (item: Item<State>) => "path" in item ? item.path.split("/").length : 0;
  around.sort((a, b) => depth(a) - depth(b));
  routes.sort((a, b) => compareFiles(a.file, b.file));
  return [...around, ...routes.map(({ item }) => item)];
}

/** "practice/[id]/index" → "/practice/:id". */
export function patternOf(path: string): string {
  const segments = path.split("/").filter((segment) => segment !== "" && !/^\(.*\)$/.test(segment));
  if (segments.at(-1) === "index") segments.pop();
  const pattern = segments.map((segment) => {
    const optional = /^\[\[(\w+)\]\]$/.exec(segment);
    if (optional) return `{/:${optional[1]}}?`;
    return "/" + segment.replace(/\[\.\.\.(\w+)\]/g, ":$1*").replace(/\[(\w+)\]/g, ":$1");
  }).join("");
  return pattern === "" && !path.includes("/") && path !== "" ? "/" : pattern;
}

/** Fixed segments before named ones, those before optional ones, those before the rest of a path. */
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
