import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { MiddlewareFn } from "fresh";
import { type PageEncoding, preferredEncoding } from "../content_negotiation.ts";
import type { State } from "../state.ts";

/** Pages that depend on the language, the configuration and the build, and on nothing else: not on host or query. */
const SAME_FOR_ALL = new Set([
  "/",
  "/help",
  "/faq",
  "/imprint",
  "/privacy",
  "/terms",
  "/accessibility",
]);

interface KeptPage {
  body: Uint8Array<ArrayBuffer>;
  headers: [string, string][];
  etag: string;
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
    if (!isRead || !SAME_FOR_ALL.has(route ?? "")) return await ctx.next();
    const encoding = preferredEncoding(req.headers.get("accept-encoding") ?? "");
    const key = `${encoding} ${lang} ${route}`;
    let page = kept.get(key);
    if (!page) {
      const response = await ctx.next();
      const isPage = response.status === 200 && response.headers.get("content-type")?.startsWith("text/html");
      if (!isPage || ctx.config.mode === "development") return response;
      page = pack(await response.text(), response.headers, encoding);
      kept.set(key, page);
    }
    const isKnown = req.headers.get("if-none-match") === page.etag;
    return new Response(isKnown ? null : page.body, { status: isKnown ? 304 : 200, headers: page.headers });
  };
}

function pack(html: string, given: Headers, encoding: PageEncoding): KeptPage {
  const { text, policy } = hashInsteadOfNonce(html, given.get("content-security-policy") ?? "");
  const bytes = new TextEncoder().encode(text);
  const body = encoding === "br"
    ? brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } })
    : encoding === "gzip"
    ? gzipSync(bytes, { level: 9 })
    : bytes;
  const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
  const headers = new Headers(given);
  headers.set("content-security-policy", policy);
  headers.set("cache-control", "no-cache");
  headers.set("etag", etag);
  headers.set("vary", "accept-encoding, accept-language, cookie");
  if (encoding !== "identity") headers.set("content-encoding", encoding);
  return { body: new Uint8Array(body), headers: [...headers], etag };
}

/** Takes the page's nonce out, and allows by their hashes just those scripts and styles that carried it. */
export function hashInsteadOfNonce(html: string, policy: string): { text: string; policy: string } {
  const nonce = /'nonce-([\w+/=-]+)'/.exec(policy)?.[1];
  if (nonce === undefined) return { text: html, policy };
  const mark = ` nonce="${nonce}"`;
  const hashes = { script: new Set<string>(), style: new Set<string>() };
  for (
    const { 0: element, 1: tag, 2: attributes = "", index } of html.matchAll(/<(script|style)\b([^>]*)>/g)
  ) {
    if (!attributes.includes(mark) || /\s(?:src=|type="application\/json")/.test(attributes)) continue;
    const from = index + element.length;
    const content = html.slice(from, html.indexOf(`</${tag}>`, from));
    hashes[tag as "script" | "style"].add(sourceOf(content));
  }
  const allow = (directive: string, sources: Set<string>) =>
    directive.replace(`'nonce-${nonce}'`, [...sources].join(" ")).trimEnd();
  const directives = policy.split("; ").map((directive) =>
    directive.startsWith("script-src")
      ? allow(directive, hashes.script)
      : directive.startsWith("style-src")
      ? allow(directive, hashes.style)
      : directive
  );
  return { text: html.replaceAll(mark, ""), policy: directives.join("; ") };
}

function sourceOf(content: string): string {
  return `'sha256-${Buffer.from(createHash("sha256").update(content).digest()).toString("base64")}'`;
}
