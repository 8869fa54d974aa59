import { useSignal } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";
import { isRoomOpen, type RoomStatus } from "../../call/entry/room_status.ts";
import { useRoomStatus } from "../../call/entry/use_room_status.ts";
import { roomProofs } from "../../call/seats/room_proofs.ts";
import { takeFocus } from "../../components/focus.ts";
import { useNow } from "./use_now.ts";

/** What a person with an invite link sees of the room before joining. */
export interface InvitedRoom {
  status: RoomStatus;
  isOpen: boolean;
  /** The room was closed when the page was opened. */
  justOpened: boolean;
  /** By this device's clock. */
  nowMs: number;
}

/** Watches the room of a person with an invite link. When it opens, the focus goes to the heading of the new page. */
export function useInvitedRoom(room: string, linkSecret: string | undefined): InvitedRoom {
  const invited = linkSecret !== undefined;
  const status = useRoomStatus(room, () => roomProofs(room, { linkSecret }), invited);
  const isOpen = isRoomOpen(status.value);
  const nowMs = useNow(invited);
  const wasClosed = useSignal(false);
  useLayoutEffect(() => {
    if (!invited) return;
    if (isOpen && wasClosed.value) takeFocus(document.querySelector<HTMLElement>("main h1"));
    if (status.value.kind !== "asking") wasClosed.value ||= !isOpen;
  }, [isOpen, status.value.kind]);
  return { status: status.value, isOpen, justOpened: wasClosed.value, nowMs: nowMs.value };
}
