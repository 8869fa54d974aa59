import type { Clock } from "../../browser/clock.ts";
import { ApiError, type RequestOptions } from "../../wire/client.ts";
import { LIMITS, ROOM_LIMITS } from "../../wire/limits.ts";
import type { IncomingMessage, OutgoingMessage, Peer, PollAnswer, SendAnswer } from "../../wire/mailbox.ts";
import type { Role } from "../../wire/rooms.ts";

interface SeatRecord {
  peerId: string;
  role: Role;
  joinedAtMs: number;
  seenAtMs: number;
  replaced: boolean;
  last: number;
  confirmed: number;
  counters: Map<string, number>;
  messages: { position: number; message: IncomingMessage }[];
}

/** What the signaling client asks for. */
export type MailboxRequest =
  | RequestOptions<"POST /api/rooms/:room/messages">
  | RequestOptions<"GET /api/rooms/:room/messages">;

/** What a dishonest server does; an honest one does nothing of it. */
interface Mischief {
  /** What becomes of a message: itself, another one, several, none. */
  carry?(message: IncomingMessage & { to: string }): (IncomingMessage & { to: string })[];
  /** It gives a second host a seat beside the first. */
  twoHosts?: boolean;
  /** Whom it shows to somebody. */
  show?(peers: Peer[], to: string): Peer[];
}

/**
 * One room of the server in memory: seats and mailboxes as `kv/seats.ts`, `kv/mailboxes.ts` and the long-poll keep them, on a
 * clock that tests turn. `mischief` makes it dishonest.
 */
export class Relay {
  mischief: Mischief = {};
  readonly #seats = new Map<string, SeatRecord>();
  readonly #waiting = new Set<() => void>();

  constructor(readonly clock: Clock, readonly room: string) {}

  /** Takes a guest's seat. */
  join(peerId: string): void {
    if (this.#seats.has(peerId)) throw new ApiError("peer_id_taken", 409);
    const taken = [...this.#seats.values()].filter(({ replaced }) => !replaced);
    if (taken.length >= ROOM_LIMITS.seatsPerRoom) {
      const silent = taken.filter(({ role, seenAtMs }) =>
        role === "guest" && this.clock.nowMs() - seenAtMs > ROOM_LIMITS.seatSilentMs
      ).sort((a, b) =>
        a.seenAtMs - b.seenAtMs
      )[0];
      if (!silent) throw new ApiError("room_full", 409);
      this.#seats.delete(silent.peerId);
    }
    this.#put(peerId, "guest");
  }

  /** Takes the host's seat, in the place of another device's. */
  takeHost(peerId: string): void {
    if (this.#seats.has(peerId)) throw new ApiError("peer_id_taken", 409);
    if (!this.mischief.twoHosts) this.#replaceHosts();
    this.#put(peerId, "host");
  }

  /** Is honest about hosts again: only this one has a seat. */
  keepOneHost(peerId: string): void {
    delete this.mischief.twoHosts;
    this.#replaceHosts(peerId);
    this.#wake();
  }

  leave(peerId: string): void {
    if (this.#seats.delete(peerId)) this.#wake();
  }

  /** Puts something into a mailbox, as whoever runs the server can. */
  inject(to: string, message: IncomingMessage): void {
    const seat = this.#seats.get(to);
    if (!seat) return;
    seat.messages.push({ position: ++seat.last, message });
    this.#wake();
  }

  peers(): Peer[] {
    return [...this.#seats.values()].filter(({ replaced }) => !replaced)
      .map(({ peerId, role, joinedAtMs, seenAtMs }) => ({ peerId, role, joinedAtMs, seenAtMs }));
  }

  /** Answers what the signaling client asks for. The token is `<room>.<peerId>.secret`. */
  async request(request: MailboxRequest): Promise<SendAnswer | PollAnswer> {
    const peerId = request.token!.split(".")[1]!;
    if ("body" in request) return this.#append(peerId, request.body.messages);
    const { peers } = request.query;
    const waitMs = Math.min(request.query.waitMs, LIMITS.holdMs);
    const seat = this.#check(peerId);
    // A cursor beyond the newest message is none of this mailbox: the client begins anew, at what is left.
    const after = request.query.after > seat.last ? seat.confirmed : request.query.after;
    seat.confirmed = Math.max(seat.confirmed, after);
    seat.messages = seat.messages.filter(({ position }) => position > seat.confirmed);
    if (this.clock.nowMs() - seat.seenAtMs > LIMITS.seatSeenEveryMs) seat.seenAtMs = this.clock.nowMs();
    const untilMs = this.clock.nowMs() + waitMs;
    for (;;) {
      const answer = this.#look(this.#check(peerId), after);
      if (answer.messages.length > 0 || answer.peersTag !== peers) return answer;
      if (this.clock.nowMs() >= untilMs) return answer;
      await this.#change(untilMs - this.clock.nowMs(), request.signal);
    }
  }

  #replaceHosts(but?: string): void {
    for (const seat of this.#seats.values()) {
      if (seat.role !== "host" || seat.peerId === but) continue;
      if (seat.replaced) this.#seats.delete(seat.peerId);
      else seat.replaced = true;
    }
  }

  #put(peerId: string, role: Role): void {
    const nowMs = this.clock.nowMs();
    this.#seats.set(peerId, {
      peerId,
      role,
      joinedAtMs: nowMs,
      seenAtMs: nowMs,
      replaced: false,
      last: 0,
      confirmed: 0,
      counters: new Map(),
      messages: [],
    });
    this.#wake();
  }

  #check(peerId: string): SeatRecord {
    const seat = this.#seats.get(peerId);
    if (!seat) throw new ApiError("seat_unknown", 401);
    if (seat.replaced) throw new ApiError("seat_replaced", 410);
    return seat;
  }

  #append(from: string, messages: readonly OutgoingMessage[]): SendAnswer {
    this.#check(from);
    if (messages.some(({ to }) => !this.#seats.has(to))) throw new ApiError("peer_unknown", 404);
    let cursor = 0;
    for (const { to, n, body } of messages) {
      const seat = this.#seats.get(to)!;
      if (n > (seat.counters.get(from) ?? 0)) {
        seat.counters.set(from, n);
        const carried = this.mischief.carry?.({ from, n, body, to }) ?? [{ from, n, body, to }];
        for (const { to, ...message } of carried) this.inject(to, message);
      }
      cursor = Math.max(cursor, seat.last);
    }
    return { cursor };
  }

  #look(seat: SeatRecord, after: number): PollAnswer {
    const peers = this.mischief.show?.(this.peers(), seat.peerId) ?? this.peers();
    const found = seat.messages.filter(({ position }) => position > after);
    return {
      cursor: found.at(-1)?.position ?? after,
      messages: found.map(({ message }) => message),
      peers,
      peersTag: peers.map(({ peerId }) => peerId).join(),
      serverNowMs: this.clock.nowMs(),
    };
  }

  #wake(): void {
    for (const wake of [...this.#waiting]) wake();
  }

  #change(waitMs: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = () => {
        cancel();
        this.#waiting.delete(done);
        resolve();
      };
      const cancel = this.clock.after(waitMs, done);
      this.#waiting.add(done);
      signal?.addEventListener("abort", () => {
        done();
        reject(new DOMException("cut off", "AbortError"));
      }, { once: true });
    });
  }
}
