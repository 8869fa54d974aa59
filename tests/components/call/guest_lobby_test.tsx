import assert from "node:assert/strict";
import { signal } from "@preact/signals";
import { renderToString } from "preact-render-to-string";
import { acceptInvite } from "../../../call/entry/arrival.ts";
import { MemoryStorage } from "../../../browser/storage.ts";
import type { RoomStatus } from "../../../call/entry/room_status.ts";
import { loadSeat } from "../../../call/seats/stored_seat.ts";
import { type CallState, initialCallState } from "../../../call/state.ts";
import { GuestLobby } from "../../../components/call/GuestLobby.tsx";
import { HostLobby } from "../../../components/call/HostLobby.tsx";
import { catalogueOf } from "../../../i18n/mod.ts";

const t = catalogueOf("de").call;
const STARTS_AT_MS = Date.UTC(2026, 5, 1, 8);

function accept(status: RoomStatus) {
  const storage = new MemoryStorage();
  const { seat } = acceptInvite("room", { linkSecret: "secret", name: "Ida" }, status, storage);
  assert.deepEqual(loadSeat(storage, "room"), seat);
  return seat;
}

const nothing = () => {};

/** What both lobbies take. */
const COMMON = {
  t,
  lang: "de",
  ownStream: null,
  level: signal(0),
  devices: [],
  onCamera: nothing,
  onOtherCamera: nothing,
  onMicrophone: nothing,
  onLeave: nothing,
};

function lobby(seat: ReturnType<typeof accept>, state = initialCallState("guest")): string {
  return renderToString(
    <GuestLobby {...COMMON} state={state} seat={seat} waitedMs={0} serverNowMs={STARTS_AT_MS} />,
  );
}

Deno.test("lobbies: guest and host read whether the server is away from its database, or not reached", () => {
  const seat = accept({ kind: "unreachable" });
  const host = (signaling: CallState["signaling"]) =>
    renderToString(
      <HostLobby
        {...COMMON}
        state={{ ...initialCallState("host"), signaling }}
        startsAtMs={STARTS_AT_MS}
        tries={null}
        invitationHref="/"
        onReplaceCode={nothing}
        onAdmit={nothing}
        onRefuse={nothing}
        onPutOff={nothing}
      />,
    );
  for (const signaling of ["offline", "unavailable"] as const) {
    const guest = lobby(seat, { ...initialCallState("guest"), signaling });
    assert.ok(
      guest.includes(t.waiting[signaling]) && host(signaling).includes(t.waiting[signaling]),
      signaling,
    );
    assert.ok(!host(signaling).includes(t.waiting.hostLead), "nobody knocks where there is no server");
  }
  assert.ok(host("online").includes(t.waiting.hostLead));
});

Deno.test("acceptInvite: the waiting room says what the room status says, until the seat tells more", () => {
  const seat = accept({
    kind: "known",
    offsetMs: 5,
    outline: {
      state: "open",
      practiceName: "Praxis Nord",
      startsAtMs: STARTS_AT_MS,
      opensAtMs: 0,
      waitingPhone: "030 1",
      serverNowMs: 0,
    },
  });
  assert.deepEqual([seat.practiceName, seat.startsAtMs, seat.waitingPhone, seat.clockOffsetMs], [
    "Praxis Nord",
    STARTS_AT_MS,
    "030 1",
    5,
  ]);
  const page = lobby(seat);
  for (const text of [t.waiting.with, "Praxis Nord", t.waiting.planned]) assert.ok(page.includes(text));
});

Deno.test("GuestLobby: shows no practice and no start before the server has answered", () => {
  const page = lobby(accept({ kind: "unreachable" }));
  for (const text of [t.waiting.with, t.waiting.planned, "Januar"]) assert.ok(!page.includes(`>${text}`));
  assert.ok(page.includes(t.waiting.sinceNow));
});
