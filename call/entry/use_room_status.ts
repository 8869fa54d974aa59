import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { request } from "../../wire/client.ts";
import { type RoomStatus, RoomWatch } from "./room_status.ts";
import { realClock } from "../../browser/clock.ts";

/** The room's status, watched while `active`. `proofs`: what shows the server that the person knows the room. */
export function useRoomStatus(
  room: string,
  proofs: () => Promise<readonly string[]>,
  active: boolean,
): Signal<RoomStatus> {
  const status = useSignal<RoomStatus>({ kind: "asking" });
  useEffect(() => {
    if (!active) return;
    status.value = { kind: "asking" };
    const ports = { clock: realClock, request, proofs };
    const watch = new RoomWatch(room, ports, (state) => status.value = state);
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
