import type { MiddlewareFn } from "fresh";
import type { State } from "./state.ts";

const HEADERS: readonly [string, string][] = [
  ["referrer-policy", "no-referrer"],
  ["x-content-type-options", "nosniff"],
  ["x-frame-options", "DENY"],
  ["cross-origin-opener-policy", "same-origin"],
  ["cross-origin-resource-policy", "same-origin"],
  [
    "permissions-policy",
    "camera=(self), microphone=(self), display-capture=(self), fullscreen=(self), screen-wake-lock=(self), " +
    "picture-in-picture=(self), autoplay=(self), speaker-selection=(self), geolocation=(), payment=(), usb=()",
  ],
];

/** Nobody's search engine has any business there. */
const PRIVATE_PATHS = /^\/(?:r|practice|api|design|metrics|healthz)(?:\/|$)/;

/** What every answer carries. Source: OWASP Secure Headers Project. */
export const securityHeaders: MiddlewareFn<State> = async (ctx) => {
  const response = await ctx.next();
  for (const [name, value] of HEADERS) response.headers.set(name, value);
  if (PRIVATE_PATHS.test(ctx.url.pathname)) response.headers.set("x-robots-tag", "noindex, nofollow");
  if (ctx.state.config.secure) {
    response.headers.set("strict-transport-security", "max-age=31536000; includeSubDomains");
  }
  return response;
};

/** The Content-Security-Policy, strictest first. A page's nonce takes the place of 'unsafe-inline'. */
export const CSP_DIRECTIVES: string[] = [
  "default-src 'none'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "font-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
];

const POLICY = "content-security-policy";

/** What the one policy cannot say for all pages and installations. */
export const adaptPolicy: MiddlewareFn<State> = async (ctx) => {
  const response = await ctx.next();
  let policy = response.headers.get(POLICY);
  if (policy === null) return response;
  // What is no rendered page has no nonce, and nothing inline.
  policy = policy.replaceAll(" 'unsafe-inline'", "");
  // Sign-in stretches passphrases in WebAssembly; no other page may.
  if (/^[a-z]+:\/\/[^/]+\/practice(\/|\?|$)/i.test(ctx.req.url)) {
    policy = policy.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'");
  }
  // Without TLS (one's own machine) there is nothing to upgrade to.
  if (!ctx.state.config.secure) policy = policy.replace(/upgrade-insecure-requests(; |$)/, "");
  response.headers.set(POLICY, policy);
  return response;
};
