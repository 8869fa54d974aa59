import type { MiddlewareFn } from "fresh";
import { isOfApi } from "../errors.ts";
import type { State } from "../state.ts";

/** What every answer carries. Source: OWASP Secure Headers Project. */
const HEADERS: readonly [string, string][] = [
  ["x-content-type-options", "nosniff"],
  ["cross-origin-resource-policy", "same-origin"],
];

/** With what only a page is told by: answers of the API are none, and each is waited for. */
const PAGE_HEADERS: readonly [string, string][] = [
  ...HEADERS,
  ["referrer-policy", "no-referrer"],
  ["x-frame-options", "DENY"],
  ["cross-origin-opener-policy", "same-origin"],
  [
    "permissions-policy",
    "camera=(self), microphone=(self), display-capture=(self), fullscreen=(self), screen-wake-lock=(self), " +
    "picture-in-picture=(self), autoplay=(self), speaker-selection=(self), geolocation=(), payment=(), usb=()",
  ],
];

const POLICY = "content-security-policy";
/** For what is no page: should a browser show it, then nothing in it works. */
const NO_PAGE_POLICY = "default-src 'none'; frame-ancestors 'none'";

/** Nobody's search engine has any business there. */
const PRIVATE_ROUTES = /^\/(?:r|practice|design|metrics|healthz)(?:\/|$)/;

/** Sets what tells browsers to be strict; the policy only where there is none. */
export const securityHeaders: MiddlewareFn<State> = async (ctx) => {
  const response = await ctx.next();
  const list = isOfApi(ctx.req) ? HEADERS : PAGE_HEADERS;
  for (const [name, value] of list) response.headers.set(name, value);
  if (isOfApi(ctx.req) || PRIVATE_ROUTES.test(ctx.route ?? "")) {
    response.headers.set("x-robots-tag", "noindex, nofollow");
  }
  // Neither page nor answer of the API: a redirect, a refusal at the door.
  if (!response.headers.has(POLICY)) response.headers.set(POLICY, NO_PAGE_POLICY);
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

/** What the one policy cannot say for all pages and installations. */
export const adaptPolicy: MiddlewareFn<State> = async (ctx) => {
  const response = await ctx.next();
  if (isOfApi(ctx.req)) {
    response.headers.set(POLICY, NO_PAGE_POLICY);
    return response;
  }
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
