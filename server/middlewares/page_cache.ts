import { createHash } from "node:crypto";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { MiddlewareFn } from "fresh";
import { type PageEncoding, preferredEncoding } from "../content_negotiation.ts";
import { hashInsteadOfNonce, type InlineSources } from "../content_security_policy.ts";
import { policyOf } from "../route_policy.ts";
import type { State } from "../state.ts";

interface KeptPage {
  body: Uint8Array<ArrayBuffer>;
  headers: [string, string][];
  etag: string;
  inline: InlineSources;
}

/**
 * Renders and packs a page that is the same for everybody once, however its address is spelled: packing takes so long
 * that nobody may cause it at will. Has its place within what answers an address by a redirect (for its host or its
 * query). What a nonce allows in the page, its hash allows from then on
 * (CSP Level 3, section 6.7.2): so no byte differs between two answers, and a browser that has the page gets a 304.
 */
export function pageCache(): MiddlewareFn<State> {
  const kept = new Map<string, KeptPage>();
  return async (ctx) => {
    const { req, route, state: { lang } } = ctx;
    const isRead = req.method === "GET" || req.method === "HEAD";
    if (!isRead || policyOf(ctx).cache !== "shared") return await ctx.next();
    const encoding = preferredEncoding(req.headers.get("accept-encoding") ?? "");
    const key = `${encoding} ${lang} ${route}`;
    let page = kept.get(key);
    if (!page) {
      const response = await ctx.next();
      const isPage = response.status === 200 && response.headers.get("content-type")?.startsWith("text/html");
      if (!isPage || ctx.config.mode === "development") return response;
      page = pack(await response.text(), response.headers, ctx.state.inlineSources ?? "none", encoding);
      kept.set(key, page);
    }
    ctx.state.inlineSources = page.inline;
    const isKnown = req.headers.get("if-none-match") === page.etag;
    return new Response(isKnown ? null : page.body, { status: isKnown ? 304 : 200, headers: page.headers });
  };
}

function pack(html: string, given: Headers, marked: InlineSources, encoding: PageEncoding): KeptPage {
  const { text, inline } = hashInsteadOfNonce(html, marked);
  const bytes = new TextEncoder().encode(text);
  const body = encoding === "br"
    ? brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } })
    : encoding === "gzip"
    ? gzipSync(bytes, { level: 9 })
    : bytes;
  const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
  const headers = new Headers(given);
  headers.set("cache-control", "no-cache");
  headers.set("etag", etag);
  headers.set("vary", "accept-encoding, accept-language, cookie");
  if (encoding !== "identity") headers.set("content-encoding", encoding);
  return { body: new Uint8Array(body), headers: [...headers], etag, inline };
}
