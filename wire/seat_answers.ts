import { listOf, notTheAnswer, numberOf, recordOf, textOf, timeOf } from "./answer_parts.ts";
import type { GuestSeatAnswer, HostSeatAnswer, IceAnswer } from "./rooms.ts";

/** A seat that was asked for: another one's token would fetch what others send to that one. */
interface Asked {
  room: string;
  peerId: string;
}

/** Checks the answer to a guest who takes a seat. @throws {NetworkError} if it is none, or another seat's. */
export function parseGuestSeatAnswer(value: unknown, asked: Asked): GuestSeatAnswer {
  const { movedFromMs, waitingPhone, practiceName, ...rest } = recordOf(value);
  if (rest["room"] !== asked.room) throw notTheAnswer();
  return {
    room: asked.room,
    ...seatOf(rest, asked),
    practiceName: textOf(practiceName),
    ...(movedFromMs === undefined ? {} : { movedFromMs: timeOf(movedFromMs) }),
    ...(waitingPhone === undefined ? {} : { waitingPhone: textOf(waitingPhone) }),
  };
}

/** What a page needs of the answer to a host who takes a seat. @throws {NetworkError} if it is none, or another seat's. */
export function parseHostSeatAnswer(
  value: unknown,
  asked: Asked,
): Pick<HostSeatAnswer, "token" | "startsAtMs"> {
  return seatOf(recordOf(value), asked);
}

function seatOf(
  { token, serverNowMs, startsAtMs }: Record<string, unknown>,
  { room, peerId }: Asked,
) {
  const ownToken = textOf(token);
  if (!ownToken.startsWith(`${room}.${peerId}.`)) throw notTheAnswer();
  return {
    token: ownToken,
    serverNowMs: timeOf(serverNowMs),
    startsAtMs: timeOf(startsAtMs),
  };
}

/** Checks the list of relays. @throws {NetworkError} if it is none. */
export function parseIceAnswer(value: unknown): IceAnswer {
  const { iceServers, iceTransportPolicy, lifetimeMs } = recordOf(value);
  if (iceTransportPolicy !== "all" && iceTransportPolicy !== "relay") throw notTheAnswer();
  return {
    iceServers: listOf(iceServers, (server) => {
      const { urls, username, credential } = recordOf(server);
      return {
        urls: listOf(urls, textOf),
        ...(username === undefined ? {} : { username: textOf(username) }),
        ...(credential === undefined ? {} : { credential: textOf(credential) }),
      };
    }),
    iceTransportPolicy,
    ...(lifetimeMs === undefined ? {} : { lifetimeMs: numberOf(lifetimeMs) }),
  };
}
