/** The value of a request's cookie; undefined without such a cookie. Source: RFC 6265, section 5.4. */
export function readCookie(headers: Headers, name: string): string | undefined {
  for (const pair of (headers.get("cookie") ?? "").split(";")) {
    const at = pair.indexOf("=");
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return undefined;
}

/** The name of a cookie; with TLS it is bound to this host. Source: RFC 6265bis, section 4.1.3.2. */
export function cookieNameOf(name: string, secure: boolean): string {
  return secure ? `__Host-${name}` : name;
}

interface CookieOptions {
  maxAgeSeconds: number;
  secure: boolean;
  httpOnly: boolean;
  /**
   * Which requests that come from other sites carry it: none, or those that open a page. Source: RFC 6265bis, section 5.6.7.
   * @default "Strict"
   */
  sameSite?: "Strict" | "Lax";
}

/** A Set-Cookie value for the whole origin. Source: RFC 6265bis, section 4.1. */
export function formatCookie(name: string, value: string, options: CookieOptions): string {
  const parts = [`${name}=${value}`, "Path=/", `Max-Age=${options.maxAgeSeconds}`];
  parts.push(`SameSite=${options.sameSite ?? "Strict"}`);
  if (options.secure) parts.push("Secure");
  if (options.httpOnly) parts.push("HttpOnly");
  return parts.join("; ");
}
