import { peersTagOf } from "../../../../server/peers_tag.ts";
import {
  type Appended,
  appendMessages,
  confirmMessages,
  MAX_RECIPIENTS,
  readMessages,
} from "../../../../kv/mailboxes.ts";
import { checkSeat, listPeers, renewSeat } from "../../../../kv/seats.ts";
import { Refusal } from "../../../../server/errors.ts";
import { parseId, parseInteger, readJson, seatTokenOf } from "../../../../server/guards.ts";
import { define } from "../../../../server/state.ts";
import { LIMITS } from "../../../../wire/limits.ts";
import type { OutgoingMessage, Peer, PollAnswer, SendAnswer } from "../../../../wire/rooms.ts";

export const handler = define.handlers({
  /** Puts messages into the mailboxes of other peers. */
  async POST(ctx) {
    const { token, peerId } = seatTokenOf(ctx);
    const messages = parseMessages((await readJson(ctx.req))["messages"], peerId);
    const kv = await ctx.state.store.open();
    const appended: Appended = await appendMessages(kv, { token, messages, nowMs: Date.now() });
    if ("refusal" in appended) throw new Refusal(appended.refusal);
    return ctx.json({ cursor: appended.cursor } satisfies SendAnswer, { status: 201 });
  },

  /**
   * The long-poll: see `PollAnswer`. 1. Confirm and look: answer at once if there is something. 2. Wait. 3. Answer with what
   * this process has just stored for us, or look again.
   */
  async GET(ctx) {
    const { after, waitMs, tag } = parsePoll(ctx.req.url);
    const { token, room, peerId } = seatTokenOf(ctx);
    const { hub, store } = ctx.state;
    const kv = await store.open();
    let housekeeping: Promise<void> | undefined;
    let peers: readonly Peer[] = [];
    let peersTag = "";
    let knownTag = tag;
    const answerOf = (found: Pick<PollAnswer, "cursor" | "messages">): PollAnswer => ({
      ...found,
      peers: [...peers],
      peersTag,
      serverNowMs: Date.now(),
    });
    const look = async (): Promise<PollAnswer | undefined> => {
      const nowMs = Date.now();
      const [check, present] = await Promise.all([checkSeat(kv, { token, nowMs }), listPeers(kv, room)]);
      if ("refusal" in check) throw new Refusal(check.refusal);
      const { seat, mailbox: { last }, confirmed, consultation: { expiresAtMs } } = check;
      housekeeping ??= (async () => {
        await confirmMessages(kv, { room, peerId, upTo: after, confirmed, last, expiresAtMs, nowMs });
        if (nowMs - seat.seenAtMs > LIMITS.seatSeenEveryMs) await renewSeat(kv, seat, { expiresAtMs, nowMs });
      })();
      housekeeping.catch(() => {}); // reported where it is awaited
      [peers, peersTag] = [present, peersTagOf(present)];
      knownTag ??= peersTag;
      if (last <= after && peersTag === knownTag) return undefined;
      return answerOf(
        last > after ? await readMessages(kv, { room, peerId, after }) : { cursor: after, messages: [] },
      );
    };
    const found = await hub.waitFor({
      room,
      peerId,
      waitMs,
      signal: ctx.req.signal,
      look,
      accept: ({ first, messages }) =>
        first === after + 1
          ? answerOf({ cursor: after + messages.length, messages: [...messages] })
          : undefined,
    });
    await housekeeping;
    return ctx.json(found ?? answerOf({ cursor: after, messages: [] }));
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
