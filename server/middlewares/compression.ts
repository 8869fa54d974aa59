import { gzipSync } from "node:zlib";
import type { MiddlewareFn } from "fresh";
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
  if (accepts(ctx.req.headers.get("accept-encoding") ?? "", ["gzip"]) === "identity") return response;
  headers.set("content-encoding", "gzip");
  headers.delete("content-length");
  return new Response(new Uint8Array(gzipSync(await response.bytes(), { level: LEVEL })), response);
};

export type PageEncoding = "br" | "gzip" | "identity";

/** The best of the encodings that a browser takes. Source: RFC 9110, section 12.5.3. */
export function accepts(header: string, offered: readonly PageEncoding[] = ["br", "gzip"]): PageEncoding {
  const taken = new Set<string>();
  for (const part of header.toLowerCase().split(",")) {
    const [name = "", ...parameters] = part.split(";").map((text) => text.trim());
    if (!parameters.some((text) => /^q=0(\.0*)?$/.test(text))) taken.add(name);
  }
  return offered.find((encoding) => taken.has(encoding) || taken.has("*")) ?? "identity";
}
