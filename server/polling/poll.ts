import type { Delivery } from "../../kv/bumps.ts";
import { hashSecret } from "../../kv/hashes.ts";
import { confirmMessages, readMessages } from "../../kv/mailboxes.ts";
import { checkSeat, listPeers, renewSeat } from "../../kv/seats.ts";
import { LIMITS } from "../../wire/limits.ts";
import type { IncomingMessage, Peer, PollAnswer } from "../../wire/rooms.ts";
import { Refusal } from "../errors.ts";
import type { Verdict, Waiting } from "./hub.ts";

export interface PollRequest {
  token: string;
  room: string;
  peerId: string;
  /** The cursor. */
  after: number;
  waitMs: number;
  /** The peers that the client knows of. */
  tag: string | undefined;
  /** The messages that the client had from the poll before and that the cursor does not count. */
  early: string | undefined;
}

/** So many confirmed messages are deleted at once, however busy the exchange is. */
const TIDY_AT = 32;

/** One long-poll: what it asks, and what it has seen so far. */
export class Poll implements Waiting<PollAnswer> {
  readonly room: string;
  readonly peerId: string;
  readonly waitMs: number;
  readonly #token: string;
  readonly #early: string | undefined;
  #after: number;
  #tag: string | undefined;
  /** Who was there at the last look. */
  #peers: readonly Peer[] = [];
  #peersTag = "";
  #hasLooked = false;
  /** What the cursor confirms, as long as it is still to be deleted. */
  #unconfirmed: Omit<Parameters<typeof confirmMessages>[1], "nowMs"> | undefined;

  constructor(readonly kv: Deno.Kv, request: PollRequest, readonly signal: AbortSignal) {
    this.room = request.room;
    this.peerId = request.peerId;
    this.waitMs = request.waitMs;
    this.#token = request.token;
    this.#after = request.after;
    this.#tag = request.tag;
    this.#early = request.early;
  }

  /** Is there a message after the cursor, or a change of peers? @throws {Refusal} when the seat is no more. */
  async look(): Promise<PollAnswer | undefined> {
    const { kv, room, peerId } = this;
    const nowMs = Date.now();
    const [check, peers] = await Promise.all([
      checkSeat(kv, { token: this.#token, nowMs }),
      listPeers(kv, room),
    ]);
    if ("refusal" in check) throw new Refusal(check.refusal);
    // All seats have ended between the two: whoever has none is told so, and not that nobody is there.
    if (!peers.some((peer) => peer.peerId === peerId)) {
      const again = await checkSeat(kv, { token: this.#token, nowMs });
      if ("refusal" in again) throw new Refusal(again.refusal);
    }
    const { seat, mailbox: { last, batch }, confirmed, consultation: { expiresAtMs } } = check;
    // They are what was stored last, and exactly behind the cursor: a commit is for the places that were told.
    if (batch !== undefined && batch === this.#early) this.#after = last;
    this.#peers = peers;
    this.#peersTag = peersTagOf(peers);
    this.#tag ??= this.#peersTag;
    if (!this.#hasLooked) {
      this.#hasLooked = true;
      const count = Math.min(this.#after, last) - (confirmed.value ?? 0);
      if (count > 0) this.#unconfirmed = { room, peerId, upTo: this.#after, confirmed, last, expiresAtMs };
      if (this.waitMs === 0 || count >= TIDY_AT) await this.tidy();
      if (nowMs - seat.seenAtMs > LIMITS.seatSeenEveryMs) await renewSeat(kv, seat, { expiresAtMs, nowMs });
    }
    if (last > this.#after) {
      const { cursor, messages } = await readMessages(kv, {
        room,
        peerId,
        after: this.#after,
        early: this.#early,
      });
      this.#after = cursor;
      if (messages.length > 0) return this.answer(cursor, messages);
    }
    return this.#peersTag === this.#tag ? undefined : this.answer();
  }

  /**
   * Deletes what the cursor confirms. In the middle of an exchange that would stand in the way of the next message: a
   * commit waits for the disk, and there is one at a time.
   */
  async tidy(): Promise<void> {
    const unconfirmed = this.#unconfirmed;
    this.#unconfirmed = undefined;
    if (unconfirmed) await confirmMessages(this.kv, { ...unconfirmed, nowMs: Date.now() });
  }

  /** Messages that follow the cursor without a gap need no look. */
  accept({ first, messages, batch }: Delivery, isEarly: boolean): Verdict<PollAnswer> {
    const behind = first - 1 + messages.length;
    if (batch === this.#early) {
      this.#after = behind;
      return "wait";
    }
    if (first !== this.#after + 1) return "look";
    return { found: isEarly ? this.answer(this.#after, messages, batch) : this.answer(behind, messages) };
  }

  /** Without messages: nothing has happened, or the peers have changed. */
  answer(cursor = this.#after, messages: readonly IncomingMessage[] = [], early?: string): PollAnswer {
    return {
      cursor,
      messages: [...messages],
      ...(early === undefined ? {} : { early }),
      peers: [...this.#peers],
      peersTag: this.#peersTag,
      serverNowMs: Date.now(),
    };
  }
}

/** Identifies the peers of a room, in any order: changes when one joins, leaves or takes over a seat. */
function peersTagOf(peers: readonly Peer[]): string {
  return hashSecret(peers.map(({ peerId, role }) => `${peerId} ${role}`).sort().join("\n")).slice(0, 12);
}
