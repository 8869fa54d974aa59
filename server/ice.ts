import { createHmac } from "node:crypto";
import type { IceAnswer } from "../wire/rooms.ts";
import type { Config } from "./config.ts";

/** How long relay credentials are good for; a browser in a call asks for new ones in time. */
const LIFETIME_MS = 3600_000;

/**
 * What a browser needs to reach the relay: credentials by its shared secret, so that the relay needs no list of users.
 * Source: draft-uberti-behave-turn-rest-00, section 2.2; coturn's `use-auth-secret`.
 */
export function iceAnswer(
  { turnUrls, turnSecret, stunUrls, relayOnly }: Pick<
    Config,
    "turnUrls" | "turnSecret" | "stunUrls" | "relayOnly"
  >,
  peerId: string,
  nowMs: number,
): IceAnswer {
  const iceServers: IceAnswer["iceServers"] = [];
  if (stunUrls.length > 0) iceServers.push({ urls: [...stunUrls] });
  const iceTransportPolicy = relayOnly ? "relay" : "all";
  if (turnSecret === undefined || turnUrls.length === 0) return { iceServers, iceTransportPolicy };
  // The relay sees the name: it says nothing about who it is.
  const who = createHmac("sha256", turnSecret).update(peerId).digest("base64url").slice(0, 16);
  const username = `${Math.floor((nowMs + LIFETIME_MS) / 1000)}:${who}`;
  const credential = createHmac("sha1", turnSecret).update(username).digest("base64");
  iceServers.push({ urls: [...turnUrls], username, credential });
  return { iceServers, iceTransportPolicy, lifetimeMs: LIFETIME_MS };
}
