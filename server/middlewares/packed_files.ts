import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { MiddlewareFn } from "fresh";
import { preferredEncoding } from "../content_negotiation.ts";
import type { State } from "../state.ts";

const COMPRESSIBLE = /^(?:text\/|application\/(?:javascript|json|manifest\+json|wasm|xml)|image\/svg\+xml)/;
/** Compression makes smaller files hardly any smaller. */
const MIN_BYTES = 256;
/** How many compressed files are kept: more than a build has. */
const MAX_KEPT = 500;

/**
 * Compresses the files that `staticFiles` serves, each once per encoding. Without effect where the build has compressed them:
 * those name `Accept-Encoding` in `Vary`. Only for answers without a route, so that nothing secret is compressed (BREACH).
 */
export function packedFiles(): MiddlewareFn<State> {
  const kept = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
  return async (ctx) => {
    const response = await ctx.next();
    const { status, headers } = response;
    const etag = headers.get("etag");
    if (ctx.route !== null || ctx.req.method !== "GET" || status !== 200 || etag === null) return response;
    if (headers.has("content-encoding") || /accept-encoding/i.test(headers.get("vary") ?? "")) {
      return response;
    }
    const sizeBytes = Number(headers.get("content-length") ?? 0);
    if (sizeBytes < MIN_BYTES || !COMPRESSIBLE.test(headers.get("content-type") ?? "")) return response;
    headers.append("vary", "accept-encoding");
    const encoding = preferredEncoding(ctx.req.headers.get("accept-encoding") ?? "");
    if (encoding === "identity") return response;
    const key = `${encoding} ${etag}`;
    let body = kept.get(key);
    if (body) await response.body?.cancel();
    else {
      if (kept.size >= MAX_KEPT) kept.clear();
      body = pack(await response.bytes(), encoding);
      kept.set(key, body);
    }
    headers.set("content-encoding", encoding);
    headers.delete("content-length");
    return new Response(await body, response);
  };
}

async function pack(bytes: Uint8Array, encoding: "br" | "gzip"): Promise<Uint8Array<ArrayBuffer>> {
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return new Uint8Array(
    encoding === "br"
      ? await promisify(brotliCompress)(bytes, { params })
      : await promisify(gzip)(bytes, { level: 9 }),
  );
}
