import { encodeUint32 } from "./box.ts";
import { type Bytes, decodeBase64Url, equalBytes } from "./bytes.ts";
import { ProtocolError } from "./errors.ts";
import { lv, parseLv } from "./lv.ts";
import { open, seal } from "./seal.ts";

/** What the list of members shows of one. */
export interface ShownMember {
  name: string;
  /** As the server stores it. */
  email: string;
  role: string;
}

/** A member's public key and, since version 2, who that is. */
export interface MemberEntry {
  /** ECDH on P-256, uncompressed, 65 bytes. */
  point: Bytes;
  /** `memberIdentity`; absent in entries of version 1, which bind neither name nor role. */
  identity?: Bytes;
}

interface EntryPlace {
  memberId: string;
  /** Of the practice key that seals it. */
  epoch: number;
}

/** A hash of what the list shows of a member. Source: docs/protocol.md, "Members". */
export async function memberIdentity({ name, email, role }: ShownMember): Promise<Bytes> {
  const shown = lv("vc1 member identity", name, email, role);
  return new Uint8Array(await crypto.subtle.digest("SHA-256", shown));
}

/** Whether an entry belongs to what a list shows. Source: docs/protocol.md, "Members". */
export async function isIdentity(identity: Bytes, shown: ShownMember): Promise<boolean> {
  return equalBytes(identity, await memberIdentity(shown));
}

/** Seals a member's entry by the practice key, in the version that it has. Source: docs/protocol.md, "Members". */
export async function sealMemberEntry(
  key: CryptoKey,
  place: EntryPlace,
  { point, identity }: MemberEntry,
): Promise<string> {
  return identity
    ? await seal(key, aadOf("vc1 member", place), lv(point, identity))
    : await seal(key, aadOf("vc1 member public key", place), point);
}

/**
 * Opens a member's entry of either version.
 * Source: docs/protocol.md, "Members".
 * @throws {ProtocolError} `malformed`, `vault_invalid` for one that no member sealed
 */
export async function openMemberEntry(
  key: CryptoKey,
  place: EntryPlace,
  sealed: string,
): Promise<MemberEntry> {
  const bytes = decodeBase64Url(sealed);
  try {
    const opened = await open(key, aadOf("vc1 member", place), bytes);
    const [point, identity] = parseLv(opened, 2) as [Bytes, Bytes];
    return { point, identity };
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return { point: await open(key, aadOf("vc1 member public key", place), bytes) };
  }
}

const aadOf = (label: string, { memberId, epoch }: EntryPlace) => lv(label, memberId, encodeUint32(epoch));
