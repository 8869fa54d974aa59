import type { MiddlewareFn } from "fresh";
import { NOTHING_ALLOWED, pagePolicy } from "../content_security_policy.ts";
import { policyOf } from "../route_policy.ts";
import type { State } from "../state.ts";

/** Headers of every answer. Source: OWASP Secure Headers Project. */
const API_HEADERS: readonly [string, string][] = [
  ["x-content-type-options", "nosniff"],
  ["cross-origin-resource-policy", "same-origin"],
];

/** Headers of pages and files. Those that matter only for what a browser shows are left out of API answers. */
const PAGE_HEADERS: readonly [string, string][] = [
  ...API_HEADERS,
  ["referrer-policy", "no-referrer"],
  ["x-frame-options", "DENY"],
  ["cross-origin-opener-policy", "same-origin"],
  [
    "permissions-policy",
    "camera=(self), microphone=(self), display-capture=(self), fullscreen=(self), screen-wake-lock=(self), " +
    "picture-in-picture=(self), autoplay=(self), speaker-selection=(self), geolocation=(), payment=(), usb=()",
  ],
];

/** Sets the security headers of every answer; nothing else writes the Content-Security-Policy. */
export const securityHeaders: MiddlewareFn<State> = async (ctx) => {
  const response = await ctx.next();
  const { kind, robots, csp } = policyOf(ctx);
  const { config: { secure }, inlineSources: inline } = ctx.state;
  const { headers } = response;
  for (const [name, value] of kind === "api" ? API_HEADERS : PAGE_HEADERS) headers.set(name, value);
  if (robots === "noindex") headers.set("x-robots-tag", "noindex, nofollow");
  // `inline` is undefined for redirects and refusals of outer middlewares.
  const policy = csp === "none" || inline === undefined
    ? NOTHING_ALLOWED
    : pagePolicy({ inline, wasm: csp === "page-wasm", https: secure });
  headers.set("content-security-policy", policy);
  // Without includeSubDomains: what else runs below this name is not ours to decide.
  if (secure) headers.set("strict-transport-security", "max-age=31536000");
  return response;
};
