import { LANGS } from "../i18n/mod.ts";
import type { AboutAnswer } from "../wire/about.ts";
import { type BuiltFile, sha256 } from "./hashes.ts";

/** One way in which a server delivers something else. */
export interface Difference {
  /** Path, and how it was asked for. */
  where: string;
  what: string;
}

/** An answer as it came: not decoded to text, not followed if it leads elsewhere. */
export interface Delivered {
  status: number;
  headers: Headers;
  body: Uint8Array<ArrayBuffer>;
}

/** Asks a server, as a browser would, for a path. */
export type Deliver = (path: string, headers: Record<string, string>) => Promise<Delivered>;

export interface Comparison {
  /** The server in question. */
  remote: Deliver;
  /** This checkout, running with what the server says of itself. */
  local: Deliver;
  pages: readonly string[];
  files: readonly BuiltFile[];
}

/** Headers that decide what a browser runs, loads and shows: they have to be the same, or absent from both. */
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

/** One could be sent something else than another: each file is asked for in all of them. */
const ENCODINGS = ["br", "gzip", "identity"];

/** A page's nonce, as this project's pages have it. */
const NONCE = /'nonce-([0-9a-f]{32})'/;

/**
 * Compares all that a server delivers to whoever is signed out with what this checkout delivers: every page in every
 * language, every script and every other file, byte by byte, with the headers that matter. Only one thing may differ: the
 * nonce, which has to be fresh in each answer.
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
      differences.push({ where: path, what: "this checkout is not its own build" });
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

/** The answer with an empty nonce in the places that a nonce has, and that nonce. */
function unnonced(answer: Delivered): Delivered & { nonce?: string } {
  const policy = answer.headers.get("content-security-policy") ?? "";
  const nonce = NONCE.exec(policy)?.[1];
  if (nonce === undefined) return answer;
  const headers = new Headers(answer.headers);
  headers.set("content-security-policy", policy.replaceAll(`'nonce-${nonce}'`, "'nonce-'"));
  // Latin-1 gives every byte a character of its own, so that nothing is lost on the way there and back.
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

/** What a server sent, fit for a terminal: nothing in it may move the cursor. */
function shown(text: string | null): string {
  if (text === null) return "absent";
  return JSON.stringify(text.slice(0, 200)).replace(
    /[^\x20-\x7e]/gu,
    (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`,
  );
}

/** The configuration under which this checkout makes the same pages. @throws {TypeError} if that is no such answer. */
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
    // Which ones they are, is told to whoever has a seat. Pages say only that there are some.
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

/** The pages that the files in `routes/` make, each as a path; a place in a path is filled with an id of no room. */
export function pagesOf(routes: readonly { path: string }[]): string[] {
  const paths = routes.map(({ path }) => path)
    .filter((path) => !/^api\/|(^|\/)_/.test(path))
    .map((path) => `/${path.replace(/(^|\/)index$/, "").replace(/\[[^\]]+\]/g, "AAAAAAAAAAAAAAAAAAAAAA")}`);
  return [...paths, "/no-such-page"];
}
