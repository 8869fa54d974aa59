import type { Delivery } from "../kv/bumps.ts";
import { confirmMessages, readMessages } from "../kv/mailboxes.ts";
import { checkSeat, listPeers, renewSeat } from "../kv/seats.ts";
import { LIMITS } from "../wire/limits.ts";
import type { IncomingMessage, Peer, PollAnswer } from "../wire/rooms.ts";
import { Refusal } from "./errors.ts";
import type { Waiting } from "./hub.ts";
import { peersTagOf } from "./peers_tag.ts";

export interface PollRequest {
  token: string;
  room: string;
  peerId: string;
  /** The cursor. */
  after: number;
  waitMs: number;
  /** The peers that the client knows of. */
  tag: string | undefined;
}

/** One long-poll: what it asks, and what it has seen so far. */
export class Poll implements Waiting<PollAnswer> {
  readonly room: string;
  readonly peerId: string;
  readonly waitMs: number;
  readonly #token: string;
  readonly #after: number;
  #tag: string | undefined;
  /** Who was there at the last look. */
  #peers: readonly Peer[] = [];
  #peersTag = "";
  #hasConfirmed = false;

  constructor(readonly kv: Deno.Kv, request: PollRequest, readonly signal: AbortSignal) {
    this.room = request.room;
    this.peerId = request.peerId;
    this.waitMs = request.waitMs;
    this.#token = request.token;
    this.#after = request.after;
    this.#tag = request.tag;
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
    const { seat, mailbox: { last }, confirmed, consultation: { expiresAtMs } } = check;
    this.#peers = peers;
    this.#peersTag = peersTagOf(peers);
    this.#tag ??= this.#peersTag;
    if (!this.#hasConfirmed) {
      this.#hasConfirmed = true;
      await confirmMessages(kv, { room, peerId, upTo: this.#after, confirmed, last, expiresAtMs, nowMs });
      if (nowMs - seat.seenAtMs > LIMITS.seatSeenEveryMs) await renewSeat(kv, seat, { expiresAtMs, nowMs });
    }
    if (last > this.#after) {
      const { cursor, messages } = await readMessages(kv, { room, peerId, after: this.#after });
      return this.answer(cursor, messages);
    }
    return this.#peersTag === this.#tag ? undefined : this.answer();
  }

  /** Messages that follow the cursor without a gap need no look. */
  accept({ first, messages }: Delivery): PollAnswer | undefined {
    return first === this.#after + 1 ? this.answer(this.#after + messages.length, messages) : undefined;
  }

  /** Without messages: nothing has happened, or the peers have changed. */
  answer(cursor = this.#after, messages: readonly IncomingMessage[] = []): PollAnswer {
    return {
      cursor,
      messages: [...messages],
      peers: [...this.#peers],
      peersTag: this.#peersTag,
      serverNowMs: Date.now(),
    };
  }
}
