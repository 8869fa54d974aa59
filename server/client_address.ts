import type { Context } from "fresh";
import type { State } from "./state.ts";

type Ctx = Context<State>;

/** Where a request comes from, in two sizes. */
export interface ClientOrigin {
  /** The IP address; for IPv6 its /64, the prefix of one household. */
  address: string;
  /** For IPv6 the /48, of which one subscriber can have all 65,536 addresses; for IPv4 the address itself. */
  network: string;
}

/** Where a request comes from. */
export function clientOrigin(ctx: Ctx): ClientOrigin {
  const { remoteAddr } = ctx.info;
  const direct = "hostname" in remoteAddr ? remoteAddr.hostname : "unknown";
  const forwarded = ctx.state.config.trustProxy
    ? ctx.req.headers.get("x-forwarded-for")?.split(",").at(-1)?.trim()
    : undefined;
  return originOf(forwarded || direct);
}

/** The origin that an IP address belongs to. */
export function originOf(ip: string): ClientOrigin {
  const mapped = /^(?:::ffff:)(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (mapped) return { address: mapped, network: mapped };
  if (!ip.includes(":")) return { address: ip, network: ip };
  const groups = expandIpv6(ip);
  return { address: groups.slice(0, 4).join(":"), network: groups.slice(0, 3).join(":") };
}

/** The groups in one spelling: proxies write zeros and letters as they like. */
function expandIpv6(address: string): string[] {
  const [head = "", tail] = address.toLowerCase().replace(/%.*$/, "").split("::");
  const left = head.split(":").filter(Boolean);
  const right = tail?.split(":").filter(Boolean) ?? [];
  const zeros = tail === undefined
    ? []
    : Array<string>(Math.max(0, 8 - left.length - right.length)).fill("0");
  return [...left, ...zeros, ...right].map((group) => group.replace(/^0+(?=.)/, ""));
}
