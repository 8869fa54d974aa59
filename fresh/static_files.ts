import type { StaticFile } from "./build_cache.ts";
import { buildCacheOf, type Context } from "./context.ts";
import type { Middleware } from "./handlers.ts";

/** The query parameter that names the hash of the file: such an address never changes its content. */
export const HASH_PARAM = "__frsh_c";

const YEAR = "public, max-age=31536000, immutable";

/** Serves the files of `static/` and those that the build has made. */
export function staticFiles<State>(): Middleware<State> {
  return async (ctx) => {
    const { method, url } = ctx.req;
    const { files } = buildCacheOf(ctx).snapshot;
    const [, path = "/", query = ""] = /^[a-z]+:\/\/[^/]*([^?#]*)(\?[^#]*)?/i.exec(url) ?? [];
    const file = path === "/" ? undefined : files[path] ?? files[decode(path)];
    if (!file) return await ctx.next();
    if (method !== "GET" && method !== "HEAD") {
      return new Response("Method not allowed", { status: 405, headers: { allow: "GET, HEAD" } });
    }
    return await serve(ctx, file, new URLSearchParams(query).get(HASH_PARAM));
  };
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch (error) {
    if (error instanceof URIError) return path;
    throw error;
  }
}

async function serve<State>(ctx: Context<State>, file: StaticFile, asked: string | null): Promise<Response> {
  const { headers } = ctx.req;
  const encoding = file.encodings.length > 0
    ? preferredEncoding(headers.get("accept-encoding") ?? "", file)
    : "";
  const etag = `"${file.hash}${encoding === "" ? "" : `-${encoding}`}"`;
  const answer = new Headers({
    "content-type": file.contentType,
    "cache-control": file.immutable || asked === file.hash ? YEAR : "public, no-cache",
    etag,
    "x-content-type-options": "nosniff",
  });
  if (file.encodings.length > 0) answer.set("vary", "accept-encoding");
  if (matches(headers.get("if-none-match"), etag)) {
    return new Response(null, { status: 304, headers: answer });
  }
  if (encoding !== "") answer.set("content-encoding", encoding);
  const suffix = encoding === "br" ? ".br" : encoding === "gzip" ? ".gz" : "";
  const body = await buildCacheOf(ctx).readFile(file.file + suffix);
  answer.set("content-length", String(body.length));
  return new Response(ctx.req.method === "HEAD" ? null : body, { headers: answer });
}

/** Source: RFC 9110, section 13.1.2 (weak comparison). */
function matches(header: string | null, etag: string): boolean {
  if (header === null) return false;
  return header.split(",").some((tag) => tag.trim() === "*" || tag.trim().replace(/^W\//, "") === etag);
}

/** The encoding with the highest weight that the file has; empty for none. Source: RFC 9110, section 12.5.3. */
export function preferredEncoding(
  accept: string,
  { encodings }: Pick<StaticFile, "encodings">,
): "br" | "gzip" | "" {
  const weights = new Map(
    accept.toLowerCase().split(",").map((part) => {
      const [name = "", ...parameters] = part.trim().split(";");
      const q = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find(Boolean);
      return [name.trim(), q === undefined ? 1 : Number(q)] as const;
    }),
  );
  const weightOf = (name: string) => weights.get(name) ?? weights.get("*") ?? 0;
  const best = [...encodings].sort((a, b) => weightOf(b) - weightOf(a))[0];
  return best && weightOf(best) > 0 && weightOf(best) >= (weights.get("identity") ?? 0) ? best : "";
}
