import type { Delivery } from "../../kv/bumps.ts";
import { hashSecret } from "../../kv/hashes.ts";
import type { Consultation, Seat } from "../../kv/keys.ts";
import { confirmMessages, readMessages } from "../../kv/mailboxes.ts";
import type { SeenSeat } from "../../kv/presence.ts";
import { checkSeat, checkSeatAndPeers, peersFor } from "../../kv/seats.ts";
import { LIMITS, ROOM_LIMITS } from "../../wire/limits.ts";
import type { IncomingMessage, Peer, PollAnswer } from "../../wire/mailbox.ts";
import { isAhead } from "../../wire/windows.ts";
import { Refusal } from "../errors.ts";
import type { LongPoll } from "./hub.ts";

export interface PollRequest {
  token: string;
  room: string;
  peerId: string;
  /** The cursor: the position up to which the client has its messages. */
  after: number;
  waitMs: number;
  /** Names the peers that the client knows of; see `PollAnswer.peersTag`. */
  tag: string | undefined;
  /** Told from time to time that the seat's client is there. */
  onSeen?: (seat: SeenSeat) => void;
  /** Told from time to time while a host is with a proven guest, or waits around the planned start: its sign-in is in use. */
  onHosting?: (memberId: string | undefined) => Promise<void>;
}

/** So many confirmed messages are deleted at once, however busy the exchange is. */
const TIDY_AT = 32;

/** One long-poll of a seat: its request, and what it has read so far. */
export class Poll implements LongPoll<PollAnswer> {
  /** The room. */
  readonly topic: string;
  readonly peerId: string;
  readonly waitMs: number;
  readonly #token: string;
  readonly #onSeen: PollRequest["onSeen"];
  readonly #onHosting: PollRequest["onHosting"];
  #after: number;
  #tag: string | undefined;
  /** The peers at the last look. */
  #peers: readonly Peer[] = [];
  #peersTag = "";
  #hasLooked = false;
  /** Messages that the cursor confirms and that are still to be deleted. */
  #toConfirm: Omit<Parameters<typeof confirmMessages>[1], "nowMs"> | undefined;

  constructor(readonly kv: Deno.Kv, request: PollRequest, readonly signal: AbortSignal) {
    this.topic = request.room;
    this.peerId = request.peerId;
    this.waitMs = request.waitMs;
    this.#token = request.token;
    this.#onSeen = request.onSeen;
    this.#onHosting = request.onHosting;
    this.#after = request.after;
    this.#tag = request.tag;
  }

  get holder(): string {
    return this.peerId;
  }

  get mostHeld(): number {
    return ROOM_LIMITS.pollsPerSeat;
  }

  /**
   * Returns an answer if there are messages after the cursor or the peers have changed.
   * @throws {Refusal} if the seat has ended.
   */
  async look(): Promise<PollAnswer | undefined> {
    const { kv, topic: room, peerId } = this;
    const nowMs = Date.now();
    const check = await checkSeatAndPeers(kv, { token: this.#token, nowMs });
    if ("refusal" in check) throw new Refusal(check.refusal);
    const { taken } = check;
    const peers = peersFor(check.seat, taken);
    // The seats have ended between the two reads: the client must hear that, not that nobody is there.
    if (!peers.some((peer) => peer.peerId === peerId)) {
      const again = await checkSeat(kv, { token: this.#token, nowMs });
      if ("refusal" in again) throw new Refusal(again.refusal);
    }
    const { seat, mailbox: { last }, confirmed, consultation: { expiresAtMs } } = check;
    this.#peers = peers;
    this.#peersTag = peersTagOf(peers);
    this.#tag ??= this.#peersTag;
    // The client has got messages that were stored after the backup that has been restored: it begins anew, at what is left.
    if (this.#after > last) this.#after = confirmed.value ?? 0;
    if (!this.#hasLooked) {
      this.#hasLooked = true;
      const count = Math.min(this.#after, last) - (confirmed.value ?? 0);
      if (count > 0) this.#toConfirm = { room, peerId, upTo: this.#after, confirmed, last, expiresAtMs };
      if (this.waitMs === 0 || count >= TIDY_AT) await this.tidy();
      if (nowMs - seat.seenAtMs > LIMITS.seatSeenEveryMs || isAhead(seat.seenAtMs, nowMs)) {
        this.#onSeen?.({ room, peerId, seenAtMs: nowMs });
        if (seat.role === "host" && isHosting(check.consultation, taken, nowMs)) {
          await this.#onHosting?.(seat.memberId);
        }
      }
    }
    if (last > this.#after) {
      const { cursor, messages } = await readMessages(kv, { room, peerId, after: this.#after });
      this.#after = cursor;
      if (messages.length > 0) return this.answer(messages);
    }
    return this.#peersTag === this.#tag ? undefined : this.answer();
  }

  /**
   * Deletes the messages that the cursor confirms. It waits until the exchange is quiet, because commits are made one at a
   * time and each waits for the disk: in the middle of an exchange it would delay the next message.
   */
  async tidy(): Promise<void> {
    const toConfirm = this.#toConfirm;
    this.#toConfirm = undefined;
    if (toConfirm) await confirmMessages(this.kv, { ...toConfirm, nowMs: Date.now() });
  }

  /** Answers with messages that follow the cursor without a gap; undefined to look for those between. */
  accept({ first, messages }: Delivery): PollAnswer | undefined {
    if (first !== this.#after + 1) return undefined;
    this.#after += messages.length;
    return this.answer(messages);
  }

  /** The answer as of now; without messages by default. */
  answer(messages: readonly IncomingMessage[] = []): PollAnswer {
    return {
      cursor: this.#after,
      messages: [...messages],
      peers: [...this.#peers],
      peersTag: this.#peersTag,
      serverNowMs: Date.now(),
    };
  }
}

/**
 * Whether a host with its page open is at work: with a guest, or waiting for one around the planned start. Whoever is with a
 * host in a call has proved itself, and the host vouches for it; a stranger who sits there keeps nobody signed in.
 */
function isHosting(
  { opensAtMs, startsAtMs }: Pick<Consultation, "opensAtMs" | "startsAtMs">,
  taken: readonly Pick<Seat, "role" | "unproven">[],
  nowMs: number,
): boolean {
  return taken.some(({ role, unproven }) => role === "guest" && !unproven) ||
    nowMs >= opensAtMs && nowMs < startsAtMs + ROOM_LIMITS.awaitedMs;
}

/** Identifies the peers of a room, in any order: changes when one joins, leaves or takes over a seat. */
function peersTagOf(peers: readonly Peer[]): string {
  return hashSecret(peers.map(({ peerId, role }) => `${peerId} ${role}`).sort().join("\n")).slice(0, 12);
}
