import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { request } from "../../wire/client.ts";
import type { RoomStatusAnswer } from "../../wire/rooms.ts";
import { firstRoomStatus, type RoomStatus, RoomWatch } from "./room_status.ts";
import { realClock } from "../../browser/clock.ts";

/**
 * The room's status, watched while `active`. `outline`: as the page was rendered with it; undefined: ask the server.
 */
export function useRoomStatus(
  room: string,
  outline: RoomStatusAnswer | null | undefined,
  active: boolean,
): Signal<RoomStatus> {
  const status = useSignal<RoomStatus>({ kind: "asking" });
  useEffect(() => {
    if (!active) return;
    const first = firstRoomStatus(outline, Date.now());
    status.value = first;
    const ports = { clock: realClock, request };
    const watch = new RoomWatch(room, ports, (state) => status.value = state, first);
    const wake = () => document.visibilityState === "visible" && watch.wake();
    document.addEventListener("visibilitychange", wake);
    addEventListener("online", wake);
    return () => {
      document.removeEventListener("visibilitychange", wake);
      removeEventListener("online", wake);
      watch.close();
    };
  }, [active]);
  return status;
}
