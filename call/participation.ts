import { encodeBase64Url, randomBytes } from "../e2ee/bytes.ts";
import { PlainGuestChannel, PlainHostChannel } from "./plain_channel.ts";
import { guestSeats, hostSeats } from "./seats.ts";
import type { StoredSeat } from "./stored_seat.ts";
import type { Participation } from "./use_call.ts";

/** A guest's part, from what the tab knows. */
export function guestParticipation(seat: StoredSeat, onTaken: (seat: StoredSeat) => void): Participation {
  const passKey = `vieraugen.pass.${seat.room}`;
  return {
    role: "guest",
    name: seat.name,
    seats: guestSeats(sessionStorage, seat, onTaken),
    makeChannel: () =>
      new PlainGuestChannel(seat.name, {
        load: () => sessionStorage.getItem(passKey) ?? undefined,
        save: (pass) => sessionStorage.setItem(passKey, pass),
      }),
  };
}

/** The host's part. */
export function hostParticipation(room: string, name: string): Participation {
  const passKey = `vieraugen.pass.${room}`;
  return {
    role: "host",
    name,
    seats: hostSeats(room),
    makeChannel: () =>
      new PlainHostChannel({
        issue() {
          const pass = encodeBase64Url(randomBytes(16));
          sessionStorage.setItem(passKey, pass);
          return pass;
        },
        accepts: (pass) => pass === sessionStorage.getItem(passKey),
      }),
  };
}
