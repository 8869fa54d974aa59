import { decodeBase64Url, type ResumeSecret } from "../e2ee/mod.ts";
import { browserStorage } from "../browser/storage.ts";
import {
  deleteExpired,
  type Expiring,
  getRecord,
  ifStorageFails,
  putRecord,
  RESUME_KEPT_MS,
} from "./database.ts";
import { guessStore } from "./guess_counts.ts";
import { GuessBudget } from "./pairing/guess_budget.ts";
import { KeyPin } from "./pairing/key_pin.ts";
import { pinKey } from "./pinned_keys.ts";
import { MAX_GUEST_FAILURES } from "../e2ee/guesses.ts";
import { guestSeats } from "./seats/guest_seats.ts";
import { roomProofs } from "./seats/room_proofs.ts";
import { loadSeat, noteAdmission, type StoredSeat } from "./seats/stored_seat.ts";
import type { Participation } from "./use_call.ts";
import { GuestChannel, type GuestSecret } from "./pairing/guest_channel.ts";

/** Where this browser keeps a guest's resume secret: apart from the host's, for people try invitations where they made them. */
const resumeKey = (room: string) => `${room} guest`;

function loadResume(room: string): Promise<ResumeSecret | undefined> {
  return getRecord<{ secret: ResumeSecret } & Expiring>("resume", resumeKey(room))
    .then((record) => record?.secret, ifStorageFails(undefined));
}

/** What shows the server that this tab's guest knows the room. */
export async function guestProofs(
  room: string,
  load: () => Promise<ResumeSecret | undefined> = () => loadResume(room),
): Promise<string[]> {
  const seat = loadSeat(browserStorage("sessionStorage"), room);
  const linkSecret = seat?.method === "link" ? seat.secret : undefined;
  return await roomProofs(room, { linkSecret, former: seat?.former, resume: await load() });
}

/** A guest's participation, from the seat stored in this tab. */
export function guestParticipation(seat: StoredSeat, onTaken: (seat: StoredSeat) => void): Participation {
  const { room, name } = seat;
  const secret: GuestSecret = seat.method === "code"
    ? { method: "code", digits: seat.secret }
    : { method: "link", bytes: decodeBase64Url(seat.secret) };
  const storage = browserStorage("sessionStorage");
  const kept = resumeKey(room);
  // Beside the stored one, because the browser may store nothing.
  let latest: ResumeSecret | undefined;
  const load = async () => latest ?? await loadResume(room);
  // By what the person has typed: the server decides which room that opens.
  const typed = [seat.locator ?? "", seat.secret];
  const budget = new GuessBudget(
    guessStore(["guest", ...typed], kept, () => seat.failures ?? 0),
    MAX_GUEST_FAILURES,
  );
  const named = seat.keyFingerprint === undefined ? undefined : decodeBase64Url(seat.keyFingerprint);
  const pin = new KeyPin(named, (fingerprint) => pinKey(typed, fingerprint));
  // Without storage the guest can still take part, but knocks again after a reload.
  void deleteExpired(Date.now()).catch(ifStorageFails(undefined));
  return {
    room,
    role: "guest",
    name,
    seats: guestSeats(storage, seat, () => guestProofs(room, load), onTaken),
    greets: seat.wasAdmitted ? "resume" : "any",
    makeChannel: (place) =>
      new GuestChannel({
        ...place,
        origin: location.origin,
        name,
        secret,
        budget,
        pin,
        resume: {
          load,
          save(secret) {
            latest = secret;
            noteAdmission(storage, seat);
            const expiresAtMs = Date.now() + RESUME_KEPT_MS;
            void putRecord("resume", kept, { secret, expiresAtMs }).catch(ifStorageFails(undefined));
          },
        },
      }),
  };
}
