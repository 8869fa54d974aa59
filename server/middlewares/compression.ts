import { gzipSync } from "node:zlib";
import type { MiddlewareFn } from "fresh";
import { preferredEncoding } from "../content_negotiation.ts";
import type { State } from "../state.ts";

/** Higher levels make a page less than 1 % smaller. */
const LEVEL = 6;

/**
 * Compresses pages, so that one fits into the first round trip. Files are compressed by the build. API answers never are:
 * they carry tokens, and compressing them together with text chosen by an attacker reveals them (BREACH).
 */
export const compression: MiddlewareFn<State> = async (ctx) => {
  const response = await ctx.next();
  const { headers } = response;
  // Reading `body` turns any answer into a stream, slower and without a length.
  if (!headers.get("content-type")?.startsWith("text/html") || headers.has("content-encoding")) {
    return response;
  }
  headers.append("vary", "accept-encoding");
  // Brotli takes too long for a page that is rendered for one request.
  if (preferredEncoding(ctx.req.headers.get("accept-encoding") ?? "", ["gzip"]) === "identity") {
    return response;
  }
  headers.set("content-encoding", "gzip");
  headers.delete("content-length");
  return new Response(new Uint8Array(gzipSync(await response.bytes(), { level: LEVEL })), response);
};
