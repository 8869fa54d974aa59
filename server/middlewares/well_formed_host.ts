import type { MiddlewareFn } from "fresh";
import { Refusal, refusalResponse } from "../errors.ts";
import type { State } from "../state.ts";

/** Longest host with its port: 253 characters of a name, and ":65535". Source: RFC 1035, section 2.3.4. */
const MAX_HOST_CHARS = 259;
/** A name or an address, and a port. Source: RFC 9110, section 7.2. */
const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d*)?$/i;

/** Hosts that were found right: nearly every request names one of them. The bound is for surprises. */
const found = new Set<string>();
const MAX_FOUND = 100;

/** Refuses a request whose address is none because of its host: from here on inwards there is a `ctx.url`. */
export const wellFormedHost: MiddlewareFn<State> = (ctx) => {
  const { url, headers } = ctx.req;
  const begin = url.indexOf("://") + 3;
  const named = url.slice(begin, url.indexOf("/", begin));
  // A client may send a whole address, and another host in the header; a slash in the header has become part of the path.
  const header = headers.get("host") || named;
  if (isHost(named) && (header === named || isHost(header))) return ctx.next();
  ctx.state.errorCode = "bad_request";
  return refusalResponse(new Refusal("bad_request"));
};

function isHost(text: string): boolean {
  if (found.has(text)) return true;
  if (text.length > MAX_HOST_CHARS || !HOST.test(text) || !URL.canParse(`http://${text}`)) return false;
  if (found.size >= MAX_FOUND) found.clear();
  found.add(text);
  return true;
}
