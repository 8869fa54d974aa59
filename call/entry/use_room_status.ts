import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { requestJson } from "../../wire/client.ts";
import type { RoomOutline } from "../../wire/rooms.ts";
import { type DoorState, Doorway, firstDoorState } from "./room_status.ts";
import { realClock } from "../../browser/clock.ts";

/** Watches the room's door while `active`. `outline`: what the page was rendered with; absent: ask. */
export function useDoorway(
  room: string,
  outline: RoomOutline | null | undefined,
  active: boolean,
): Signal<DoorState> {
  const door = useSignal<DoorState>({ kind: "asking" });
  useEffect(() => {
    if (!active) return;
    const first = firstDoorState(outline, Date.now());
    door.value = first;
    const ports = { clock: realClock, request: requestJson };
    const doorway = new Doorway(room, ports, (state) => door.value = state, first);
    const wake = () => document.visibilityState === "visible" && doorway.wake();
    document.addEventListener("visibilitychange", wake);
    addEventListener("online", wake);
    return () => {
      document.removeEventListener("visibilitychange", wake);
      removeEventListener("online", wake);
      doorway.close();
    };
  }, [active]);
  return door;
}
