import type { Lang } from "../i18n/mod.ts";
import type { Asked } from "./browser_client.ts";
import {
  type Browser,
  browserHeaders,
  BROWSERS,
  type HeaderList,
  type Kind,
  type Protocol,
} from "./browser_headers.ts";

/** What is asked for, and why. */
export interface Target {
  origin: string;
  path: string;
  lang: Lang;
  kinds: readonly Kind[];
  /** How a browser asks that has got it already. */
  again: Kind;
}

/** A way of asking. */
export interface Way extends Asked {
  /** Like "chromium, script, h2", or the accepted coding. */
  name: string;
  /** The request by which it is asked for once more; undefined if that is done in another way. */
  again?: HeaderList;
}

/**
 * What other programs accept: Safari, pages without TLS, tools, and nothing in particular. A server could send something else
 * in one coding only.
 */
const ACCEPTED = [
  "gzip, deflate, br",
  "gzip, deflate",
  "br",
  "gzip",
  "zstd",
  "deflate",
  "identity",
  undefined,
];

/** Where a part begins that is asked for: a browser has the bytes before. */
export const REST_FROM = 64;
/** What stands for an ETag until it is known. */
const ETAG = "{etag}";

/**
 * Every different request for a target: by each protocol, as each browser, for each reason; and by the protocol that browsers
 * prefer in other content-codings.
 */
export function waysTo(protocols: readonly Protocol[], { kinds, again, ...target }: Target): Way[] {
  const ways = new Map<string, Way>();
  const headersOf = (protocol: Protocol, browser: Browser, kind: Kind) =>
    browserHeaders({ ...target, protocol, browser, kind });
  for (const protocol of protocols) {
    for (const browser of BROWSERS) {
      for (const kind of kinds) {
        const headers = headersOf(protocol, browser, kind);
        const key = JSON.stringify([protocol, headers]);
        if (ways.has(key)) continue;
        const name = `${browser}, ${kind}, ${protocol}`;
        const way: Way = { name, path: target.path, protocol, headers };
        if (kind === kinds[0]) way.again = headersOf(protocol, browser, again);
        ways.set(key, way);
      }
    }
  }
  const protocol = protocols[0]!;
  const usual = headersOf(protocol, "chromium", kinds[0]!);
  const others = ACCEPTED.map((accepted) => ({
    name: accepted ?? "no accept-encoding",
    path: target.path,
    protocol,
    headers: withAccepted(usual, accepted),
  }));
  return [...ways.values(), ...others];
}

function withAccepted(headers: HeaderList, accepted: string | undefined): HeaderList {
  return headers.flatMap(([name, value]) => {
    if (name.toLowerCase() !== "accept-encoding") return [[name, value] as const];
    return accepted === undefined ? [] : [[name, accepted] as const];
  });
}

/** Asks whether what a browser has is current. */
export function askedAgain({ path, protocol, again }: Way, etag: string): Asked {
  return { path, protocol, headers: again!.map(([name, value]) => [name, value === ETAG ? etag : value]) };
}

/** Asks for the rest of what a browser has the beginning of. Source: RFC 9110, section 13.1.5. */
export function askedForRest({ path, protocol, headers }: Way, etag: string): Asked {
  const [range, ifRange] = protocol === "h2" ? ["range", "if-range"] : ["Range", "If-Range"];
  return { path, protocol, headers: [...headers, [range, `bytes=${REST_FROM}-`], [ifRange, etag]] };
}
