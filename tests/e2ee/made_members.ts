import { createMemberKey, createMemberKeys, type LoosePracticeKey } from "../../e2ee/vault.ts";

/** A key that wraps a member key, as one is made of a passphrase. */
export const newWrappingKey = (): Promise<CryptoKey> =>
  crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["wrapKey", "unwrapKey"]);

/** What the practice is told of a member who is called Ada. */
export const SHOWN = { name: "Ada", email: "ada@x.example", role: "practitioner" };

/** A member of a practice, with what the server keeps of it. */
export async function makeMember(
  memberId: string,
  practiceKey: LoosePracticeKey,
  { epoch = 1, shown = SHOWN } = {},
) {
  const secret = await newWrappingKey();
  const { memberKey, wrapped: [wrapped] } = await createMemberKey(secret);
  const keys = await createMemberKeys(memberKey, practiceKey, { memberId, epoch, ...shown });
  return { memberId, secret, memberKey, wrapped: wrapped!, keys };
}
