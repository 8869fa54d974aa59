import type { BrowserContext, Route } from "playwright-core";
import type { IncomingMessage, OutgoingMessage, Peer, PollAnswer, SendRequest } from "../../wire/mailbox.ts";
import type { Role } from "../../wire/rooms.ts";

/** How long a poll is held when there is nothing new. */
const HOLD_MS = 200;
/** Most messages in one answer. */
const BATCH = 40;

/** The mailboxes of all rooms, answered by whoever lies, in the place of the server. */
export class LyingMailbox {
  /** What pages have sent, in order. */
  readonly sent: OutgoingMessage[] = [];
  /** Who is shown in the room, besides whoever asks. */
  readonly shown: { peerId: string; role: Role }[] = [];
  readonly #inboxes = new Map<string, IncomingMessage[]>();
  /** Called for each message that a page sends. */
  onSent: (message: OutgoingMessage, from: string) => void | Promise<void> = () => {};

  /** Takes the rooms over for all pages of a browser profile. */
  async takeOver(context: BrowserContext): Promise<void> {
    await context.route(/\/api\/rooms\/[\w-]+\/messages(\?|$)/, (route) => this.#answer(route));
  }

  /** Puts a message into the mailbox of `to`. */
  put(to: string, from: string, body: string): void {
    const inbox = this.#inboxOf(to);
    inbox.push({ from, n: 1 + inbox.filter((message) => message.from === from).length, body });
  }

  #inboxOf(peerId: string): IncomingMessage[] {
    const inbox = this.#inboxes.get(peerId) ?? [];
    this.#inboxes.set(peerId, inbox);
    return inbox;
  }

  async #answer(route: Route): Promise<void> {
    const request = route.request();
    // A token is <room>.<peerId>.<secret>.
    const own = (await request.headerValue("authorization"))!.split(".")[1]!;
    if (request.method() === "POST") {
      const { messages } = request.postDataJSON() as SendRequest;
      for (const message of messages) {
        this.sent.push(message);
        await this.onSent(message, own);
      }
      return await reply(route, 201, { cursor: this.sent.length });
    }
    const after = Number(new URL(request.url()).searchParams.get("after"));
    const inbox = this.#inboxOf(own);
    if (inbox.length <= after) await new Promise((resolve) => setTimeout(resolve, HOLD_MS));
    const messages = inbox.slice(after, after + BATCH);
    const nowMs = Date.now();
    const seen = (peerId: string, role: Role): Peer => ({ peerId, role, joinedAtMs: nowMs, seenAtMs: nowMs });
    const answer: PollAnswer = {
      cursor: after + messages.length,
      messages,
      peers: this.shown.map(({ peerId, role }) => seen(peerId, role)),
      peersTag: String(this.shown.length),
      serverNowMs: nowMs,
    };
    await reply(route, 200, answer);
  }
}

/** Answers as the server would. A page that is gone needs no answer. */
export async function reply(route: Route, status: number, json: unknown): Promise<void> {
  await route.fulfill({ status, json }).catch(() => {});
}
