import { createHmac } from "node:crypto";
import type { IceAnswer } from "../wire/rooms.ts";
import type { Config } from "./config.ts";

/** How long relay credentials are valid; a browser in a call renews them in time. */
const LIFETIME_MS = 3600_000;
/** For the check page: long enough to try each relay. What the relay has allocated in that time, it keeps. */
export const CHECK_LIFETIME_MS = 120_000;

/**
 * The ICE servers, with credentials derived from the relay's shared secret, so the relay needs no list of users.
 * Source: draft-uberti-behave-turn-rest-00, section 2.2; coturn's `use-auth-secret`.
 * @param who Whose credentials they are: the relay counts its allocations by it (`user-quota`).
 */
export function iceAnswer(
  { turnUrls, turnSecret, stunUrls, relayOnly }: Pick<
    Config,
    "turnUrls" | "turnSecret" | "stunUrls" | "relayOnly"
  >,
  who: string,
  nowMs: number,
  lifetimeMs = LIFETIME_MS,
): IceAnswer {
  const iceServers: IceAnswer["iceServers"] = [];
  if (stunUrls.length > 0) iceServers.push({ urls: [...stunUrls] });
  const iceTransportPolicy = relayOnly ? "relay" : "all";
  if (turnSecret === undefined || turnUrls.length === 0) return { iceServers, iceTransportPolicy };
  // The relay sees the user name, which must not identify a peer.
  const user = createHmac("sha256", turnSecret).update(who).digest("base64url").slice(0, 16);
  const username = `${Math.floor((nowMs + lifetimeMs) / 1000)}:${user}`;
  const credential = createHmac("sha1", turnSecret).update(username).digest("base64");
  iceServers.push({ urls: [...turnUrls], username, credential });
  return { iceServers, iceTransportPolicy, lifetimeMs };
}
