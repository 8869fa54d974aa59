import { gzipSync } from "node:zlib";
import type { MiddlewareFn } from "fresh";
import { preferredEncoding } from "../content_negotiation.ts";
import type { State } from "../state.ts";

/** Enough: a page gains less than 1 % by more effort. */
const LEVEL = 6;

/**
 * Packs pages, so that one fits into the first round trip. Files are packed by the build; answers of the API stay as they
 * are: they carry tokens, and packing what an attacker may have a part in tells of the rest (BREACH).
 */
export const packedPages: MiddlewareFn<State> = async (ctx) => {
  const response = await ctx.next();
  const { headers } = response;
  // To ask for `body` would make a stream of every answer, slower and without a length.
  if (!headers.get("content-type")?.startsWith("text/html") || headers.has("content-encoding")) {
    return response;
  }
  headers.append("vary", "accept-encoding");
  // Brotli takes too long for a page that is made for one person.
  if (preferredEncoding(ctx.req.headers.get("accept-encoding") ?? "", ["gzip"]) === "identity") {
    return response;
  }
  headers.set("content-encoding", "gzip");
  headers.delete("content-length");
  return new Response(new Uint8Array(gzipSync(await response.bytes(), { level: LEVEL })), response);
};
