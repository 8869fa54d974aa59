import { decodeUtf8, encodeUtf8 } from "../../e2ee/bytes.ts";
import { ProtocolError } from "../../e2ee/errors.ts";
import type { ServerEvent } from "../../wire/journal.ts";

/** What members do, as their browsers note it. It names no guest. */
export type MemberAct =
  | { kind: "member_invited"; role: string }
  | { kind: "invitation_withdrawn" }
  | { kind: "member_joined"; role: string }
  | { kind: "member_removed"; name: string }
  | { kind: "key_changed" }
  | { kind: "settings_changed" }
  | { kind: "passphrase_changed" }
  | { kind: "recovery_key_renewed" }
  | { kind: "recovery_key_used" }
  | { kind: "passkey_added" }
  | { kind: "passkey_removed" }
  | { kind: "sessions_ended" }
  /** Of another member, by id and name. */
  | { kind: "member_signed_out"; member: string; name: string }
  | { kind: "code_replaced" }
  | { kind: "code_blocked" }
  /** The member has been told of all entries up to these. */
  | { kind: "told"; members: number; server: number };

/** An act as it is sealed. */
export type MemberEvent = MemberAct & {
  /** 16 random bytes, base64url: an event that was sent twice is recognised by it. */
  id: string;
  /** The member's id. */
  by: string;
  /** By the clock of the member's device. */
  atMs: number;
};

/** Kinds that concern the account of the member who is named, even if somebody else acts in that name. */
const OF_ACCOUNT: ReadonlySet<string> = new Set<MemberAct["kind"]>([
  "passphrase_changed",
  "recovery_key_renewed",
  "recovery_key_used",
  "passkey_added",
  "passkey_removed",
  "sessions_ended",
]);

/** Fewer wrong tries than this are one's own typing mistakes. */
const MANY_FAILURES = 10;

/** Whether a member is told of an event at the next sign-in. */
export function concernsAccount(event: MemberEvent | ServerEvent, memberId: string): boolean {
  if ("by" in event) {
    if (event.kind === "member_signed_out") return event.member === memberId;
    return event.by === memberId && OF_ACCOUNT.has(event.kind);
  }
  if (event.memberId !== memberId) return false;
  return event.kind === "new_browser" || event.count >= MANY_FAILURES;
}

/** The content of a sealed entry. */
export function encodeMemberEvent(event: MemberEvent): Uint8Array<ArrayBuffer> {
  return encodeUtf8(JSON.stringify(event));
}

/**
 * Reads the content of a sealed entry. Its author had the practice key, but may have been another version of this program:
 * the kind may be unknown.
 * @throws {ProtocolError} `malformed`
 */
export function parseMemberEvent(bytes: Uint8Array): MemberEvent {
  const event = parseObject(decodeUtf8(bytes));
  const isValid = ["kind", "id", "by"].every((field) => typeof event[field] === "string") &&
    typeof event["atMs"] === "number";
  if (!isValid) throw new ProtocolError("malformed", "Cannot parse an entry: a field is missing");
  return event as MemberEvent;
}

/** Reads an entry of the server's chain. @throws {ProtocolError} `malformed` */
export function parseServerEvent(text: string): ServerEvent {
  const event = parseObject(text);
  const isValid = ["kind", "memberId"].every((field) => typeof event[field] === "string") &&
    typeof event["count"] === "number" && ["undefined", "string"].includes(typeof event["device"]);
  if (!isValid) throw new ProtocolError("malformed", "Cannot parse an entry: a field is missing");
  return event as unknown as ServerEvent;
}

function parseObject(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text));
  } catch (cause) {
    throw new ProtocolError("malformed", "Cannot parse an entry: not JSON", { cause });
  }
}
