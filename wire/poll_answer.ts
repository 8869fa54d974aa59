import { listOf, notTheAnswer, numberOf, recordOf, textOf, timeOf } from "./answer_parts.ts";
import type { IncomingMessage, Peer, PollAnswer } from "./mailbox.ts";

/**
 * Checks the answer to a long-poll, which is parsed in the middle of a call. `furthest`: the furthest cursor so far,
 * which advances by one with each message; one that jumps would confirm messages that never came.
 * @throws {NetworkError} if it is not a `PollAnswer`.
 */
export function parsePollAnswer(value: unknown, furthest: number): PollAnswer {
  const { cursor, messages, peers, peersTag, serverNowMs } = recordOf(value);
  const came = listOf(messages, messageOf);
  if (numberOf(cursor) > furthest + came.length) throw notTheAnswer();
  return {
    cursor: numberOf(cursor),
    messages: came,
    peers: listOf(peers, peerOf),
    peersTag: textOf(peersTag),
    serverNowMs: timeOf(serverNowMs),
  };
}

function messageOf(value: unknown): IncomingMessage {
  const { from, n, body } = recordOf(value);
  return { from: textOf(from), n: numberOf(n), body: textOf(body) };
}

function peerOf(value: unknown): Peer {
  const { peerId, role, joinedAtMs, seenAtMs } = recordOf(value);
  if (role !== "guest" && role !== "host") throw notTheAnswer();
  return { peerId: textOf(peerId), role, joinedAtMs: timeOf(joinedAtMs), seenAtMs: timeOf(seenAtMs) };
}
