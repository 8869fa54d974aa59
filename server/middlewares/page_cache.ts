import { createHash } from "node:crypto";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { MiddlewareFn } from "fresh";
import { type PageEncoding, preferredEncoding } from "../content_negotiation.ts";
import { hashInsteadOfNonce, type InlineSources } from "../content_security_policy.ts";
import { policyOf } from "../route_policy.ts";
import type { State } from "../state.ts";

interface CachedPage {
  body: Uint8Array<ArrayBuffer>;
  headers: [string, string][];
  etag: string;
  inline: InlineSources;
}

/**
 * Renders and compresses a shared page once per language and encoding, under all spellings of its address: otherwise
 * anyone could keep the server busy with compressing. Its inline scripts and styles are then allowed by hash, not nonce, so
 * two answers do not differ by a byte, and a browser that has the page gets a 304. Must stand within the middlewares that
 * redirect (for a host name or a query).
 */
export function pageCache(): MiddlewareFn<State> {
  const cached = new Map<string, CachedPage>();
  return async (ctx) => {
    const { req, route, state: { lang } } = ctx;
    const isRead = req.method === "GET" || req.method === "HEAD";
    if (!isRead || policyOf(ctx).cache !== "shared") return await ctx.next();
    const encoding = preferredEncoding(req.headers.get("accept-encoding") ?? "");
    const key = `${encoding} ${lang} ${route}`;
    let page = cached.get(key);
    if (!page) {
      const response = await ctx.next();
      const isPage = response.status === 200 && response.headers.get("content-type")?.startsWith("text/html");
      if (!isPage || ctx.config.mode === "development") return response;
      page = compress(await response.text(), response.headers, ctx.state.inlineSources ?? "none", encoding);
      cached.set(key, page);
    }
    ctx.state.inlineSources = page.inline;
    const isCurrent = req.headers.get("if-none-match") === page.etag;
    return new Response(isCurrent ? null : page.body, {
      status: isCurrent ? 304 : 200,
      headers: page.headers,
    });
  };
}

function compress(html: string, given: Headers, marked: InlineSources, encoding: PageEncoding): CachedPage {
  const { text, inline } = hashInsteadOfNonce(html, marked);
  const bytes = new TextEncoder().encode(text);
  const body = encoding === "br"
    ? brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } })
    : encoding === "gzip"
    ? gzipSync(bytes, { level: 9 })
    : bytes;
  const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
  const headers = new Headers(given);
  // Upstream sets it to a random id of the render.
  headers.delete("x-fresh-id");
  headers.set("cache-control", "no-cache");
  headers.set("etag", etag);
  headers.set("vary", "accept-encoding, accept-language, cookie");
  if (encoding !== "identity") headers.set("content-encoding", encoding);
  return { body: new Uint8Array(body), headers: [...headers], etag, inline };
}
