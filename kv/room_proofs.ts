import { commitChange } from "./bumps.ts";
import { RACE, untilCommitted } from "./commit.ts";
import { matchesHash } from "./hashes.ts";
import {
  type Consultation,
  consultationKey,
  type ReturnProofs,
  returnProofsKey,
  rosterKey,
  type Seat,
  seatKey,
} from "./keys.ts";
import { ROOM_LIMITS } from "../wire/limits.ts";
import { type Refused, refused } from "./refused.ts";
import { isTaken } from "./seats.ts";

/** Whether a room proof is that of the invite link, or of an admitted guest. Compares in constant time. */
export function isProof(
  proof: string | undefined,
  { linkProofHash }: Pick<Consultation, "linkProofHash">,
  returnProofs: ReturnProofs | null,
): boolean {
  if (proof === undefined) return false;
  const hashes = [...(linkProofHash === undefined ? [] : [linkProofHash]), ...(returnProofs ?? [])];
  return hashes.filter((hash) => matchesHash(proof, hash)).length > 0;
}

/**
 * The host says that a guest has proved a secret to it: its seat is safe from strangers now. With `proofHash`, of a guest that
 * was admitted, the server knows it again when it comes back.
 */
export async function vouchForGuest(
  kv: Deno.Kv,
  { room, peerId, proofHash, nowMs }: {
    room: string;
    peerId: string;
    proofHash?: string | undefined;
    nowMs: number;
  },
): Promise<true | Refused<"consultation_unknown" | "peer_unknown">> {
  return await untilCommitted(async () => {
    const [consultation, seat, proofs] = await kv.getMany<[Consultation, Seat, ReturnProofs]>([
      consultationKey(room),
      seatKey(room, peerId),
      returnProofsKey(room),
    ]);
    if (!consultation.value || nowMs >= consultation.value.expiresAtMs) {
      return refused("consultation_unknown");
    }
    if (!seat.value || !isTaken(seat.value) || seat.value.role !== "guest") return refused("peer_unknown");
    const isNew = proofHash !== undefined && !proofs.value?.includes(proofHash);
    if (!seat.value.unproven && !isNew) return true;
    const expireIn = consultation.value.expiresAtMs - nowMs;
    const { unproven: _, ...proven } = seat.value;
    // The roster, too: whoever ends all unproven seats at this moment reads them again.
    const commit = kv.atomic().check(seat, proofs)
      .set(seat.key, proven, { expireIn })
      .set(rosterKey(room), true, { expireIn });
    if (isNew) {
      const kept = [...(proofs.value ?? []), proofHash].slice(-ROOM_LIMITS.returnProofs);
      commit.set(proofs.key, kept, { expireIn });
    }
    const { practiceId } = consultation.value;
    return (await commitChange(kv, commit, { room, practiceId })).ok || RACE;
  });
}
