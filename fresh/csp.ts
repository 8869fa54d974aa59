import { nonceOf } from "./render.ts";
import type { Middleware } from "./handlers.ts";

export interface CSPOptions {
  /** Directives that are added, or take the place of a default of the same name. */
  csp?: string[];
  /** Puts the nonce of the rendered page into the place of `'unsafe-inline'`. */
  useNonce?: boolean;
}

const DEFAULTS = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data:",
  "media-src 'self' data: blob:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "upgrade-insecure-requests",
];

/** Sets the Content-Security-Policy. Source: CSP Level 3. */
export function csp<State>({ csp = [], useNonce = false }: CSPOptions = {}): Middleware<State> {
  const directives = new Map([...DEFAULTS, ...csp].map((text) => [text.split(" ", 1)[0], text]));
  const policy = [...directives.values()].join("; ");
  return async (ctx) => {
    const response = await ctx.next();
    const nonce = useNonce ? nonceOf(response) : undefined;
    const own = nonce === undefined ? policy : policy.replaceAll("'unsafe-inline'", `'nonce-${nonce}'`);
    response.headers.set("content-security-policy", own);
    return response;
  };
}
