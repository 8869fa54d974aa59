import { type Lang, LANGS } from "../i18n/mod.ts";
import type { AboutAnswer } from "../wire/about.ts";
import {
  codingDifference,
  type Delivered,
  differenceOf,
  differenceOfCurrent,
  shown,
  type Unnonced,
  unnonced,
} from "./answers.ts";
import { type Ask, decoded } from "./browser_client.ts";
import { browserHeaders, type Protocol } from "./browser_headers.ts";
import { type BuiltFile, sha256 } from "./hashes.ts";
import { askedAgain, askedForRest, REST_FROM, type Target, type Way, waysTo } from "./ways.ts";

/** Something that a server delivers differently. */
interface Difference {
  /** The path, and the language and the ways of asking where these matter. */
  where: string;
  what: string;
}

interface Comparison {
  /** The server to verify, and what it speaks. */
  remote: { ask: Ask; protocols: readonly Protocol[] };
  /** This checkout, running with the configuration that the server reports. */
  local: Ask;
  /** The server's. */
  origin: string;
  pages: readonly string[];
  files: readonly BuiltFile[];
}

/**
 * Compares what a server delivers to visitors who are not signed in with what this checkout delivers: every page in every
 * language, every script and every other file, byte by byte, and the headers that decide what runs. It asks as browsers do
 * (`waysTo`), and once more as they do that have got the answer already. Only nonces may differ, and have to be new in each
 * answer.
 */
export async function compare({ remote, local, origin, pages, files }: Comparison): Promise<Difference[]> {
  const differences: Difference[] = [];
  const [nonces, protocols] = [new Set<string>(), remote.protocols];
  for (const path of pages) {
    for (const lang of LANGS) {
      const own = unnonced(await askLocal(local, { origin, path, lang, kind: "typed" }));
      const target = { origin, path, lang, kinds: ["typed", "linked"], again: "typedAgain" } as const;
      const found = await differencesOf(remote.ask, own, waysTo(protocols, target), ({ nonce }) => {
        const isOld = nonce !== undefined && nonces.has(nonce);
        if (nonce !== undefined) nonces.add(nonce);
        return isOld ? "the nonce has been used before" : undefined;
      });
      differences.push(
        ...found.map(({ what, ways }) => ({ where: `${path} (${[lang, ...ways].join(", ")})`, what })),
      );
    }
  }
  for (const { path, file } of files) {
    const target = { origin, path, lang: LANGS[0]!, ...purposeOf(path) };
    const own = await askLocal(local, { origin, path, lang: target.lang, kind: target.kinds[0]! });
    if (await sha256(own.body) !== await sha256(await Deno.readFile(file))) {
      differences.push({ where: path, what: "this checkout does not deliver its own build" });
    }
    const found = await differencesOf(remote.ask, own, waysTo(protocols, target));
    differences.push(
      ...found.map(({ what, ways }) => ({
        where: ways.length > 0 ? `${path} (${ways.join(", ")})` : path,
        what,
      })),
    );
  }
  return differences;
}

/** Why browsers load a file. */
function purposeOf(path: string): Pick<Target, "kinds" | "again"> {
  return path.endsWith(".js")
    ? { kinds: ["script", "preload", "import"], again: "scriptAgain" }
    : { kinds: ["image", "icon", "style", "fetch"], again: "scriptAgain" };
}

async function askLocal(
  local: Ask,
  { path, ...situation }: { origin: string; path: string; lang: Lang; kind: Target["kinds"][number] },
): Promise<Delivered> {
  const protocol = "http/1.1";
  const headers = browserHeaders({ ...situation, path, protocol, browser: "firefox" });
  return await decoded(await local({ path, protocol, headers }));
}

/** A difference, and the ways of asking that show it: none are named if all do. */
interface Found {
  what: string;
  ways: string[];
}

/** Asks in all ways at the same time. */
async function differencesOf(
  ask: Ask,
  own: Unnonced,
  ways: readonly Way[],
  check: (theirs: Unnonced) => string | undefined = () => undefined,
): Promise<Found[]> {
  const outcomes = await Promise.all(ways.map(async (way) => {
    try {
      return await outcomeOf(ask, own, way, check);
    } catch (error) {
      return [`cannot be read: ${shown(error instanceof Error ? error.message : String(error))}`];
    }
  }));
  const byWhat = Map.groupBy(
    outcomes.flatMap((found, index) => found.map((what) => ({ what, name: ways[index]!.name }))),
    ({ what }) => what,
  );
  return [...byWhat].map(([what, each]) => {
    if (each.length >= ways.length) return { what, ways: [] };
    const others = each.length > 1 ? [`and ${each.length - 1} other ways`] : [];
    return { what, ways: [each[0]!.name, ...others] };
  });
}

/** What is different by one way; each difference once. */
async function outcomeOf(
  ask: Ask,
  own: Unnonced,
  way: Way,
  check: (theirs: Unnonced) => string | undefined,
): Promise<string[]> {
  const received = await ask(way);
  const theirs = unnonced(await decoded(received));
  const found = [check(theirs), codingDifference(received, way.headers) ?? differenceOf(theirs, own)];
  const etag = received.headers.get("etag");
  if (found[1] === undefined && etag !== null && way.again !== undefined) {
    const current = await decoded(await ask(askedAgain(way, etag)));
    found.push(
      current.status === 304 ? differenceOfCurrent(current, own) : differenceOf(unnonced(current), own),
    );
    const rest = await ask(askedForRest(way, etag));
    if (rest.status !== 206) found.push(differenceOf(unnonced(await decoded(rest)), own));
    else if (!startsAs(rest.body, received.body.subarray(REST_FROM))) {
      found.push("its rest is another, for a browser that has its beginning");
    }
  }
  return found.filter((what) => what !== undefined);
}

function startsAs(bytes: Uint8Array, expected: Uint8Array): boolean {
  return bytes.length === expected.length && bytes.every((byte, index) => byte === expected[index]);
}

/** The configuration with which this checkout renders the same pages. @throws {TypeError} if a value is not usable text. */
export function environmentOf(about: AboutAnswer, origin: string): Record<string, string> {
  const { operator, securityContacts, codeLength, lobbyMinutes, retentionDays, relay, stun, secure } = about;
  const env: Record<string, string> = {
    OPERATOR_NAME: operator.name,
    OPERATOR_ADDRESS: operator.address,
    OPERATOR_EMAIL: operator.email,
    OPERATOR_PHONE: operator.phone,
    OPERATOR_LEGAL: operator.legal,
    OPERATOR_DATA_PROTECTION: operator.dataProtection,
    OPERATOR_CERTIFICATES: operator.certificates,
    ...(securityContacts.length > 0 ? { SECURITY_CONTACT: securityContacts.join(",") } : {}),
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
