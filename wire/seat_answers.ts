import { listOf, notTheAnswer, numberOf, recordOf, textOf, timeOf } from "./answer_parts.ts";
import type { GuestSeatAnswer, HostSeatAnswer, IceAnswer } from "./rooms.ts";

/** Checks the answer to a guest who takes a seat in `room`. @throws {NetworkError} if it is none. */
export function parseGuestSeatAnswer(value: unknown, room: string): GuestSeatAnswer {
  const { movedFromMs, waitingPhone, practiceName, ...rest } = recordOf(value);
  if (rest["room"] !== room) throw notTheAnswer();
  return {
    room,
    ...seatOf(rest),
    practiceName: textOf(practiceName),
    ...(movedFromMs === undefined ? {} : { movedFromMs: timeOf(movedFromMs) }),
    ...(waitingPhone === undefined ? {} : { waitingPhone: textOf(waitingPhone) }),
  };
}

/** What a page needs of the answer to a host who takes a seat. @throws {NetworkError} if it is none. */
export function parseHostSeatAnswer(value: unknown): Pick<HostSeatAnswer, "token" | "startsAtMs"> {
  return seatOf(recordOf(value));
}

function seatOf({ token, expiresAtMs, serverNowMs, startsAtMs }: Record<string, unknown>) {
  return {
    token: textOf(token),
    expiresAtMs: timeOf(expiresAtMs),
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
