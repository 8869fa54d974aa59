import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";

/** What a page may carry inline: nothing, what has its nonce, or what has one of these hashes (as source expressions). */
export type InlineSources =
  | "none"
  | { readonly nonce: string }
  | { readonly scripts: readonly string[]; readonly styles: readonly string[] };

/** For answers that are no page: if a browser shows one, nothing in it works. */
export const NOTHING_ALLOWED = "default-src 'none'; frame-ancestors 'none'";

/** The policy of a page or file. Source: CSP Level 3. */
export function pagePolicy(
  { inline, wasm, https }: { inline: InlineSources; wasm: boolean; https: boolean },
): string {
  const { scripts, styles } = sourcesOf(inline);
  return [
    "default-src 'none'",
    ["script-src 'self'", ...(wasm ? ["'wasm-unsafe-eval'"] : []), ...scripts].join(" "),
    ["style-src 'self'", ...styles].join(" "),
    "font-src 'self'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "worker-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    // Without TLS (on one's own machine) there is nothing to upgrade to.
    ...(https ? ["upgrade-insecure-requests"] : []),
    "manifest-src 'self'",
  ].join("; ");
}

function sourcesOf(inline: InlineSources): { scripts: readonly string[]; styles: readonly string[] } {
  if (inline === "none") return { scripts: [], styles: [] };
  if (!("nonce" in inline)) return inline;
  const source = `'nonce-${inline.nonce}'`;
  return { scripts: [source], styles: [source] };
}

/**
 * The page without its nonce, and the hashes of the scripts and styles that carried it: from then on no byte differs
 * between two answers. Source: CSP Level 3, section 6.7.2.
 */
export function hashInsteadOfNonce(
  html: string,
  inline: InlineSources,
): { text: string; inline: InlineSources } {
  if (typeof inline === "string" || !("nonce" in inline)) return { text: html, inline };
  const mark = ` nonce="${inline.nonce}"`;
  const hashes = { script: new Set<string>(), style: new Set<string>() };
  for (
    const { 0: element, 1: tag, 2: attributes = "", index } of html.matchAll(/<(script|style)\b([^>]*)>/g)
  ) {
    if (!attributes.includes(mark) || /\s(?:src=|type="application\/json")/.test(attributes)) continue;
    const from = index + element.length;
    const content = html.slice(from, html.indexOf(`</${tag}>`, from));
    hashes[tag as "script" | "style"].add(hashSource(content));
  }
  return {
    text: html.replaceAll(mark, ""),
    inline: { scripts: [...hashes.script], styles: [...hashes.style] },
  };
}

function hashSource(content: string): string {
  return `'sha256-${Buffer.from(createHash("sha256").update(content).digest()).toString("base64")}'`;
}
