import { ENCODED_HASH, ENCODED_INSERTION } from "../wire/changed_link.ts";
import { Refusal } from "./errors.ts";
import type { Handler } from "./start.ts";

/** Longest host with its port: 253 characters of a name, and ":65535". Source: RFC 1035, section 2.3.4. */
const MAX_HOST_CHARS = 259;
/** A name or an address, and a port. Source: RFC 9110, section 7.2. */
const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d*)?$/i;
/** The methods that Fresh routes. */
export const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
/** What a URL parser takes for `/`, `.` or `..`: with these, the path that is routed is not the one that was sent. */
const REWRITTEN = /\\|\/(?:\.|%2e){1,2}(?:[/?#]|$)/i;

/**
 * A link that a mail program has changed: its `#` is percent-encoded, once or more, so that a browser sends what is behind it;
 * or its path has white space, soft hyphens or invisible marks in it.
 */
const CHANGED_LINK = new RegExp(`${ENCODED_HASH.source}|^[^?]*${ENCODED_INSERTION.source}`, "i");

/** Ends the path of a request. */
const PATH_END = new RegExp(`\\?|${ENCODED_HASH.source}`, "i");

/** Hosts that were found well formed: nearly every request names one of them. Bounded, since anybody can name others. */
const knownHosts = new Set<string>();
const MAX_KNOWN_HOSTS = 100;

/** The requests that stand in for those that the gate has refused, and with what they are answered. */
const standIns = new WeakMap<Request, Refusal>();

/**
 * Refuses what Fresh cannot route: malformed Host headers, unknown methods, paths that cannot be decoded, and paths that a URL
 * parser rewrites. Upstream's router throws for the first three, outside of all middlewares. So that the refusal has its
 * headers and its line in the log, a stand-in goes through the app, and `middlewares/refused_at_gate.ts` answers it.
 *
 * A changed link brings a secret. It goes no further than here: a request for `/changed-link` takes its place.
 */
export function withGate(handler: Handler): Handler {
  return (request, info) => {
    const refusal = refusalOf(request);
    if (!refusal) return handler(withoutSecret(request), info);
    const standIn = new Request("http://localhost/refused");
    standIns.set(standIn, refusal);
    return handler(standIn, info);
  };
}

/** How to answer a request that stands in for a refused one; undefined for every other request. */
export function refusalAtGate(request: Request): Refusal | undefined {
  return standIns.get(request);
}

/** The request itself, or one for the page that restores a changed link. The API is asked by no link. */
function withoutSecret(request: Request): Request {
  const { method, url, headers } = request;
  const pathAt = pathOf(url);
  const isLink = (method === "GET" || method === "HEAD") && !url.startsWith("/api/", pathAt) &&
    CHANGED_LINK.test(url.slice(pathAt));
  return isLink ? new Request(`${url.slice(0, pathAt)}/changed-link`, { method, headers }) : request;
}

/** Where the path of a URL begins. */
function pathOf(url: string): number {
  return url.indexOf("/", url.indexOf("://") + 3);
}

function refusalOf({ method, url, headers }: Request): Refusal | undefined {
  const begin = url.indexOf("://") + 3;
  const pathAt = pathOf(url);
  const named = url.slice(begin, pathAt);
  // A client may send a whole address, and another host in the header; a slash in the header has become part of the path.
  const header = headers.get("host") || named;
  const isRoutable = isHost(named) && (header === named || isHost(header)) && isPath(url.slice(pathAt));
  if (!isRoutable) return new Refusal("bad_request");
  return METHODS.has(method) ? undefined : new Refusal("method_not_allowed");
}

function isHost(text: string): boolean {
  if (knownHosts.has(text)) return true;
  if (text.length > MAX_HOST_CHARS || !HOST.test(text) || !URL.canParse(`http://${text}`)) return false;
  if (knownHosts.size >= MAX_KNOWN_HOSTS) knownHosts.clear();
  knownHosts.add(text);
  return true;
}

function isPath(pathAndQuery: string): boolean {
  // What is behind an encoded `#` is no path, and may be cut within an escape.
  const [path = ""] = pathAndQuery.split(PATH_END, 1);
  if (REWRITTEN.test(path)) return false;
  if (!path.includes("%")) return true;
  try {
    decodeURI(path);
    return true;
  } catch (error) {
    if (error instanceof URIError) return false;
    throw error;
  }
}
