import type { Middleware } from "./handlers.ts";
import type { Method } from "./types.ts";

export const ALL_METHODS: readonly Method[] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/** The result of a look-up. */
export interface Match<State> {
  /** The pattern that matched, or null. */
  pattern: string | null;
  params: Record<string, string>;
  /** The steps that answer; absent if no route does. */
  steps?: readonly Middleware<State>[];
  /** The methods of the path, if it exists, but not for this method. */
  allowed?: Method[];
}

interface Endpoint<State> {
  pattern: string;
  /** The fixed parts at its begin and end: they rule most patterns out before the slow matcher is asked. */
  prefix: string;
  suffix: string;
  matcher: URLPattern | undefined;
  methods: Map<Method, readonly Middleware<State>[]>;
}

const NO_PARAMS: Record<string, string> = Object.freeze({});

/** How many paths are remembered with their pattern: clients in a call ask for the same few again and again. */
const MAX_RECENT = 1_000;
/** Longer paths are not remembered: anybody can ask for anything. */
const MAX_RECENT_CHARS = 200;

/**
 * Finds the steps for a request: fixed paths first, with or without a slash at the end, then patterns in the order in which
 * they were added.
 */
export class Router<State> {
  readonly #fixed = new Map<string, Endpoint<State>>();
  readonly #patterns = new Map<string, Endpoint<State>>();
  /** By path. */
  readonly #recent = new Map<string, { endpoint: Endpoint<State>; params: Record<string, string> }>();

  add(pattern: string, methods: readonly Method[], steps: readonly Middleware<State>[]): void {
    const dynamicAt = pattern.search(/[:*?{}()+]/);
    const isFixed = dynamicAt < 0;
    const endpoints = isFixed ? this.#fixed : this.#patterns;
    const matcher = isFixed ? undefined : new URLPattern({ pathname: pattern });
    // "/old/:path*" matches "/old", too.
    const prefix = pattern.slice(0, dynamicAt).replace(/\/$/, "");
    const suffix = /\/[^:*?{}()+]*$/.exec(pattern)?.[0] ?? "";
    const endpoint = endpoints.get(pattern) ?? { pattern, prefix, suffix, matcher, methods: new Map() };
    endpoints.set(pattern, endpoint);
    this.#recent.clear();
    for (const method of methods) {
      if (!endpoint.methods.has(method)) endpoint.methods.set(method, steps);
    }
  }

  match(method: Method, path: string): Match<State> {
    const fixed = this.#fixed.get(path) ?? this.#fixed.get(otherSlash(path));
    if (fixed) return pick(fixed, method, NO_PARAMS);
    const recent = this.#recent.get(path);
    if (recent) return pick(recent.endpoint, method, { ...recent.params });
    for (const endpoint of this.#patterns.values()) {
      if (!path.startsWith(endpoint.prefix) || !path.endsWith(endpoint.suffix)) continue;
      const result = endpoint.matcher!.exec({ pathname: path });
      if (!result) continue;
      const params = paramsOf(result.pathname.groups);
      if (path.length <= MAX_RECENT_CHARS) {
        if (this.#recent.size >= MAX_RECENT) this.#recent.clear();
        this.#recent.set(path, { endpoint, params });
      }
      return pick(endpoint, method, { ...params });
    }
    return { pattern: null, params: NO_PARAMS };
  }
}

/** The path with a slash at its end if it has none, and without it if it has. */
function otherSlash(path: string): string {
  return path.endsWith("/") ? path.slice(0, -1) : `${path}/`;
}

/** The first pattern that matches decides: a method that it lacks is not looked for in later patterns. */
function pick<State>(
  { pattern, methods }: Endpoint<State>,
  method: Method,
  params: Record<string, string>,
): Match<State> {
  const steps = methods.get(method) ?? (method === "HEAD" ? methods.get("GET") : undefined);
  if (steps) return { pattern, params, steps };
  const allowed = [...methods.keys()];
  if (methods.has("GET") && !methods.has("HEAD")) allowed.push("HEAD");
  return { pattern, params, allowed };
}

function paramsOf(groups: Record<string, string | undefined>): Record<string, string> {
  const params: Record<string, string> = {};
  for (const [name, value = ""] of Object.entries(groups)) {
    try {
      params[name] = decodeURI(value);
    } catch (error) {
      if (!(error instanceof URIError)) throw error;
      params[name] = value;
    }
  }
  return params;
}
