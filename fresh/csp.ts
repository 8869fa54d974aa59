import { nonceOf } from "./render.ts";
import type { MiddlewareFn } from "./types.ts";

export interface CSPOptions {
  /** Reports instead of blocking. */
  reportOnly?: boolean;
  reportTo?: string;
  /** Directives that are added, or take the place of a default of the same name. */
  csp?: string[];
  /** Allows inline scripts and styles by the nonce of the rendered page, instead of all. */
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
export function csp<State>(options: CSPOptions = {}): MiddlewareFn<State> {
  const directives = new Map<string, string>();
  for (const directive of [...DEFAULTS, ...options.csp ?? []]) {
    directives.set(directive.trim().split(/\s+/, 1)[0]!, directive.trim());
  }
  if (options.reportTo) {
    directives.set("report-to", "report-to csp-endpoint");
    directives.set("report-uri", `report-uri ${options.reportTo}`);
  }
  const header = options.reportOnly ? "content-security-policy-report-only" : "content-security-policy";
  const text = [...directives.values()].join("; ");
  // Without a nonce (an answer that is no rendered page) nothing inline is allowed at all.
  const strict = text.replaceAll(" 'unsafe-inline'", "");
  const nonced = (nonce: string) =>
    [...directives].map(([name, directive]) =>
      name === "script-src" || name === "style-src"
        ? directive.includes("'unsafe-inline'")
          ? directive.replace("'unsafe-inline'", `'nonce-${nonce}'`)
          : `${directive} 'nonce-${nonce}'`
        : directive
    ).join("; ");
  return async (ctx) => {
    const response = await ctx.next();
    const nonce = nonceOf(response);
    response.headers.set(header, !options.useNonce ? text : nonce === undefined ? strict : nonced(nonce));
    if (options.reportTo) response.headers.set("reporting-endpoints", `csp-endpoint="${options.reportTo}"`);
    return response;
  };
}
