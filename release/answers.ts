import type { HeaderList } from "./browser_headers.ts";

/** An answer: redirects are not followed. */
export interface Delivered {
  status: number;
  headers: Headers;
  body: Uint8Array<ArrayBuffer>;
}

/** An answer whose nonces are emptied. */
export type Unnonced = Delivered & { nonce?: string };

/** The headers that decide what a browser runs, loads, sends and shows: equal on both sides, or absent from both. */
const HEADERS = [
  "content-type",
  "content-security-policy",
  "content-security-policy-report-only",
  "strict-transport-security",
  "x-content-type-options",
  "referrer-policy",
  "permissions-policy",
  "document-policy",
  "integrity-policy",
  "cross-origin-opener-policy",
  "cross-origin-embedder-policy",
  "cross-origin-resource-policy",
  "origin-agent-cluster",
  "x-frame-options",
  "location",
  "link",
  "refresh",
  "sourcemap",
  "x-sourcemap",
  "service-worker-allowed",
  "content-disposition",
  "content-language",
  "clear-site-data",
  "speculation-rules",
  "supports-loading-mode",
  "set-cookie",
  "set-login",
  "access-control-allow-origin",
  "access-control-allow-credentials",
  // Each of them makes later requests differ from those of `verify`, or tells others of them.
  "accept-ch",
  "critical-ch",
  "use-as-dictionary",
  "no-vary-search",
  "nel",
  "report-to",
  "reporting-endpoints",
];

/** The nonce in a page's policy. */
const NONCE = /'nonce-([0-9a-f]{32})'/;

/** The answer with its nonces emptied, and the nonce. */
export function unnonced(answer: Delivered): Unnonced {
  const policy = answer.headers.get("content-security-policy") ?? "";
  const nonce = NONCE.exec(policy)?.[1];
  if (nonce === undefined) return answer;
  const headers = new Headers(answer.headers);
  headers.set("content-security-policy", policy.replaceAll(`'nonce-${nonce}'`, "'nonce-'"));
  // Latin-1 maps every byte to a character and back without loss.
  const text = LATIN_1.decode(answer.body).replaceAll(` nonce="${nonce}"`, ' nonce=""');
  return { ...answer, headers, body: Uint8Array.from(text, (character) => character.charCodeAt(0)), nonce };
}

/** Bytes as characters 0 to 255. (TextDecoder's "latin1" is windows-1252, which is something else.) */
const LATIN_1 = {
  decode: (bytes: Uint8Array): string => {
    let text = "";
    for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
    return text;
  },
};

/** The first difference between two answers. */
export function differenceOf(theirs: Delivered, own: Delivered): string | undefined {
  if (theirs.status !== own.status) return `answers with ${theirs.status} instead of ${own.status}`;
  for (const name of HEADERS) {
    const [their, mine] = [theirs.headers.get(name), own.headers.get(name)];
    if (their !== mine) return `${name} is ${shown(their)} instead of ${shown(mine)}`;
  }
  for (const name of fieldsIn(own.headers, "vary")) {
    if (!fieldsIn(theirs.headers, "vary").some((field) => field === name || field === "*")) {
      return `vary lacks ${name}: a cache would mix answers`;
    }
  }
  const length = Math.max(theirs.body.length, own.body.length);
  for (let at = 0; at < length; at++) {
    if (theirs.body[at] === own.body[at]) continue;
    return `differs from byte ${at} on: ${excerpt(theirs.body, at)} instead of ${excerpt(own.body, at)}`;
  }
  return undefined;
}

function excerpt(bytes: Uint8Array, at: number): string {
  const text = new TextDecoder().decode(bytes.subarray(Math.max(0, at - 24), at + 56));
  return at >= bytes.length && bytes.length === 0 ? "nothing" : shown(text);
}

/**
 * What an answer changes that says that a kept one is current: browsers take over the headers that it has.
 * Source: RFC 9111, section 4.3.4.
 */
export function differenceOfCurrent(theirs: Delivered, own: Delivered): string | undefined {
  for (const name of HEADERS) {
    const [their, mine] = [theirs.headers.get(name), own.headers.get(name)];
    if (their !== null && their !== mine) return `${name} becomes ${shown(their)} instead of ${shown(mine)}`;
  }
  return theirs.body.length > 0 ? "has a body with 304" : undefined;
}

/** Whether an answer is coded in a way that was not asked for, or that its Vary does not name. */
export function codingDifference({ headers }: Delivered, asked: HeaderList): string | undefined {
  const codings = fieldsIn(headers, "content-encoding").filter((coding) => coding !== "identity");
  const accepted = asked.find(([name]) => name.toLowerCase() === "accept-encoding")?.[1] ?? "";
  const unasked = codings.find((coding) => !accepted.split(/, ?/).includes(coding));
  return unasked === undefined ? undefined : `is coded as ${shown(unasked)}, which was not asked for`;
}

/** The elements of a list, in small letters. */
function fieldsIn(headers: Headers, name: string): string[] {
  return (headers.get(name) ?? "").toLowerCase().split(",").map((field) => field.trim()).filter(Boolean);
}

/** Text of a server, escaped for the terminal: it must not move the cursor. */
export function shown(text: string | null): string {
  if (text === null) return "absent";
  return JSON.stringify(text.slice(0, 200)).replace(
    /[^\x20-\x7e]/gu,
    (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`,
  );
}
