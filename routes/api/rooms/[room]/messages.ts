import { peersTagOf } from "../../../../server/peers_tag.ts";
import { appendMessages, confirmMessages, readMessages } from "../../../../kv/mailboxes.ts";
import { checkSeat, listPeers, renewSeat } from "../../../../kv/seats.ts";
import { Refusal } from "../../../../server/errors.ts";
import { bearerOf, parseId, parseInteger, readJson, requireSeat } from "../../../../server/guards.ts";
import { define } from "../../../../server/state.ts";
import { LIMITS } from "../../../../wire/limits.ts";
import type { OutgoingMessage, PollAnswer, SendAnswer } from "../../../../wire/rooms.ts";

/** Most recipients of one POST: a commit checks at most ten keys. */
const MAX_RECIPIENTS = 9;

export const handler = define.handlers({
  /** Puts messages into the mailboxes of other peers. */
  async POST(ctx) {
    const kv = await ctx.state.store.open();
    const [{ seat, consultation }, body] = await Promise.all([requireSeat(ctx, kv), readJson(ctx.req)]);
    const messages = parseMessages(body["messages"], seat.peerId);
    const { expiresAtMs } = consultation;
    const { room, peerId: from } = seat;
    const appended = await appendMessages(kv, { room, from, messages, expiresAtMs, nowMs: Date.now() });
    if ("refusal" in appended) throw new Refusal(appended.refusal);
    ctx.state.hub.bump(room, appended.recipients);
    return ctx.json({ cursor: appended.cursor } satisfies SendAnswer, { status: 201 });
  },

  /** The long-poll: see `PollAnswer`. */
  async GET(ctx) {
    const { after, waitMs, tag } = parsePoll(ctx.req.url);
    const { hub, store } = ctx.state;
    const kv = await store.open();
    const { seat, consultation, mailbox } = await requireSeat(ctx, kv);
    const { room, peerId } = seat;
    const { expiresAtMs } = consultation;
    const nowMs = Date.now();
    await confirmMessages(kv, { room, peerId, upTo: after, mailbox, expiresAtMs, nowMs });
    if (nowMs - seat.seenAtMs > LIMITS.seatSeenEveryMs) await renewSeat(kv, seat, { expiresAtMs, nowMs });

    let knownTag = tag;
    const look = async (): Promise<PollAnswer | undefined> => {
      const [peers, { cursor, messages }] = await Promise.all([
        listPeers(kv, room),
        readMessages(kv, { room, peerId, after }),
      ]);
      if (!peers.some((peer) => peer.peerId === peerId)) {
        const check = await checkSeat(kv, { token: bearerOf(ctx.req), nowMs: Date.now() });
        throw new Refusal("refusal" in check ? check.refusal : "seat_unknown");
      }
      const peersTag = peersTagOf(peers);
      knownTag ??= peersTag;
      if (messages.length === 0 && peersTag === knownTag) return undefined;
      return { cursor, messages, peers, peersTag, serverNowMs: Date.now() };
    };
    const found = await hub.waitFor({ room, peerId, waitMs, signal: ctx.req.signal }, look);
    if (found) return ctx.json(found);
    const peers = await listPeers(kv, room);
    const peersTag = peersTagOf(peers);
    const nothing: PollAnswer = { cursor: after, messages: [], peers, peersTag, serverNowMs: Date.now() };
    return ctx.json(nothing);
  },
});

function parseMessages(value: unknown, from: string): OutgoingMessage[] {
  if (!Array.isArray(value) || value.length < 1 || value.length > LIMITS.messagesPerPost) {
    throw new Refusal("bad_request");
  }
  const messages = value.map((item): OutgoingMessage => {
    const { to, n, body } = (item ?? {}) as Record<string, unknown>;
    const recipient = parseId(to);
    if (recipient === from) throw new Refusal("bad_request");
    // Opaque, but of one byte a character, so that what fits into a request fits into the store.
    if (typeof body !== "string" || !/^[\w-]*$/.test(body)) throw new Refusal("bad_request");
    return { to: recipient, n: parseInteger(n, 1, Number.MAX_SAFE_INTEGER), body };
  });
  if (new Set(messages.map(({ to }) => to)).size > MAX_RECIPIENTS) throw new Refusal("bad_request");
  return messages;
}

function parsePoll(url: string): { after: number; waitMs: number; tag: string | undefined } {
  const query = new URLSearchParams(url.slice(url.indexOf("?") + 1));
  const whole = (name: string, otherwise: number, max: number): number => {
    const text = query.get(name);
    if (text === null) return otherwise;
    if (!/^\d{1,16}$/.test(text)) throw new Refusal("bad_request");
    return parseInteger(Number(text), 0, max);
  };
  const waitMs = whole("waitMs", 0, Number.MAX_SAFE_INTEGER);
  return {
    after: whole("after", 0, Number.MAX_SAFE_INTEGER),
    waitMs: Math.min(waitMs, LIMITS.holdMs),
    tag: query.get("peers") ?? undefined,
  };
}
