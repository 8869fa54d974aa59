import { encodeUint32, pad } from "../../e2ee/box.ts";
import { lv } from "../../e2ee/lv.ts";
import type { RecordPlace } from "../../e2ee/record.ts";
import { seal } from "../../e2ee/seal.ts";

/** Seals a record as versions before the epoch did: without a header, bound to its place only. */
export async function sealAsBefore(
  key: CryptoKey,
  { practiceId, recordId, version }: RecordPlace,
  content: Uint8Array,
): Promise<string> {
  return await seal(key, lv(practiceId, recordId, encodeUint32(version)), pad(content));
}

/** A member's public key as versions before the identity sealed it. */
export async function sealPointAsBefore(
  key: CryptoKey,
  { memberId, epoch }: { memberId: string; epoch: number },
  point: Uint8Array<ArrayBuffer>,
): Promise<string> {
  return await seal(key, lv("vc1 member public key", memberId, encodeUint32(epoch)), point);
}
