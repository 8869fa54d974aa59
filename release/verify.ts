import { LANGS } from "../i18n/mod.ts";
import type { AboutAnswer } from "../wire/about.ts";
import { type BuiltFile, sha256 } from "./hashes.ts";

/** Something that a server delivers differently. */
interface Difference {
  /** The path, and the language or encoding of the request. */
  where: string;
  what: string;
}

/** An answer as it was received: redirects are not followed. */
export interface Delivered {
  status: number;
  headers: Headers;
  body: Uint8Array<ArrayBuffer>;
}

/** Requests a path of a server. */
export type Deliver = (path: string, headers: Record<string, string>) => Promise<Delivered>;

interface Comparison {
  /** The server to verify. */
  remote: Deliver;
  /** This checkout, running with the configuration that the server reports. */
  local: Deliver;
  pages: readonly string[];
  files: readonly BuiltFile[];
}

/** The headers that decide what a browser runs, loads and shows: equal on both sides, or absent from both. */
const HEADERS = [
  "content-type",
  "content-security-policy",
  "content-security-policy-report-only",
  "strict-transport-security",
  "x-content-type-options",
  "referrer-policy",
  "permissions-policy",
  "cross-origin-opener-policy",
  "cross-origin-embedder-policy",
  "cross-origin-resource-policy",
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
  "set-cookie",
  "access-control-allow-origin",
  "access-control-allow-credentials",
];

/** A server could send something else in one of them: each file is requested in all. */
const ENCODINGS = ["br", "gzip", "identity"];

/** The nonce in a page's policy. */
const NONCE = /'nonce-([0-9a-f]{32})'/;

/**
 * Compares what a server delivers to visitors who are not signed in with what this checkout delivers: every page in every
 * language, every script and every other file, byte by byte, and the headers of `HEADERS`. Only nonces may differ, and have
 * to be new in each answer.
 */
export async function compare({ remote, local, pages, files }: Comparison): Promise<Difference[]> {
  const differences: Difference[] = [];
  const nonces = new Set<string>();
  for (const page of pages) {
    for (const lang of LANGS) {
      const where = `${page} (${lang})`;
      const own = unnonced(await local(page, { ...PAGE_HEADERS, "accept-language": lang }));
      for (const encoding of ["br, gzip", "identity"]) {
        const headers = { ...PAGE_HEADERS, "accept-language": lang, "accept-encoding": encoding };
        const theirs = unnonced(await remote(page, headers));
        if (theirs.nonce !== undefined) {
          if (nonces.has(theirs.nonce)) differences.push({ where, what: "the nonce has been used before" });
          nonces.add(theirs.nonce);
        }
        const what = differenceOf(theirs, own);
        if (what !== undefined) differences.push({ where, what });
      }
    }
  }
  for (const { path, file } of files) {
    const [own, built] = [await local(path, FILE_HEADERS), await sha256(await Deno.readFile(file))];
    if (await sha256(own.body) !== built) {
      differences.push({ where: path, what: "this checkout does not deliver its own build" });
    }
    for (const encoding of ENCODINGS) {
      const theirs = await remote(path, { ...FILE_HEADERS, "accept-encoding": encoding });
      const what = differenceOf(theirs, own);
      if (what !== undefined) differences.push({ where: `${path} (${encoding})`, what });
    }
  }
  return differences;
}

const PAGE_HEADERS = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };
const FILE_HEADERS = { accept: "*/*" };

/** The answer with its nonces emptied, and the nonce. */
function unnonced(answer: Delivered): Delivered & { nonce?: string } {
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
function differenceOf(theirs: Delivered, own: Delivered): string | undefined {
  if (theirs.status !== own.status) return `answers with ${theirs.status} instead of ${own.status}`;
  for (const name of HEADERS) {
    const [their, mine] = [theirs.headers.get(name), own.headers.get(name)];
    if (their !== mine) return `${name} is ${shown(their)} instead of ${shown(mine)}`;
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

/** Text of a server, escaped for the terminal: it must not move the cursor. */
function shown(text: string | null): string {
  if (text === null) return "absent";
  return JSON.stringify(text.slice(0, 200)).replace(
    /[^\x20-\x7e]/gu,
    (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`,
  );
}

/** The configuration with which this checkout renders the same pages. @throws {TypeError} if a value is not usable text. */
export function environmentOf(about: AboutAnswer, origin: string): Record<string, string> {
  const { operator, codeLength, lobbyMinutes, retentionDays, relay, stun, secure } = about;
  const env: Record<string, string> = {
    OPERATOR_NAME: operator.name,
    OPERATOR_ADDRESS: operator.address,
    OPERATOR_EMAIL: operator.email,
    OPERATOR_PHONE: operator.phone,
    OPERATOR_LEGAL: operator.legal,
    OPERATOR_DATA_PROTECTION: operator.dataProtection,
    OPERATOR_CERTIFICATES: operator.certificates,
    CODE_LENGTH: String(codeLength),
    LOBBY_MINUTES: String(lobbyMinutes),
    RETENTION_DAYS: String(retentionDays),
    // Pages say only whether there are relays; their addresses are for those who have a seat.
    ...(relay === "none" ? {} : { TURN_URLS: "turn:relay.example.org", TURN_SECRET: "none" }),
    ...(relay === "only" ? { ICE_RELAY_ONLY: "1" } : {}),
    ...(stun ? { STUN_URLS: "stun:stun.example.org" } : {}),
    ...(secure ? { PUBLIC_ORIGIN: origin } : {}),
  };
  for (const [name, value] of Object.entries(env)) {
    if (typeof value !== "string" || value.includes("\0")) {
      throw new TypeError(`Cannot use ${name} of the server`);
    }
  }
  return env;
}

/** The path of each page in `routes/`, with the id of no room for parameters, and one that does not exist. */
export function pagesOf(routes: readonly { path: string }[]): string[] {
  const paths = routes.map(({ path }) => path)
    .filter((path) => !/^api\/|(^|\/)_/.test(path))
    .map((path) => `/${path.replace(/(^|\/)index$/, "").replace(/\[[^\]]+\]/g, "AAAAAAAAAAAAAAAAAAAAAA")}`);
  return [...paths, "/no-such-page"];
}
