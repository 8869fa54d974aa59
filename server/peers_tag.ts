import { hashSecret } from "../kv/hashes.ts";
import type { Peer } from "../wire/rooms.ts";

/** Names who is in a room, whatever the order: changes when somebody comes, leaves or takes over. */
export function peersTagOf(peers: readonly Peer[]): string {
  return hashSecret(peers.map(({ peerId, role }) => `${peerId} ${role}`).sort().join("\n")).slice(0, 12);
}
