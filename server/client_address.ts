import type { Context } from "fresh";
import type { State } from "./state.ts";

type Ctx = Context<State>;

/** The client's IP address; for IPv6 its /64, the prefix of one household. */
export function clientAddress(ctx: Ctx): string {
  const { remoteAddr } = ctx.info;
  const direct = "hostname" in remoteAddr ? remoteAddr.hostname : "unknown";
  const forwarded = ctx.state.config.trustProxy
    ? ctx.req.headers.get("x-forwarded-for")?.split(",").at(-1)?.trim()
    : undefined;
  const address = forwarded || direct;
  const mapped = /^(?:::ffff:)(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  return address.includes(":") ? expandIpv6(address).slice(0, 4).join(":") : address;
}

function expandIpv6(address: string): string[] {
  const [head = "", tail] = address.replace(/%.*$/, "").split("::");
  const left = head.split(":").filter(Boolean);
  const right = tail?.split(":").filter(Boolean) ?? [];
  const zeros = tail === undefined
    ? []
    : Array<string>(Math.max(0, 8 - left.length - right.length)).fill("0");
  return [...left, ...zeros, ...right];
}
