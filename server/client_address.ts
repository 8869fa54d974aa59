import { type BlockList, isIP } from "node:net";
import type { Context } from "fresh";
import type { State } from "./state.ts";

type Ctx = Context<State>;

/** Whose `X-Forwarded-For` is believed: of so many proxies, one behind the other, or of those with these addresses. */
export type ProxyTrust = { readonly hops: number } | { readonly ranges: BlockList };

/** Where a request comes from, in two sizes. */
export interface ClientOrigin {
  /** The IP address; for IPv6 its /64, the prefix of one household. */
  address: string;
  /** For IPv6 the /48, of which one subscriber can have all 65,536 addresses; for IPv4 the address itself. */
  network: string;
}

/** Where a request comes from. */
export function clientOrigin(ctx: Ctx): ClientOrigin {
  return originOf(clientOf(ctx).address);
}

/** A client, as the trusted proxies tell. */
interface Client {
  address: string;
  /** A trusted proxy has named something that is no address. */
  isGarbled: boolean;
}

/** Whose request it is. */
export function clientOf({ info: { remoteAddr }, req, state }: Ctx): Client {
  const direct = "hostname" in remoteAddr ? remoteAddr.hostname : "unknown";
  return forwardedClient(direct, req.headers.get("x-forwarded-for"), state.config.trustProxy);
}

/**
 * The client by `X-Forwarded-For`, to which each proxy appends whom it was asked by: read from the end for as long as whoever
 * has written an entry is trusted. So nobody but a trusted proxy decides what counts, and what is no address ends it.
 * @param direct The address that the connection comes from.
 */
export function forwardedClient(
  direct: string,
  header: string | null,
  trust: ProxyTrust | undefined,
): Client {
  let address = plainAddress(direct) ?? direct;
  if (trust === undefined || header === null) return { address, isGarbled: false };
  const entries = header.split(",");
  for (let hops = 0; hops < entries.length && isTrusted(trust, address, hops); hops++) {
    const named = addressIn(entries[entries.length - 1 - hops]!);
    if (named === undefined) return { address, isGarbled: true };
    address = named;
  }
  return { address, isGarbled: false };
}

function isTrusted(trust: ProxyTrust, address: string, hops: number): boolean {
  if ("hops" in trust) return hops < trust.hops;
  const family = isIP(address);
  return family !== 0 && trust.ranges.check(address, family === 4 ? "ipv4" : "ipv6");
}

/** Longer than an IPv6 address with brackets, port, zone and quotes. */
const MAX_ENTRY_CHARS = 80;

/** The address of an entry, which may have brackets, a port and quotes; undefined if there is none. Source: RFC 7239, section 6. */
function addressIn(entry: string): string | undefined {
  if (entry.length > MAX_ENTRY_CHARS) return undefined;
  const text = entry.trim().replace(/^"(.*)"$/, "$1");
  const [, bracketed, withPort] = /^\[([^\]]+)\](?::\d{1,5})?$|^([\d.]+):\d{1,5}$/.exec(text) ?? [];
  return plainAddress(bracketed ?? withPort ?? text);
}

/** The origin that an IP address belongs to; anything else is one of its own. */
export function originOf(ip: string): ClientOrigin {
  const address = plainAddress(ip) ?? ip;
  if (isIP(address) !== 6) return { address, network: address };
  const groups = address.split(":");
  return { address: groups.slice(0, 4).join(":"), network: groups.slice(0, 3).join(":") };
}

/** How IPv6 carries IPv4: mapped addresses, and NAT64. Source: RFC 4291, section 2.5.5.2; RFC 6052, section 2.1. */
const IPV4_PREFIXES = ["0:0:0:0:0:ffff", "64:ff9b:0:0:0:0"];

/** An address in its one spelling, without zone: IPv6 with all eight groups, and as IPv4 what carries that; undefined if it is none. */
function plainAddress(text: string): string | undefined {
  const [bare = ""] = text.split("%", 1);
  const family = isIP(bare);
  if (family !== 6) return family === 4 ? bare : undefined;
  const [head = "", tail] = new URL(`http://[${bare}]`).hostname.slice(1, -1).split("::");
  const left = head.split(":").filter(Boolean);
  const right = tail?.split(":").filter(Boolean) ?? [];
  const zeros = Array<string>(8 - left.length - right.length).fill("0");
  const groups = [...left, ...zeros, ...right];
  if (!IPV4_PREFIXES.includes(groups.slice(0, 6).join(":"))) return groups.join(":");
  return groups.slice(6).map((group) => parseInt(group, 16)).flatMap((group) => [group >> 8, group & 255])
    .join(".");
}
