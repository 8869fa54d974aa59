import { gzipSync } from "node:zlib";
import type { MiddlewareFn } from "fresh";
import type { State } from "./state.ts";

/** Enough: a page gains less than 1 % by more effort. */
const LEVEL = 6;

/**
 * Packs pages, so that one fits into the first round trip. Files are packed by the build; answers of the API stay as they
 * are: they carry tokens, and packing what an attacker may have a part in tells of the rest (BREACH).
 */
export const packedPages: MiddlewareFn<State> = async (ctx) => {
  const response = await ctx.next();
  if (!response.body || !response.headers.get("content-type")?.startsWith("text/html")) return response;
  response.headers.append("vary", "accept-encoding");
  if (!acceptsGzip(ctx.req.headers.get("accept-encoding") ?? "")) return response;
  response.headers.set("content-encoding", "gzip");
  response.headers.delete("content-length");
  return new Response(new Uint8Array(gzipSync(await response.bytes(), { level: LEVEL })), response);
};

/** Source: RFC 9110, section 12.5.3. */
export function acceptsGzip(header: string): boolean {
  return header.toLowerCase().split(",").some((part) => {
    const [name = "", ...parameters] = part.split(";").map((text) => text.trim());
    return (name === "gzip" || name === "*") && !parameters.some((text) => /^q=0(\.0*)?$/.test(text));
  });
}
