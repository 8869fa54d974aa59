import { type Appended, appendMessages, MAX_RECIPIENTS } from "../../../../kv/mailboxes.ts";
import { Refusal } from "../../../../server/errors.ts";
import { parseSeatToken, requireSeat } from "../../../../server/auth.ts";
import { parseId, parseInteger, readJson } from "../../../../server/parse.ts";
import { deferredResponse } from "../../../../server/polling/deferred_responses.ts";
import { holdMsOf } from "../../../../server/polling/hub.ts";
import { Poll, type PollRequest } from "../../../../server/polling/poll.ts";
import { keepInUse } from "../../../../server/sign_in.ts";
import { endpoint, reply } from "../../../../server/endpoint.ts";
import { LIMITS, ROOM_LIMITS } from "../../../../wire/limits.ts";
import type { OutgoingMessage } from "../../../../wire/mailbox.ts";

export const handler = endpoint("/api/rooms/:room/messages", {
  /** Appends messages to the mailboxes of other peers. */
  async POST(ctx) {
    const { token, peerId } = parseSeatToken(ctx);
    const kv = await ctx.state.store.open();
    let messages: OutgoingMessage[];
    try {
      messages = parseMessages((await readJson(ctx.req))["messages"], peerId);
    } catch (error) {
      await requireSeat(ctx, kv); // without a seat, that is the answer to any body
      throw error;
    }
    const appended: Appended = await appendMessages(kv, { token, messages, nowMs: Date.now() });
    if ("refusal" in appended) throw new Refusal(appended.refusal);
    return reply(201, { cursor: appended.cursor });
  },

  /** The long-poll: see `PollAnswer`. Looks at once; what is not there yet is held outside of the middlewares. */
  async GET(ctx) {
    const onHosting = (memberId: string | undefined) => keepInUse(ctx, memberId);
    const { hub, store } = ctx.state;
    const onSeen: PollRequest["onSeen"] = (seat) => hub.presence.note(seat);
    const request = { ...parseSeatToken(ctx), ...parsePoll(ctx.req), onSeen, onHosting };
    const poll = new Poll(await store.open(), request, ctx.req.signal);
    const outcome = await hub.begin(poll);
    if ("found" in outcome) return reply(200, outcome.found ?? poll.answer());
    return deferredResponse(outcome.held, poll);
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
    // Opaque, but one byte per character: within the limit it fits into the store.
    if (typeof body !== "string" || !/^[\w-]*$/.test(body)) throw new Refusal("bad_request");
    if (body.length > ROOM_LIMITS.messageChars) throw new Refusal("too_large");
    return { to: recipient, n: parseInteger(n, 1, Number.MAX_SAFE_INTEGER), body };
  });
  if (new Set(messages.map(({ to }) => to)).size > MAX_RECIPIENTS) throw new Refusal("bad_request");
  return messages;
}

function parsePoll(request: Request): Pick<PollRequest, "after" | "waitMs" | "tag"> {
  const { url } = request;
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
    waitMs: holdMsOf(request, waitMs),
    tag: query.get("peers") ?? undefined,
  };
}
