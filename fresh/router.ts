import type { Method, MiddlewareFn } from "./types.ts";

/** The steps that answer a request. */
export interface Endpoint<State> {
  pattern: string | null;
  fns: readonly MiddlewareFn<State>[];
}

type ByMethod<State> = Map<Method, Endpoint<State>>;

interface Match<State> {
  endpoint?: Endpoint<State>;
  params: Record<string, string>;
  /** Set when the path exists, but not for this method. */
  allowed?: Method[];
}

const NO_PARAMS: Record<string, string> = Object.freeze({});

/** Finds the endpoint of a request: fixed paths first, then patterns in the order of their registration. */
export class Router<State> {
  notFound: Endpoint<State> = { pattern: null, fns: [] };
  wrongMethod: (allowed: Method[]) => Endpoint<State> = () => this.notFound;
  readonly #fixed = new Map<string, ByMethod<State>>();
  readonly #patterns: {
    pattern: string;
    /** The fixed part in front: most patterns are out without being tried. */
    prefix: string;
    matcher: URLPattern;
    methods: ByMethod<State>;
  }[] = [];

  add(pattern: string, methods: readonly Method[], endpoint: Endpoint<State>): void {
    const byMethod = this.#methodsOf(pattern);
    for (const method of methods) {
      if (!byMethod.has(method)) byMethod.set(method, endpoint);
    }
  }

  match(method: Method, path: string): Match<State> {
    const fixed = this.#fixed.get(path);
    if (fixed) return pick(fixed, method, NO_PARAMS);
    for (const { prefix, matcher, methods } of this.#patterns) {
      if (!path.startsWith(prefix)) continue;
      const result = matcher.exec({ pathname: path });
      if (result) return pick(methods, method, paramsOf(result.pathname.groups));
    }
    return { params: NO_PARAMS };
  }

  #methodsOf(pattern: string): ByMethod<State> {
    const dynamicAt = pattern.search(/[:*?{}()+]/);
    if (dynamicAt < 0) {
      const known = this.#fixed.get(pattern) ?? new Map();
      this.#fixed.set(pattern, known);
      return known;
    }
    const known = this.#patterns.find((other) => other.pattern === pattern);
    if (known) return known.methods;
    const methods: ByMethod<State> = new Map();
    const prefix = pattern.slice(0, dynamicAt);
    this.#patterns.push({ pattern, prefix, matcher: new URLPattern({ pathname: pattern }), methods });
    return methods;
  }
}

/** The first path that matches decides: what it does not answer is a wrong method, not somebody else's. */
function pick<State>(methods: ByMethod<State>, method: Method, params: Record<string, string>): Match<State> {
  const endpoint = methods.get(method) ?? (method === "HEAD" ? methods.get("GET") : undefined);
  if (endpoint) return { endpoint, params };
  const allowed = [...methods.keys()];
  if (methods.has("GET") && !methods.has("HEAD")) allowed.push("HEAD");
  return { params, allowed };
}

function paramsOf(groups: Record<string, string | undefined>): Record<string, string> {
  const params: Record<string, string> = {};
  for (const [name, value] of Object.entries(groups)) {
    if (value === undefined) continue;
    try {
      params[name] = decodeURIComponent(value);
    } catch (error) {
      if (!(error instanceof URIError)) throw error;
      params[name] = value;
    }
  }
  return params;
}
